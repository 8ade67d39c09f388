package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.benchmarks.bench.search.LoggedQuery.TypedWord;
import io.dabba.geo.GeoPoint;
import io.dabba.search.MenuItem;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantQuery;
import io.dabba.search.RestaurantQueryBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What people ask, of a seed: 1 to 3 words that stand on one restaurant, each the more frequent of
 * two, as people ask for what is common; about 15 % of the texts with one slip; a point beside that
 * restaurant, and some filters. A space ends each text: its last word is finished.
 */
final class QueryLog {
  /** The moment of all queries: a Friday, 12:30 in the east of India. */
  static final Instant AT = Instant.parse("2026-11-20T07:00:00Z");

  static final double RADIUS_METERS = 5_000;

  private static final double BESIDE_METERS = 1_500;
  private static final double SLIPS = 0.15;
  private static final int SAMPLE = 2_000;

  private final Restaurants restaurants;
  private final SplittableRandom random;

  /** How often a word stands on some restaurants. */
  private final Map<String, Integer> counts = new HashMap<>();

  private QueryLog(Restaurants restaurants, long seed) {
    this.restaurants = restaurants;
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < SAMPLE; i++) {
      Restaurant restaurant = anyRestaurant();
      count(restaurant.name());
      restaurant.cuisines().forEach(this::count);
      restaurant.menu().forEach(item -> count(item.name()));
    }
  }

  static List<LoggedQuery> of(Restaurants restaurants, int queries, long seed) {
    QueryLog log = new QueryLog(restaurants, seed);
    List<LoggedQuery> logged = new ArrayList<>(queries);
    for (int number = 0; number < queries; number++) {
      logged.add(log.query(number));
    }
    return logged;
  }

  private LoggedQuery query(int number) {
    Restaurant near = anyRestaurant();
    List<TypedWord> words = words(near);
    double radiusMeters = chance(0.8) ? RADIUS_METERS : chance(0.5) ? 3_000 : 10_000;
    RestaurantQueryBuilder query =
        RestaurantQuery.near(beside(near.point(), radiusMeters))
            .text(words.stream().map(TypedWord::typed).collect(Collectors.joining(" ", "", " ")))
            .radiusMeters(radiusMeters)
            .at(AT);
    if (chance(0.5)) {
      filter(query, near);
    }
    return new LoggedQuery(number, query.build(), words, chance(0.5));
  }

  private void filter(RestaurantQueryBuilder query, Restaurant near) {
    if (chance(0.2) && !near.cuisines().isEmpty()) {
      query.cuisines(near.cuisines().getFirst());
    }
    query.vegOnly(chance(0.1));
    query.minRating(chance(0.2) ? 4 : 0);
    query.maxPriceLevel(chance(0.2) ? 2 : Restaurant.MAX_PRICE_LEVEL);
    query.openOnly(chance(0.4));
    query.deliversHere(chance(0.5));
  }

  private List<TypedWord> words(Restaurant near) {
    int count = chance(0.4) ? 1 : chance(0.67) ? 2 : 3;
    Set<String> meant = new LinkedHashSet<>();
    for (int tries = 0; meant.size() < count && tries < 20; tries++) {
      String word = anyWord(near);
      String other = anyWord(near);
      meant.add(frequency(word) < frequency(other) ? other : word);
      meant.remove("");
    }
    List<TypedWord> words = new ArrayList<>();
    boolean slips = chance(SLIPS);
    for (String word : meant) {
      boolean slip = slips && word.length() >= Slip.FEWEST_LETTERS;
      slips &= !slip;
      words.add(new TypedWord(slip ? Slip.in(word, random) : word, word));
    }
    return words;
  }

  private String anyWord(Restaurant restaurant) {
    List<String> texts =
        !restaurant.menu().isEmpty() && chance(0.55)
            ? restaurant.menu().stream().map(MenuItem::name).toList()
            : !restaurant.cuisines().isEmpty() && chance(0.4)
                ? restaurant.cuisines()
                : List.of(restaurant.name());
    List<String> words = FoldedWords.of(texts.get(random.nextInt(texts.size())));
    return words.isEmpty() ? "" : words.get(random.nextInt(words.size()));
  }

  private void count(String text) {
    FoldedWords.of(text).forEach(word -> counts.merge(word, 1, Integer::sum));
  }

  private int frequency(String word) {
    return counts.getOrDefault(word, 0);
  }

  private Restaurant anyRestaurant() {
    return restaurants.restaurant(random.nextInt(restaurants.size()));
  }

  /** Some way off, but not farther than the circle reaches. */
  private GeoPoint beside(GeoPoint point, double radiusMeters) {
    GeoPoint beside;
    do {
      beside =
          CityDisc.beside(
              point, BESIDE_METERS * random.nextGaussian(), BESIDE_METERS * random.nextGaussian());
    } while (beside.distanceMeters(point) > radiusMeters);
    return beside;
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }
}
