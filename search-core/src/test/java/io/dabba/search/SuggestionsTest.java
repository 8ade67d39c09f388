package io.dabba.search;

import static io.dabba.search.Fixtures.HERE;
import static io.dabba.search.Fixtures.menu;
import static io.dabba.search.Fixtures.restaurant;
import static io.dabba.search.Suggestion.Kind.CUISINE;
import static io.dabba.search.Suggestion.Kind.DISH;
import static io.dabba.search.Suggestion.Kind.RESTAURANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.geo.GeoPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {
  private static final GeoPoint FAR = new GeoPoint(19.3, 72.9);

  private final Catalog catalog = Catalog.inMemory();
  private final Suggestions suggestions = Suggestions.of(catalog);

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void kindsTakeTurns_theMostFrequentFirst() {
    put(
        restaurant("r1", "Pizza Hut").cuisines("Pizza").menu(menu("Paneer Tikka", "Pav Bhaji")),
        restaurant("r2", "Tiffin").cuisines("Punjabi").menu(menu("Paneer Tikka")),
        restaurant("r3", "Dabba").cuisines("Pizza"));
    assertThat(suggest("p"))
        .containsExactly(
            new Suggestion(CUISINE, "Pizza", Optional.empty(), 2),
            new Suggestion(DISH, "Paneer Tikka", Optional.empty(), 2),
            new Suggestion(RESTAURANT, "Pizza Hut", Optional.of(new RestaurantId("r1")), 1),
            new Suggestion(CUISINE, "Punjabi", Optional.empty(), 1),
            new Suggestion(DISH, "Pav Bhaji", Optional.empty(), 1));
  }

  @Test
  void onlyWhatIsNear_isSuggestedAndCounted() {
    put(
        restaurant("r1", "Pizza Hut", FAR).cuisines("Pizza").menu(menu("Pav Bhaji", "Poha")),
        restaurant("r2", "Tiffin").menu(menu("Poha")));
    assertThat(suggest("p")).containsExactly(new Suggestion(DISH, "Poha", Optional.empty(), 1));
    assertThat(suggestions.suggest(FAR, 500, "p", 10)).hasSize(4);
    assertThat(suggestions.suggest(HERE, 20_040_000, "poha", 10))
        .containsExactly(new Suggestion(DISH, "Poha", Optional.empty(), 2));
  }

  @Test
  void removedRestaurants_areNotCounted() {
    put(restaurant("r1", "One").menu(menu("Poha")), restaurant("r2", "Two").menu(menu("Poha")));
    catalog.remove(new RestaurantId("r1"));
    catalog.refresh();
    assertThat(suggest("po")).containsExactly(new Suggestion(DISH, "Poha", Optional.empty(), 1));
  }

  @ParameterizedTest
  @CsvSource({
    "chicken bir, Chicken Biryani",
    "bir chicken, Chicken Biryani",
    "chi b, Chicken Biryani",
    "CHICKEN-BIRYANI, Chicken Biryani",
    "bru, Crème Brûlée",
    "crè brÛ, Crème Brûlée",
    "chikcen b, Chicken Biryani",
    "chiken, Chicken Biryani",
    "hicken, Chicken Biryani",
    "birayni, Chicken Biryani",
    "brx, Crème Brûlée",
    "domnio, Domino's"
  })
  void wordsInAnyOrder_withoutCaseAndDiacritics_withSlips(String typed, String first) {
    put(
        restaurant("r1", "Domino's").menu(menu("Chicken Biryani", "Crème Brûlée")),
        restaurant("r2", "Kfc"));
    assertThat(suggest(typed)).extracting(Suggestion::text).contains(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bx", "qo", "chicken xyz", "biryani9", "niryonu"})
  void tooFarOff_isNotSuggested(String typed) {
    put(restaurant("r1", "Domino's").menu(menu("Chicken Biryani")));
    assertThat(suggest(typed)).isEmpty();
  }

  @Test
  void whatIsAsTyped_comesBeforeWhatIsCorrected_howeverFrequent() {
    put(
        restaurant("r1", "One").menu(menu("Matka Kulfi")),
        restaurant("r2", "Two").menu(menu("Matka Kulfi", "Matar")),
        restaurant("r3", "Three").menu(menu("Natural")));
    assertThat(suggest("nat"))
        .extracting(Suggestion::text)
        .containsExactly("Natural", "Matka Kulfi", "Matar");
  }

  @Test
  void nothingIsSuggestedTwice_howeverItIsWritten() {
    put(
        restaurant("r1", "Café Noir").cuisines("Cafe").menu(menu("Café", "cafe", "Caffè Latte")),
        restaurant("r2", "Cafe noir").cuisines("Café").menu(menu("CAFE", "CAFFE LATTE")),
        restaurant("r3", "Three").cuisines("Café").menu(menu("CAFFE LATTE", "Caffe  Latte!")));
    assertThat(suggest("caf"))
        .extracting(s -> s.kind() + " " + s.text() + " " + s.restaurants())
        .containsExactly("CUISINE Café 3", "DISH CAFFE LATTE 3", "RESTAURANT Café Noir 2");
  }

  @Test
  void restaurants_areTheNearAndPopularOnesFirst_aChainWithItsBest() {
    GeoPoint away = new GeoPoint(HERE.lat() + 0.02, HERE.lng());
    put(
        restaurant("r1", "Dabba Away", away),
        restaurant("r2", "Dabba Here"),
        restaurant("r3", "Dabba Loved").popularity(5_000),
        restaurant("r4", "Dabba Chain", away),
        restaurant("r5", "Dabba Chain").popularity(100));
    assertThat(suggest("dab"))
        .extracting(s -> s.text() + " " + s.id().orElseThrow().value() + " " + s.restaurants())
        .containsExactly(
            "Dabba Loved r3 1", "Dabba Chain r5 2", "Dabba Here r2 1", "Dabba Away r1 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u0000\u0007", "🍕", "*:*", "\"(", "\ud83c", "'"})
  void textWithoutALetter_hasNoSuggestions(String typed) {
    put(restaurant("r1", "Pizza Hut"));
    assertThat(suggest(typed)).isEmpty();
  }

  @Test
  void longTexts_areCut() {
    put(restaurant("r1", "Pizza Hut"));
    assertThat(suggest("piz ".repeat(2_500))).hasSize(1);
    assertThat(suggest("p".repeat(10_000))).isEmpty();
    assertThat(suggest("a b c d e f g h i j k l m n o p q r s t u v w ".repeat(200))).isEmpty();
  }

  @Test
  void argumentsOutOfRange_areRefusedByName() {
    assertThatThrownBy(() -> suggestions.suggest(HERE, Double.NaN, "p", 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("radiusMeters=NaN");
    assertThatThrownBy(() -> suggestions.suggest(HERE, 0, "p", 10))
        .isInstanceOf(IllegalArgumentException.class);
    for (int limit : new int[] {0, -1, Suggestions.MAX_LIMIT + 1}) {
      assertThatThrownBy(() -> suggestions.suggest(HERE, 5_000, "p", limit))
          .hasMessage("limit=%d is not between 1 and 50", limit);
    }
  }

  @Test
  void limit_isKept() {
    put(restaurant("r1", "Pizza Hut").cuisines("Pizza").menu(menu("Poha", "Pav", "Paratha")));
    for (int limit = 1; limit < 5; limit++) {
      assertThat(suggestions.suggest(HERE, 5_000, "p", limit)).hasSize(limit);
    }
    assertThat(suggestions.suggest(HERE, 5_000, "pizza h", 1))
        .extracting(Suggestion::text)
        .containsExactly("Pizza Hut");
  }

  @Test
  void ofLongMenus_thePopularDishesCount() {
    List<MenuItem> menu = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      menu.add(new MenuItem(new MenuItemId("i" + i), "Thali " + i, true, 10_000, i >= 90));
    }
    put(restaurant("r1", "One").menu(menu));
    assertThat(suggestions.suggest(HERE, 5_000, "thali 95", 1)).hasSize(1);
    assertThat(suggestions.suggest(HERE, 5_000, "thali 29", 1)).hasSize(1);
    assertThat(suggestions.suggest(HERE, 5_000, "thali 30", 1)).isEmpty();
  }

  @Test
  void ofVeryMany_theNearestCount() {
    int more = SuggestionSearch.MAX_LOOKED_AT + 500;
    IntStream.range(0, more)
        .mapToObj(i ->
            restaurant("r" + i, i == 0 ? "Dabba" : "Tiffin", new GeoPoint(0, i * 0.001)).build())
        .forEach(catalog::put);
    catalog.refresh();
    List<Suggestion> near = suggestions.suggest(new GeoPoint(0, 0), 20_040_000, "d", 10);
    assertThat(near).extracting(Suggestion::text).containsExactly("Dabba");
    assertThat(
            suggestions.suggest(new GeoPoint(0, 0), 20_040_000, "t", 10).getFirst().restaurants())
        .isBetween(SuggestionSearch.MAX_LOOKED_AT / 2, SuggestionSearch.MAX_LOOKED_AT);
  }

  @Test
  void whatIsOnDisk_isSuggestedAfterItIsOpened(@TempDir Path directory) {
    try (Catalog onDisk = Catalog.open(directory)) {
      onDisk.put(restaurant("r1", "Pizza Hut").menu(menu("Poha")).build());
    }
    try (Catalog again = Catalog.open(directory)) {
      assertThat(Suggestions.of(again).suggest(HERE, 5_000, "p", 5))
          .extracting(Suggestion::text)
          .containsExactly("Poha", "Pizza Hut");
    }
  }

  private List<Suggestion> suggest(String typed) {
    return suggestions.suggest(HERE, 5_000, typed, 10);
  }

  private void put(RestaurantBuilder... restaurants) {
    for (RestaurantBuilder each : restaurants) {
      catalog.put(each.build());
    }
    catalog.refresh();
  }
}
