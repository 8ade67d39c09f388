package io.dabba.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dabba.server.catalog.Promotion.Reduction;
import io.dabba.server.catalog.Promotion.Reduction.Amount;
import io.dabba.server.catalog.Promotion.Reduction.Percent;
import java.math.BigInteger;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionTest {
  private static final Instant FROM = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-23T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "10000, 1000, 1000",
    "9999, 1000, 999",
    "9, 1000, 0",
    "10000, 10000, 10000",
    "0, 5000, 0"
  })
  void share_isOfTheItems_inWholeMinorUnits(long items, int basisPoints, long off) {
    assertThat(promotion(new Percent(basisPoints), OptionalLong.empty(), 0).discountMinor(items))
        .isEqualTo(off);
  }

  @Test
  void shareOfAnyItems_isWhatExactArithmeticSays() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long items = random.nextLong() >>> (1 + random.nextInt(62));
      int basisPoints = 1 + random.nextInt(10_000);
      long exact =
          BigInteger.valueOf(items)
              .multiply(BigInteger.valueOf(basisPoints))
              .divide(BigInteger.valueOf(10_000))
              .longValueExact();
      assertThat(promotion(new Percent(basisPoints), OptionalLong.empty(), 0).discountMinor(items))
          .as("seed=%d items=%d basisPoints=%d", seed, items, basisPoints)
          .isEqualTo(exact);
    }
  }

  @Test
  void reduction_isAtMostItsBound_andNeverMoreThanTheItems() {
    assertThat(promotion(new Percent(5_000), OptionalLong.of(100), 0).discountMinor(1_000))
        .isEqualTo(100);
    assertThat(promotion(new Amount(300), OptionalLong.empty(), 0).discountMinor(1_000))
        .isEqualTo(300);
    assertThat(promotion(new Amount(300), OptionalLong.empty(), 0).discountMinor(200))
        .isEqualTo(200);
    assertThat(promotion(new Amount(300), OptionalLong.of(50), 0).discountMinor(200)).isEqualTo(50);
  }

  @Test
  void itemsThatComeToTooLittle_areNotReduced() {
    Promotion promotion = promotion(new Amount(300), OptionalLong.empty(), 1_000);
    assertThat(promotion.discountMinor(999)).isZero();
    assertThat(promotion.discountMinor(1_000)).isEqualTo(300);
  }

  @Test
  void promotion_isValidFromItsFirstMomentAndNotAtItsEnd() {
    Promotion promotion = promotion(new Amount(1), OptionalLong.empty(), 0);
    assertThat(promotion.isValidAt(FROM.minusNanos(1))).isFalse();
    assertThat(promotion.isValidAt(FROM)).isTrue();
    assertThat(promotion.isValidAt(UNTIL.minusNanos(1))).isTrue();
    assertThat(promotion.isValidAt(UNTIL)).isFalse();
  }

  @Test
  void promotionThatMakesNoSense_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Percent(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Percent(10_001));
    assertThatIllegalArgumentException().isThrownBy(() -> new Amount(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> promotion(new Amount(1), OptionalLong.of(0), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> promotion(new Amount(1), OptionalLong.empty(), -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Promotion("P", new Amount(1), OptionalLong.empty(), 0, FROM, FROM));
  }

  private static Promotion promotion(Reduction reduction, OptionalLong max, long minItems) {
    return new Promotion("P", reduction, max, minItems, FROM, UNTIL);
  }
}
