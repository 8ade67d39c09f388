package io.dabba.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.GeoPoint;
import io.dabba.search.Suggestion.Kind;
import io.dabba.search.text.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Suggestions beside brute force: what fits, with how many slips, and how many have it. */
class SuggestionsOracleTest {
  private static final int RESTAURANTS = 600;
  private static final int QUERIES = Integer.getInteger("dabba.suggestQueries", 600);
  private static final int FAR = 1_000;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Map<String, Restaurant> truth = new HashMap<>();

  /** How far it is, and how many restaurants near have it. */
  private record Expected(int slips, int restaurants) {}

  @Test
  void everySuggestion_isTheOneOfBruteForce() {
    System.out.println("SuggestionsOracleTest seed=" + seed);
    RandomCity city = new RandomCity(Fixtures.HERE, random);
    try (Catalog catalog = Catalog.inMemory()) {
      for (int i = 0; i < 2 * RESTAURANTS; i++) {
        Restaurant restaurant = city.restaurant("r" + random.nextInt(RESTAURANTS));
        truth.put(restaurant.id().value(), restaurant);
        catalog.put(restaurant);
        if (random.nextInt(200) == 0) {
          catalog.refresh();
        }
      }
      catalog.refresh();
      Suggestions suggestions = Suggestions.of(catalog);
      for (int i = 0; i < QUERIES; i++) {
        check(suggestions, city.point(), 300 + random.nextInt(6_000), typed(city));
      }
    }
  }

  private void check(Suggestions suggestions, GeoPoint point, double radiusMeters, String typed) {
    int limit = 1 + random.nextInt(Suggestions.MAX_LIMIT);
    String context =
        "seed=%d typed=%s limit=%d point=%s radius=%s"
            .formatted(seed, typed, limit, point, radiusMeters);
    List<Suggestion> found = suggestions.suggest(point, radiusMeters, typed, limit);
    List<String> words = Word.all(typed).stream().map(Word::typed).distinct().toList();
    List<Restaurant> near =
        truth.values().stream()
            .filter(restaurant -> point.distanceMeters(restaurant.point()) <= radiusMeters)
            .toList();
    Map<Kind, Map<String, Expected>> expected = expected(near, words);
    Set<String> all = new HashSet<>();
    expected.values().forEach(each -> all.addAll(each.keySet()));
    long asTyped =
        expected.values().stream()
            .flatMap(each -> each.entrySet().stream())
            .filter(each -> each.getValue().slips == 0)
            .map(Map.Entry::getKey)
            .distinct()
            .count();
    // a restaurant may be called as a dish is, in other words or in another order
    int most = expected.values().stream().mapToInt(Map::size).sum();
    assertThat(found)
        .as(context)
        .hasSizeBetween(
            asTyped >= limit ? limit : Math.min(limit, all.size()), Math.min(limit, most));
    assertThat(found).extracting(each -> key(each.text())).as(context).doesNotHaveDuplicates();
    Map<Kind, Expected> before = new HashMap<>();
    int slips = 0;
    for (Suggestion each : found) {
      String text = each.kind() == Kind.RESTAURANT ? name(each.text()) : key(each.text());
      Expected of = expected.get(each.kind()).get(text);
      assertThat(of).as(context + " " + each).isNotNull();
      assertThat(each.restaurants()).as(context + " " + each).isEqualTo(of.restaurants);
      assertThat(of.slips).as(context + " " + each).isGreaterThanOrEqualTo(slips);
      slips = of.slips;
      Expected last = before.put(each.kind(), of);
      if (each.kind() != Kind.RESTAURANT && last != null && last.slips == of.slips) {
        assertThat(of.restaurants).as(context).isLessThanOrEqualTo(last.restaurants);
      }
      each.id()
          .ifPresent(id -> assertThat(near).as(context).extracting(Restaurant::id).contains(id));
    }
  }

  private Map<Kind, Map<String, Expected>> expected(List<Restaurant> near, List<String> words) {
    Map<Kind, Map<String, Expected>> expected = new HashMap<>();
    for (Kind kind : Kind.values()) {
      expected.put(kind, new HashMap<>());
    }
    for (Restaurant restaurant : near) {
      add(expected.get(Kind.CUISINE), restaurant.cuisines(), words);
      add(expected.get(Kind.DISH), restaurant.menu().stream().map(MenuItem::name).toList(), words);
      add(expected.get(Kind.RESTAURANT), List.of(name(restaurant.name())), words);
    }
    return expected;
  }

  private static void add(Map<String, Expected> to, List<String> texts, List<String> words) {
    for (String key : texts.stream().map(SuggestionsOracleTest::key).collect(Collectors.toSet())) {
      int slips = 0;
      for (String word : words) {
        slips += slips(word, List.of(key.split(" ", -1)));
      }
      if (slips < FAR) {
        to.merge(
            key,
            new Expected(slips, 1),
            (one, other) -> new Expected(one.slips, one.restaurants + 1));
      }
    }
  }

  private static int slips(String typed, List<String> words) {
    int allowed = typed.length() < 3 ? 0 : typed.length() < 8 ? 1 : 2;
    int least = FAR;
    for (String word : words) {
      for (int length = 1; length <= word.length(); length++) {
        int slips = distance(typed, word.substring(0, length));
        if (slips <= allowed) {
          least = Math.min(least, slips);
        }
      }
    }
    return least;
  }

  /** Optimal string alignment, by its recurrence. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + other, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static String key(String text) {
    return Word.all(text).stream().map(Word::typed).collect(Collectors.joining(" "));
  }

  /** Names with the same words are one. */
  private static String name(String name) {
    return Arrays.stream(key(name).split(" ", -1))
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** The beginning of something there is, with a slip now and then. */
  private String typed(RandomCity city) {
    String whole =
        random.nextBoolean()
            ? city.dish()
            : truth.get("r" + random.nextInt(RESTAURANTS)) == null ? "royal" : "royal spice";
    List<String> words = new ArrayList<>();
    for (String word : key(whole).split(" ", -1)) {
      String begun = word.substring(0, 1 + random.nextInt(word.length()));
      words.add(random.nextInt(3) == 0 ? slipped(begun) : begun);
    }
    return String.join(" ", words.subList(0, 1 + random.nextInt(words.size())));
  }

  private String slipped(String word) {
    int at = random.nextInt(word.length());
    char letter = (char) ('a' + random.nextInt(26));
    return switch (random.nextInt(3)) {
      case 0 -> word.substring(0, at) + letter + word.substring(at);
      case 1 -> word.substring(0, at) + letter + word.substring(at + 1);
      default -> at == 0 ? word : word.substring(0, at - 1) + letter + word.substring(at);
    };
  }
}
