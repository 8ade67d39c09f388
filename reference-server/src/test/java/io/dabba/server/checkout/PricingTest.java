package io.dabba.server.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.server.catalog.Promotion;
import io.dabba.server.checkout.Pricing.Priced;
import io.dabba.server.orders.Bill;
import io.dabba.server.orders.OrderLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PricingTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final Kitchen.Charges PUNE =
      new Kitchen.Charges("INR", 500, 10_000, 1_500, 700, 2_000, 500);

  @Test
  void billOfAPlainCart_isItemsAndChargesAndTaxOfEachLine() {
    Priced priced =
        Pricing.price(
            List.of(line("biryani", 2, 25_000), line("raita", 1, 4_010)),
            PUNE,
            Optional.empty(),
            2_001,
            3_000);
    // 5 % of 50,000 and of 4,010, the latter 200.5 rounded up
    assertThat(priced.bill()).isEqualTo(new Bill(54_010, 0, 1_500, 700, 3_500, 2_701, 3_000));
    assertThat(priced.bill().totalMinor()).isEqualTo(65_411);
    assertThat(priced.lines().stream().map(OrderLine::taxMinor)).containsExactly(2_500L, 201L);
  }

  @Test
  void discount_isSplitOverTheLines_andTakesItsTaxWithIt() {
    Priced priced =
        Pricing.price(
            List.of(line("a", 1, 100), line("b", 1, 100), line("c", 1, 100)),
            PUNE,
            Optional.of(off(100)),
            0,
            0);
    assertThat(priced.lines().stream().map(OrderLine::discountMinor))
        .containsExactly(34L, 33L, 33L);
    // 5 % of 66, 67 and 67: 3.3, 3.35, 3.35
    assertThat(priced.bill().taxMinor()).isEqualTo(9);
    assertThat(priced.bill().discountMinor()).isEqualTo(100);
  }

  @Test
  void discount_isNeverMoreThanTheItems() {
    Priced priced = Pricing.price(List.of(line("a", 1, 50)), PUNE, Optional.of(off(1_000)), 0, 0);
    assertThat(priced.bill().discountMinor()).isEqualTo(50);
    assertThat(priced.bill().taxMinor()).isZero();
  }

  @Test
  void partsOfASplit_comeToTheWhole_andEachIsWithinAUnitOfItsShare() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      long[] weights = random.longs(random.nextInt(1, 12), 0, 1_000_000).toArray();
      long sum = Arrays.stream(weights).sum();
      if (sum == 0) {
        continue;
      }
      long amount = random.nextLong(0, sum + 1);
      long[] parts = Pricing.split(amount, weights);
      assertThat(Arrays.stream(parts).sum()).as("seed %d", seed).isEqualTo(amount);
      for (int i = 0; i < weights.length; i++) {
        BigDecimal exact =
            BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(weights[i]))
                .divide(BigDecimal.valueOf(sum), 6, RoundingMode.HALF_UP);
        assertThat(BigDecimal.valueOf(parts[i]).subtract(exact).abs())
            .as("seed %d, part %d", seed, i)
            .isLessThan(BigDecimal.ONE);
        assertThat(parts[i]).as("seed %d", seed).isBetween(0L, weights[i]);
      }
    }
  }

  @Test
  void bill_alwaysComesToItsTotal_andTaxIsThatOfTheLines() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 5_000; round++) {
      List<OrderLine> lines = new ArrayList<>();
      for (int i = random.nextInt(1, 10); i > 0; i--) {
        lines.add(line("x" + i, random.nextInt(1, 50), random.nextLong(0, 100_000)));
      }
      Promotion promotion =
          random.nextBoolean()
              ? off(random.nextLong(1, 500_000))
              : percent(random.nextInt(1, 10_001), random.nextLong(1, 100_000));
      Priced priced =
          Pricing.price(lines, PUNE, Optional.of(promotion), random.nextDouble(0, 9_000), 0);
      Bill bill = priced.bill();
      assertThat(priced.lines().stream().mapToLong(OrderLine::discountMinor).sum())
          .as("seed %d", seed)
          .isEqualTo(bill.discountMinor())
          .isLessThanOrEqualTo(bill.itemsMinor());
      BigDecimal tax = BigDecimal.ZERO;
      for (OrderLine line : priced.lines()) {
        tax =
            tax.add(
                BigDecimal.valueOf(line.totalMinor() - line.discountMinor())
                    .multiply(new BigDecimal("0.05"))
                    .setScale(0, RoundingMode.HALF_UP));
      }
      assertThat(bill.taxMinor()).as("seed %d", seed).isEqualTo(tax.longValueExact());
    }
  }

  private static OrderLine line(String item, int quantity, long priceMinor) {
    return new OrderLine(item, 1, item, quantity, priceMinor, List.of(), 0, 0);
  }

  private static Promotion off(long amountMinor) {
    return promotion(new Promotion.Reduction.Amount(amountMinor), OptionalLong.empty());
  }

  private static Promotion percent(int basisPoints, long maxMinor) {
    return promotion(new Promotion.Reduction.Percent(basisPoints), OptionalLong.of(maxMinor));
  }

  private static Promotion promotion(Promotion.Reduction reduction, OptionalLong max) {
    return new Promotion("TIFFIN", reduction, max, 0, NOON, NOON.plusSeconds(3_600));
  }
}
