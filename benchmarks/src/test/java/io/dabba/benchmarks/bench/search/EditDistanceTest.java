package io.dabba.benchmarks.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "dosa, dosa, 0",
    "dosa, doas, 1",
    "dosa, dos, 1",
    "dosa, odsa, 1",
    "panner, paneer, 1",
    "biriyani, briyani, 1",
    "kebab, kabob, 2",
    "'', idli, 4",
  })
  void lettersMoreLessOtherAndSwapped_countOnce(String a, String b, int slips) {
    assertThat(EditDistance.between(a, b)).isEqualTo(slips);
    assertThat(EditDistance.between(b, a)).isEqualTo(slips);
  }
}
