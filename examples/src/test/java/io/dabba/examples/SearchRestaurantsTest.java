package io.dabba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchRestaurantsTest {
  static final List<String> LINES =
      List.of("chiken -> chicken", "biryni -> biryani", "Dadar Biryani House: 772 m");

  @Test
  void itSaysWhatItCorrected_andFindsTheDish() throws Exception {
    assertThat(Printed.by(() -> SearchRestaurants.main(new String[0]))).isEqualTo(LINES);
  }
}
