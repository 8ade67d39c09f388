package io.dabba.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.GeoPoint;
import io.dabba.search.OpeningHours.Interval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue beside brute force: random restaurants, queries, changes and pages. */
class CatalogOracleTest {
  private static final List<String> CUISINES = List.of("Thai", "Pizza", "Café", "North Indian");
  private static final List<SortBy> SORTS = List.of(SortBy.values());
  private static final int RESTAURANTS = 300;

  /** In all places together; each ends with its last page. */
  private static final int QUERIES = Integer.getInteger("dabba.oracleQueries", 1_200);

  private static final int PLACES = 6;
  private static final int ROUNDS = 3;
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final List<String> ZONES = List.of("Asia/Kolkata", "Pacific/Auckland", "UTC");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Map<String, Restaurant> truth = new HashMap<>();
  private final List<GeoPoint> doors = new ArrayList<>();

  /** Mumbai, both sides of the antimeridian, the two poles, the corner of all. */
  @ParameterizedTest
  @ValueSource(strings = {"19.076,72.8777", "-16.5,179.99", "12,-180", "89.99,10", "-90,0", "0,0"})
  void everyAnswer_isTheOneOfBruteForce(String center) {
    System.out.println("CatalogOracleTest seed=" + seed + " center=" + center);
    String[] degrees = center.split(",", -1);
    GeoPoint middle = new GeoPoint(Double.parseDouble(degrees[0]), Double.parseDouble(degrees[1]));
    for (int i = 0; i < 8; i++) {
      doors.add(near(middle));
    }
    try (Catalog catalog = Catalog.inMemory()) {
      for (int round = 0; round < ROUNDS; round++) {
        change(catalog, middle);
        for (int i = 0; i < QUERIES / PLACES / ROUNDS; i++) {
          RestaurantQuery query = query(doors.get(random.nextInt(doors.size())));
          assertThat(catalog.size()).isEqualTo(truth.size());
          check(catalog, query);
        }
      }
    }
  }

  private void check(Catalog catalog, RestaurantQuery query) {
    List<RestaurantHit> found = new ArrayList<>();
    if (truth.values().stream().noneMatch(r -> isNear(r, query) && hasWords(r, query.text()))) {
      // then some of the words will do
      assertThat(catalog.search(query).hits())
          .allMatch(hit -> isNear(truth.get(hit.id().value()), query));
      return;
    }
    Facets expectedFacets = expectedFacets(query);
    RestaurantQuery page = query;
    while (true) {
      RestaurantHits hits = catalog.search(page);
      assertThat(hits.corrections()).as("seed=%d %s", seed, page).isEmpty();
      found.addAll(hits.hits());
      assertThat(hits.facets()).as("seed=%d %s", seed, page).isEqualTo(expectedFacets);
      assertThat(hits.total()).as("seed=%d %s", seed, page).isEqualTo(expected(query).size());
      if (hits.nextCursor().isEmpty()) {
        break;
      }
      assertThat(hits.hits()).hasSize(query.limit());
      assertThat(found).as("a page comes again").hasSizeLessThan(truth.size());
      page = page.toBuilder().cursor(hits.nextCursor().get()).build();
    }
    String context = "seed=%d %s".formatted(seed, query);
    assertThat(found).extracting(RestaurantHit::id).as(context).doesNotHaveDuplicates();
    assertThat(found)
        .extracting(RestaurantHit::id)
        .as(context)
        .containsExactlyInAnyOrderElementsOf(expected(query).stream().map(Restaurant::id).toList());
    for (RestaurantHit hit : found) {
      checkNumbers(hit, query, context);
    }
    assertThat(found).as(context).isSortedAccordingTo(order(query));
  }

  private void checkNumbers(RestaurantHit hit, RestaurantQuery query, String context) {
    Restaurant restaurant = truth.get(hit.id().value());
    double distanceMeters = query.point().distanceMeters(restaurant.point());
    assertThat(hit.point()).as(context).isEqualTo(restaurant.point());
    assertThat(hit.distanceMeters()).as(context).isEqualTo(distanceMeters);
    assertThat(hit.delivers()).as(context).isEqualTo(restaurant.deliversTo(query.point()));
    assertThat(hit.open()).as(context).isEqualTo(isOpen(restaurant, query));
    assertThat(hit.deliveryFeeMinor())
        .as(context)
        .isEqualTo(restaurant.deliveryFee().atMeters(distanceMeters));
    assertThat(hit.eta()).as(context).isEqualTo(eta(restaurant, query));
    double most =
        query
            .ranking()
            .score(
                1,
                distanceMeters,
                restaurant.rating(),
                restaurant.votes(),
                restaurant.popularity(),
                taste(restaurant, query));
    if (query.text().isEmpty()) {
      assertThat(hit.score()).as(context).isEqualTo((float) most);
    } else {
      assertThat(hit.score()).as(context).isPositive().isLessThanOrEqualTo((float) most);
    }
  }

