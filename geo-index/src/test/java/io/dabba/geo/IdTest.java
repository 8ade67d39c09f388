package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "tab\t", "é", "\u007f"})
  void anIdWithOtherThanPrintableAscii_isRefused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RiderId(value))
        .withMessageStartingWith("riderId=" + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CityId(value))
        .withMessageStartingWith("cityId=" + value);
  }

  @Test
  void anIdOfMoreThan64Characters_isRefusedAndNotQuotedWhole() {
    assertThat(new RiderId("x".repeat(64)).toString()).hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RiderId("x".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void riderIds_areOrderedAsText() {
    assertThat(new RiderId("r10")).isLessThan(new RiderId("r9"));
  }
}
