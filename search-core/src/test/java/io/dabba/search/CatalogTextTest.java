package io.dabba.search;

import static io.dabba.search.Fixtures.HERE;
import static io.dabba.search.Fixtures.catalogOf;
import static io.dabba.search.Fixtures.ids;
import static io.dabba.search.Fixtures.menu;
import static io.dabba.search.Fixtures.restaurant;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTextTest {
  private final Catalog catalog =
      catalogOf(
          restaurant("dominos", "Domino's Pizza").cuisines("Pizza", "Fast Food"),
          restaurant("hut", "Pizza Hut").cuisines("Italian", "Pizza").menu(menu("Garlic Bread")),
          restaurant("behrouz", "Behrouz")
              .cuisines("Biryani", "Mughlai")
              .menu(menu("Chicken Biryani", "Phirni")),
          restaurant("creme", "Crème de la Crème").cuisines("Café").menu(menu("Cookies", "Curry")),
          restaurant("deli", "Fish & Chips").menu(menu("Potatoes", "Sandwich")));

  @AfterEach
  void close() {
    catalog.close();
  }

  private RestaurantHits search(String text) {
    return catalog.search(RestaurantQuery.near(HERE).text(text).build());
  }

  @Test
  void aSpaceAtTheEnd_finishesTheLastWord() {
    assertThat(ids(search("phir"))).containsExactly("behrouz");
    assertThat(ids(search("phir "))).isEmpty();
    assertThat(ids(search("phirni "))).containsExactly("behrouz");
  }

  @ParameterizedTest
  @CsvSource({
    "pizza, dominos hut",
    "PIZZA hut, hut",
    "hut pizza, hut",
    "italian bread, hut",
    "mughlai chicken, behrouz",
    "creme, creme",
    "CRÈME, creme",
    "cafe, creme",
    "dominos, dominos",
    "domino's, dominos",
    "domino’s, dominos",
    "domino, dominos",
    "cookie, creme",
    "curries, creme",
    "sandwiches, deli",
    "potato, deli",
    "chip, deli",
  })
  void everyWordMustBeSomewhere_whateverItsCaseMarksAndNumber(String text, String expected) {
    RestaurantHits found = search(text);
    List<String> ids = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
    assertThat(ids(found)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(found.total()).isEqualTo(ids.size());
    assertThat(found.corrections()).isEmpty();
  }

  @Test
  void diacriticsWrittenApart_areTheSame() {
    assertThat(ids(search("cre\u0300me"))).containsExactly("creme");
  }

  @Test
  void lastWord_mayBeUnfinished() {
    assertThat(ids(search("chicken bir"))).containsExactly("behrouz");
    assertThat(search("chicken bir").corrections()).isEmpty();
  }

  @Test
  void otherWords_mustBeFinished_orAreLeftOut() {
    RestaurantHits found = search("bir chicken");
    assertThat(ids(found)).containsExactly("behrouz");
    assertThat(found.ignored()).containsExactly("bir");
  }

  @Test
  void wordThatNobodyNearHas_isLeftOut_andSaidSo() {
    RestaurantHits found = search("vegan pizza in bandra");
    assertThat(ids(found)).containsExactlyInAnyOrder("dominos", "hut");
    assertThat(found.ignored()).containsExactly("vegan", "bandra");
    assertThat(found.corrections()).isEmpty();
  }

  @Test
  void wordsThatNobodyHasTogether_areFoundApart_thoseWithMostFirst() {
    RestaurantHits found = search("chicken garlic pizza");
    assertThat(ids(found)).hasSize(3).startsWith("hut");
    assertThat(found.hits()).noneMatch(RestaurantHit::corrected);
    assertThat(found.ignored()).isEmpty();
  }

  @Test
  void joinedAndSplitWords_areTheSame() {
    try (Catalog words =
        catalogOf(
            restaurant("mc", "McDonald's"),
            restaurant("apart", "Mc Donalds"),
            restaurant("ice", "Ice Cream Works"),
            restaurant("icecream", "Icecream Parlour"),
            restaurant("other", "Cream of Ice"))) {
      assertThat(ids(find(words, "mc donalds"))).containsExactlyInAnyOrder("mc", "apart");
      assertThat(ids(find(words, "mcdonalds"))).contains("mc");
      assertThat(ids(find(words, "ice cream"))).contains("ice", "icecream");
    }
    try (Catalog words =
        catalogOf(restaurant("ice", "Ice Cream Works"), restaurant("other", "Cream of Ice"))) {
      assertThat(ids(find(words, "icecream"))).containsExactly("ice");
    }
  }

  @Test
  void synonyms_countAsTheWord() {
    try (Catalog words =
        catalogOf(restaurant("a", "Biriyani House"), restaurant("b", "Kebab Kingdom"))) {
      for (String typed : List.of("biryani", "biriyani", "briyani", "BIRIANI")) {
        RestaurantHits found = find(words, typed);
        assertThat(ids(found)).as(typed).containsExactly("a");
        assertThat(found.corrections()).as(typed).isEmpty();
      }
      assertThat(ids(find(words, "kabab"))).containsExactly("b");
    }
  }

  @Test
  void ownSynonyms_mayBeOfSeveralWords_andOneWay() {
    Synonyms synonyms = Synonyms.parse("# ours\nkfc => kentucky fried chicken\nza, pizza\n");
    try (Catalog words = Catalog.inMemory(new CatalogSettings(TravelTime.atSpeed(5), synonyms))) {
      words.put(restaurant("a", "Kentucky Fried Chicken").build());
      words.put(restaurant("b", "Fried Chicken").build());
      words.put(restaurant("c", "Pizza").build());
      words.refresh();
      assertThat(ids(find(words, "kfc"))).containsExactly("a");
      assertThat(ids(find(words, "za"))).containsExactly("c");
    }
  }

  @Test
  void exactMatch_comesBeforeCorrectedOnes_howeverGoodTheyAre() {
    try (Catalog words =
        catalogOf(
            restaurant("exact", "Some Diner").menu(menu("Carbonara", "Pizzo")).rating(1, 900),
            restaurant("loved", "Pizza").cuisines("Pizza").rating(5, 900).popularity(9_000))) {
      RestaurantHits found = find(words, "pizzo pizze");
      assertThat(found.hits()).isNotEmpty();
      RestaurantQuery query = RestaurantQuery.near(HERE).text("pizz").build();
      assertThat(ids(words.search(query))).containsExactly("loved", "exact");
    }
    try (Catalog words =
        catalogOf(
            restaurant("begins", "Briz Bar").menu(menu("Brizzola")).rating(1, 900),
            restaurant("near", "Brix Bar").cuisines("Brix").rating(5, 900).popularity(9_000))) {
      // no whole word, and few begin like it
      RestaurantHits found = find(words, "brizz");
      assertThat(ids(found)).first().isEqualTo("begins");
    }
  }

  private static RestaurantHits find(Catalog catalog, String text) {
    return catalog.search(RestaurantQuery.near(HERE).text(text).build());
  }

  @Test
  void finishedWord_comesBeforeOneThatOnlyBeginsAlike() {
    try (Catalog pans =
        catalogOf(
            restaurant("a", "Pancake House"),
            restaurant("b", "Pan House"),
            restaurant("c", "Panini House"))) {
      RestaurantHits found = pans.search(RestaurantQuery.near(HERE).text("pan").build());
      assertThat(ids(found)).containsExactly("b", "a", "c");
    }
  }

  @Test
  void name_countsMoreThanCuisine_andCuisineMoreThanMenu() {
    try (Catalog dosas =
        catalogOf(
            restaurant("a", "One").menu(menu("Dosa")),
            restaurant("b", "Two").cuisines("Dosa"),
            restaurant("c", "Dosa"))) {
      RestaurantHits found = dosas.search(RestaurantQuery.near(HERE).text("dosa").build());
      assertThat(ids(found)).containsExactly("c", "b", "a");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "piza, pizza", // one letter missing, from four letters on
    "pizzza, pizza",
    "pozza, pizza",
    "pziza, pizza", // two swapped are one slip
    "chicekn, chicken",
    "biryanni, biryani",
    "snadwihc, sandwich", // two slips, from eight letters on
    "behruoz, behrouz",
  })
  void wordThatNobodyHas_isCorrected_andSaidSo(String typed, String used) {
    RestaurantHits found = search(typed);
    assertThat(found.corrections()).containsExactly(new Correction(typed, used));
    assertThat(ids(found)).isNotEmpty().isEqualTo(ids(search(used)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz", "pizz4", "zzzzzzzzzz", "qwertyuiop"})
  void wordTooShortOrTooFar_findsNothing(String text) {
    RestaurantHits found = search(text);
    assertThat(found.hits()).isEmpty();
    assertThat(found.corrections()).isEmpty();
    assertThat(found.nextCursor()).isEmpty();
  }

  @Test
  void wordThatSomebodyHas_isNeverCorrected() {
    try (Catalog rare =
        catalogOf(
            restaurant("a", "Piza Corner"),
            restaurant("b", "Pizza One"),
            restaurant("c", "Pizza Two"))) {
      RestaurantHits found = rare.search(RestaurantQuery.near(HERE).text("piza").build());
      assertThat(ids(found)).containsExactly("a");
      assertThat(found.corrections()).isEmpty();
    }
  }

  @Test
  void wordOnlyOfARemovedRestaurant_isCorrected_andCorrectsNone() {
    // Two in one segment: Lucene drops a segment of which nothing lives, and its words with it.
    catalog.put(restaurant("typo", "Pizaa").build());
    catalog.put(restaurant("neighbour", "Neighbour").build());
    catalog.refresh();
    assertThat(search("pizaa").corrections()).isEmpty();
    catalog.remove(new RestaurantId("typo"));
    catalog.refresh();
    assertThat(search("pizaa").corrections()).containsExactly(new Correction("pizaa", "pizza"));
    assertThat(search("pizaaa").corrections()).containsExactly(new Correction("pizaaa", "pizza"));
  }

  @Test
  void severalWords_areCorrectedInTheirOrder() {
    assertThat(search("chiken biryanni").corrections())
        .containsExactly(
            new Correction("chiken", "chicken"), new Correction("biryanni", "biryani"));
  }

  @Test
  void amongEquallyNearWords_theFirstLetterThenTheMoreFrequentWins() {
    try (Catalog words =
        catalogOf(
            restaurant("a", "Rolls"),
            restaurant("b", "Bolls"),
            restaurant("c", "Bolls"),
            restaurant("d", "Rells"),
            restaurant("e", "Rells"))) {
      RestaurantHits found = words.search(RestaurantQuery.near(HERE).text("rxlls").build());
      assertThat(found.corrections()).first().isEqualTo(new Correction("rxlls", "rells"));
    }
  }

  /**
   * By what is counted, not by the clock: a walk that explodes would not end within the timeout.
   */
  @Test
  @Timeout(60)
  void textMadeToCostMuch_isBounded() {
    List<String> parts = new ArrayList<>();
    for (int letters = 2; letters < 67; letters++) {
      parts.add("a".repeat(letters));
    }
    catalog.put(restaurant("bomb", "Bomb").menu(menu(parts.toArray(String[]::new))).build());
    catalog.refresh();
    for (int i = 0; i < 200; i++) {
      assertThat(search("a".repeat(199) + "b").total()).isZero();
    }
    StringBuilder unknown = new StringBuilder();
    for (char c = 'a'; c < 'q'; c++) {
      unknown.append(("z" + c).repeat(6)).append(' ');
    }
    assertThat(search(unknown.toString()).ignored()).hasSize(16);
  }

  @Test
  void smallWords_excludeNothing() {
    assertThat(ids(search("fish and chips"))).containsExactly("deli");
    assertThat(ids(search("pizza near me"))).containsExactlyInAnyOrder("dominos", "hut");
    assertThat(search("restaurants near me").total()).isEqualTo(5);
    assertThat(ids(search("food"))).containsExactly("dominos");
    assertThat(ids(search("of"))).isEmpty();
    assertThat(ids(search("best restaurant for pizza")))
        .containsExactlyInAnyOrder("dominos", "hut");
    assertThat(ids(search("fast food"))).containsExactly("dominos");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name:pizza",
        "pizza AND",
        "NOT pizza",
        "pizza~2",
        "piz*",
        "p?zza",
        "\"pizza",
        "(pizza",
        "pizza^9 OR",
        "[a TO z]",
        "/pizza/",
        "\\",
        "*:*",
        "pizza\u0000\u001b\u2028",
        "\ud83c\udf55 pizza",
        "\ud83c pizza \udf55",
        "1\ufe0f\u20e3",
        "\u200dpizza",
        "\u0300\u0301",
        "寿司",
        "पनीर टिक्का",
      })
  void textIsNeverASyntax(String text) {
    RestaurantHits found = search(text);
    assertThat(found.total()).isBetween(0, 5);
    if (text.startsWith("name:") || text.startsWith("NOT")) {
      // the operators are words like others, and no restaurant here has them
      assertThat(ids(found)).containsExactlyInAnyOrder("dominos", "hut");
      assertThat(found.ignored()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "!?.,", "\ud83c\udf55", "\u0000\u0001", "'''", "\ufe0f\u200d"})
  void textWithoutLettersOrDigits_isAsNone(String text) {
    assertThat(search(text).total()).isEqualTo(5);
  }

  @Test
  void longText_countsToItsBound() {
    assertThat(search("pizza ".repeat(2_000)).total()).isEqualTo(2);
    assertThat(search("a".repeat(10_000)).total()).isZero();
    assertThat(search(" ".repeat(RestaurantQuery.MAX_TEXT_LENGTH) + "chicken").total())
        .isEqualTo(5);
    String sixteen = "pizza ".repeat(RestaurantQuery.MAX_WORDS);
    assertThat(search(sixteen + "chicken").total()).isEqualTo(2);
  }

  @Test
  void scriptsWithoutSpaces_areFoundByTheirCharacters() {
    catalog.put(restaurant("sushi", "東京寿司").build());
    catalog.put(restaurant("paneer", "पनीर टिक्का").build());
    catalog.refresh();
    assertThat(ids(search("寿司"))).containsExactly("sushi");
    assertThat(ids(search("टिक्का"))).containsExactly("paneer");
  }
}