  private static Comparator<RestaurantHit> order(RestaurantQuery query) {
    Comparator<RestaurantHit> byScore =
        Comparator.comparingDouble(RestaurantHit::score)
            .reversed()
            .thenComparing(hit -> hit.id().value());
    return switch (query.sort()) {
      case RELEVANCE -> byScore;
      case DISTANCE ->
          Comparator.comparingDouble(RestaurantHit::distanceMeters).thenComparing(byScore);
      case RATING ->
          Comparator.<RestaurantHit>comparingDouble(
                  hit -> -query.ranking().weightedRating(hit.rating(), hit.votes()))
              .thenComparing(byScore);
      case PRICE -> Comparator.comparingInt(RestaurantHit::priceLevel).thenComparing(byScore);
      case ETA -> Comparator.comparing(RestaurantHit::eta).thenComparing(byScore);
    };
  }

  private static boolean isNear(Restaurant restaurant, RestaurantQuery query) {
    return query.point().distanceMeters(restaurant.point()) <= query.radiusMeters();
  }

  private static boolean isOpen(Restaurant restaurant, RestaurantQuery query) {
    return query.at().map(restaurant::isOpenAt).orElse(restaurant.open());
  }

  private static Duration eta(Restaurant restaurant, RestaurantQuery query) {
    TravelTime travelTime = CatalogSettings.DEFAULT.travelTime();
    return restaurant.prepTime().plus(travelTime.between(restaurant.point(), query.point()));
  }

  private static double taste(Restaurant restaurant, RestaurantQuery query) {
    return restaurant.cuisines().stream()
        .mapToDouble(cuisine -> query.taste().getOrDefault(Cuisines.key(cuisine), 0.0))
        .max()
        .orElse(0);
  }

  private List<Restaurant> expected(RestaurantQuery query) {
    return truth.values().stream().filter(restaurant -> fits(restaurant, query)).toList();
  }

  /** By as many queries, each with one filter taken out or put in. */
  private Facets expectedFacets(RestaurantQuery query) {
    Map<String, Integer> cuisines = new HashMap<>();
    for (Restaurant restaurant : expected(query.toBuilder().cuisines(Set.of()).build())) {
      restaurant.cuisines().forEach(cuisine -> cuisines.merge(cuisine, 1, Integer::sum));
    }
    SortedMap<Double, Integer> minRating = new TreeMap<>();
    for (double rating : List.of(3.0, 3.5, 4.0, 4.5)) {
      minRating.put(rating, count(query.toBuilder().minRating(rating)));
    }
    SortedMap<Integer, Integer> maxPriceLevel = new TreeMap<>();
    for (int level = 1; level <= 4; level++) {
      maxPriceLevel.put(level, count(query.toBuilder().maxPriceLevel(level)));
    }
    return new Facets(
        cuisines.entrySet().stream()
            .map(count -> new CuisineCount(count.getKey(), count.getValue()))
            .sorted(
                Comparator.comparingInt(CuisineCount::count)
                    .reversed()
                    .thenComparing(CuisineCount::cuisine))
            .toList(),
        count(query.toBuilder().vegOnly(true)),
        minRating,
        maxPriceLevel,
        count(query.toBuilder().openOnly(true)),
        count(query.toBuilder().deliversHere(true)),
        count(query.toBuilder().maxDeliveryFeeMinor(0)));
  }

  private int count(RestaurantQueryBuilder query) {
    return expected(query.build()).size();
  }

  private static boolean fits(Restaurant restaurant, RestaurantQuery query) {
    Set<String> keys = new HashSet<>();
    restaurant.cuisines().forEach(cuisine -> keys.add(Cuisines.key(cuisine)));
    Filters filters = query.filters();
    double distanceMeters = query.point().distanceMeters(restaurant.point());
    boolean cuisineFits =
        filters.cuisines().isEmpty() || filters.cuisines().stream().anyMatch(keys::contains);
    long feeMinor = restaurant.deliveryFee().atMeters(distanceMeters);
    return distanceMeters <= query.radiusMeters()
        && cuisineFits
        && (!filters.vegOnly() || restaurant.veg())
        && (!filters.openOnly() || isOpen(restaurant, query))
        && (!filters.deliversHere() || restaurant.deliversTo(query.point()))
        && restaurant.rating() >= filters.minRating()
        && restaurant.priceLevel() <= filters.maxPriceLevel()
        && feeMinor <= filters.maxDeliveryFeeMinor().orElse(Long.MAX_VALUE)
        && hasWords(restaurant, query.text());
  }

  private static boolean hasWords(Restaurant restaurant, String text) {
    if (text.isEmpty()) {
      return true;
    }
    List<String> has = new ArrayList<>(List.of(restaurant.name().split(" ", -1)));
    restaurant.menu().forEach(item -> has.addAll(List.of(item.name().split(" ", -1))));
    List<String> asked = List.of(text.split(" ", -1));
    return has.containsAll(asked.subList(0, asked.size() - 1))
        && has.stream().anyMatch(word -> word.startsWith(asked.getLast()));
  }

