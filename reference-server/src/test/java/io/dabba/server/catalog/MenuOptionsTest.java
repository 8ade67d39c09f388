package io.dabba.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dabba.server.catalog.MenuOption.Choice;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MenuOptionsTest {
  private static final Choice LARGE = new Choice("l", "Large", 5_000, true);
  private static final Choice SMALL = new Choice("s", "Small", 0, true);

  @Test
  void options_areReadAsTheyWereWritten() {
    MenuOptions options = new MenuOptions(List.of(size(1, 1, LARGE, SMALL)));
    assertThat(options.json())
        .isEqualTo(
            """
            [{"id":"size","name":"Size","min":1,"max":1,"choices":[\
            {"id":"l","name":"Large","priceMinor":5000,"available":true},\
            {"id":"s","name":"Small","priceMinor":0,"available":true}]}]\
            """);
    assertThat(MenuOptions.parse(options.json())).isEqualTo(options);
    assertThat(MenuOptions.parse("[]")).isEqualTo(MenuOptions.NONE);
  }

  @Test
  void groupsAndChoices_areFoundByTheirIds() {
    MenuOptions options = new MenuOptions(List.of(size(0, 2, LARGE, SMALL)));
    assertThat(options.find("size").flatMap(group -> group.find("l"))).contains(LARGE);
    assertThat(options.find("size").flatMap(group -> group.find("xl"))).isEmpty();
    assertThat(options.find("crust")).isEmpty();
  }

  @Test
  void whatIsAvailable_isNoOtherOffer_butPriceOrNameAre() {
    MenuOptions options = new MenuOptions(List.of(size(0, 2, LARGE, SMALL)));
    assertThat(options.sameOffer(with(new Choice("l", "Large", 5_000, false)))).isTrue();
    assertThat(options.sameOffer(with(new Choice("l", "Large", 5_001, true)))).isFalse();
    assertThat(options.sameOffer(with(new Choice("l", "Larger", 5_000, true)))).isFalse();
    assertThat(options.sameOffer(MenuOptions.NONE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "2,1", "0,0", "0,3", "3,3"})
  void boundsThatNoChoiceFits_areRefused(int min, int max) {
    assertThatIllegalArgumentException().isThrownBy(() -> size(min, max, LARGE, SMALL));
  }

  @Test
  void repeatedIds_tooMany_andNegativePrices_areRefused() {
    MenuOption size = size(0, 1, LARGE);
    assertThatIllegalArgumentException().isThrownBy(() -> size(0, 1, LARGE, LARGE));
    assertThatIllegalArgumentException().isThrownBy(() -> new MenuOptions(List.of(size, size)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MenuOptions(Collections.nCopies(21, size)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Choice("l", "Large", -1, true));
    assertThatIllegalArgumentException().isThrownBy(() -> new Choice("l", " ", 1, true));
    assertThatIllegalArgumentException().isThrownBy(() -> new Choice("a b", "Large", 1, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MenuOption("size", "Size", 0, 1, Collections.nCopies(51, LARGE)));
  }

  private static MenuOptions with(Choice large) {
    return new MenuOptions(List.of(size(0, 2, large, SMALL)));
  }

  private static MenuOption size(int min, int max, Choice... choices) {
    return new MenuOption("size", "Size", min, max, List.of(choices));
  }
}