  private void change(Catalog catalog, GeoPoint middle) {
    for (int i = 0; i < RESTAURANTS / 2; i++) {
      String id = "r" + random.nextInt(RESTAURANTS);
      if (random.nextInt(5) == 0) {
        truth.remove(id);
        catalog.remove(new RestaurantId(id));
      } else {
        Restaurant restaurant = restaurant(id, near(middle));
        truth.put(id, restaurant);
        catalog.put(restaurant);
      }
      if (random.nextInt(40) == 0) {
        catalog.refresh();
      }
    }
    catalog.refresh();
  }

  private Restaurant restaurant(String id, GeoPoint point) {
    Set<String> cuisines = new HashSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      cuisines.add(CUISINES.get(random.nextInt(CUISINES.size())));
    }
    return Fixtures.restaurant(id, words(1 + random.nextInt(3)), point)
        .cuisines(List.copyOf(cuisines))
        .menu(Fixtures.menu(words(2), words(1)))
        .rating(random.nextInt(51) / 10.0, random.nextInt(200))
        .priceLevel(1 + random.nextInt(4))
        .veg(random.nextBoolean())
        .open(random.nextBoolean())
        .hours(hours(), ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))))
        .deliveryRadiusMeters(deliveryRadiusMeters(point))
        .deliveryFee(new DeliveryFee(random.nextInt(3) * 10L, random.nextInt(3) * 5L))
        .prepTime(Duration.ofMinutes(random.nextInt(40)))
        .popularity(random.nextInt(1_000))
        .build();
  }

  private OpeningHours hours() {
    List<Interval> intervals = new ArrayList<>();
    if (random.nextBoolean()) {
      for (DayOfWeek day : DayOfWeek.values()) {
        LocalTime from = LocalTime.of(random.nextInt(24), 0);
        intervals.add(new Interval(day, from, from.plusHours(1 + random.nextInt(8))));
      }
    }
    try {
      return new OpeningHours(intervals);
    } catch (IllegalArgumentException e) {
      // two of them overlap over midnight
      return new OpeningHours(intervals.subList(0, 1));
    }
  }

  /** The exact distance of a door, or the largest double below it. */
  private double deliveryRadiusMeters(GeoPoint point) {
    double distanceMeters = doors.get(random.nextInt(doors.size())).distanceMeters(point);
    double radiusMeters = Math.min(distanceMeters, Restaurant.MAX_DELIVERY_RADIUS_METERS);
    return random.nextBoolean() ? radiusMeters : Math.max(0, Math.nextDown(radiusMeters));
  }

  /** Words with digits are never corrected; w1 also begins w12. */
  private String words(int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add("w" + random.nextInt(25));
    }
    return String.join(" ", words);
  }

  private GeoPoint near(GeoPoint middle) {
    if (Math.abs(middle.lat()) > 80) {
      double lat = Math.signum(middle.lat()) * (90 - random.nextDouble() * 0.08);
      return new GeoPoint(lat, random.nextDouble() * 360 - 180);
    }
    double lng = middle.lng() + random.nextGaussian() * 0.04;
    double wrapped = lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng;
    return new GeoPoint(middle.lat() + random.nextGaussian() * 0.04, wrapped);
  }

  private RestaurantQuery query(GeoPoint point) {
    RestaurantQueryBuilder query =
        RestaurantQuery.near(point)
            .radiusMeters(radiusMeters(point))
            .vegOnly(random.nextInt(4) == 0)
            .openOnly(random.nextInt(4) == 0)
            .deliversHere(random.nextInt(3) == 0)
            .sort(SORTS.get(random.nextInt(SORTS.size())))
            .limit(1 + random.nextInt(random.nextBoolean() ? 7 : 100));
    if (random.nextBoolean()) {
      query.text(words(1 + random.nextInt(2)));
    }
    if (random.nextInt(3) == 0) {
      query.minRating(random.nextInt(51) / 10.0);
    }
    if (random.nextInt(3) == 0) {
      query.maxPriceLevel(1 + random.nextInt(4));
    }
    if (random.nextBoolean()) {
      query.at(NOON.plus(Duration.ofMinutes(random.nextInt(7 * 24 * 60))));
    }
    if (random.nextInt(3) == 0) {
      query.maxDeliveryFeeMinor(random.nextInt(50));
    }
    if (random.nextInt(3) == 0) {
      query.taste(Map.of("thai", 0.5, "Café", random.nextDouble()));
    }
    if (random.nextInt(3) == 0) {
      query.cuisines(CUISINES.get(random.nextInt(2)), CUISINES.get(2 + random.nextInt(2)));
    }
    return query.build();
  }

  /** Mostly the exact distance of a restaurant, or the largest double below it. */
  private double radiusMeters(GeoPoint point) {
    if (random.nextInt(50) == 0) {
      return RestaurantQuery.MAX_RADIUS_METERS;
    }
    Optional<Double> distance =
        truth.values().stream()
            .skip(random.nextInt(truth.size()))
            .map(restaurant -> point.distanceMeters(restaurant.point()))
            .findFirst();
    double radiusMeters = distance.filter(meters -> meters <= 50_000 && meters > 0).orElse(9_000.0);
    return random.nextBoolean() ? radiusMeters : Math.nextDown(radiusMeters);
  }
}
