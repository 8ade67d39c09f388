package io.dabba.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache beside the catalogue: random customers who ask much alike. */
class SearchCacheOracleTest {
  /** In all cities together. */
  private static final int QUERIES = Integer.getInteger("dabba.cacheQueries", 2_000);

  private static final int PLACES = 4;
  private static final int NEIGHBOURS = 10;

  /** Of so few, all are held. */
  private static final int FEW = 10;

  private static final int RESTAURANTS = 3_000;
  private static final Instant EVENING = Instant.parse("2026-11-27T14:00:00Z");
  private static final List<String> TEXTS =
      List.of(
          "",
          "",
          "biryani",
          "Biryani ",
          "paneer piz",
          "chiken",
          "royal",
          "brulee soup",
          "dosa",
          "dominoes",
          "mutton thali express",
          "xyzzy",
          "burger xyzzy",
          "falafel roll bakery");
  private static final List<SortBy> SORTS = List.of(SortBy.values());

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  /** Mumbai, the antimeridian, a pentagon of H3 near the equator, the far north. */
  @ParameterizedTest
  @ValueSource(strings = {"19.076,72.8777", "-16.5,179.99", "2.3008,-5.2454", "69.6,18.95"})
  void everyAnswerOfTheCache_isTheCatalogues(String center) {
    System.out.println("SearchCacheOracleTest seed=" + seed + " center=" + center);
    String[] degrees = center.split(",", -1);
    RandomCity city =
        new RandomCity(
            new GeoPoint(Double.parseDouble(degrees[0]), Double.parseDouble(degrees[1])), random);
    try (Catalog catalog = Catalog.inMemory()) {
      for (int i = 0; i < RESTAURANTS; i++) {
        catalog.put(city.restaurant("r" + i));
        if (i % 1_100 == 0) {
          catalog.refresh();
        }
      }
      catalog.refresh();
      SearchCache cache = SearchCache.of(catalog, 1_000_000);
      for (int i = 0; i < QUERIES / PLACES / NEIGHBOURS; i++) {
        GeoPoint spot = city.point();
        RestaurantQuery query = query(spot);
        for (int j = 0; j < NEIGHBOURS; j++) {
          check(catalog, cache, query);
          query = neighbour(query, spot);
        }
      }
      SearchCache.Counts counts = cache.counts();
      assertThat(counts.hits()).as(counts.toString()).isGreaterThan(2 * counts.loads());
      assertThat(counts.passedBy()).as(counts.toString()).isLessThan(counts.hits() / 10);
    }
  }

  private void check(Catalog catalog, SearchCache cache, RestaurantQuery query) {
    String context = "seed=%d %s".formatted(seed, query);
    RestaurantHits expected = catalog.search(query);
    long passedBy = cache.counts().passedBy();
    RestaurantHits found = cache.search(query);
    assertThat(found.hits()).as(context).isEqualTo(expected.hits());
    assertThat(found.hits())
        .as(context)
        .allMatch(hit -> query.point().distanceMeters(hit.point()) <= query.radiusMeters());
    assertThat(found.ignored()).as(context).isEqualTo(expected.ignored());
    assertThat(found.nextCursor()).as(context).isEqualTo(expected.nextCursor());
    if (found.nextCursor().isEmpty()) {
      assertThat(found.total()).as(context).isEqualTo(expected.total());
    }
    if (cache.counts().passedBy() > passedBy || expected.total() <= FEW) {
      assertThat(found.total()).as(context).isEqualTo(expected.total());
    }
  }

  private RestaurantQuery query(GeoPoint point) {
    RestaurantQueryBuilder query =
        RestaurantQuery.near(point)
            .text(TEXTS.get(random.nextInt(TEXTS.size())))
            .radiusMeters(random.nextInt(8) == 0 ? 2_000 : 5_000)
            .openOnly(random.nextInt(6) == 0)
            .deliversHere(random.nextInt(6) == 0)
            .vegOnly(random.nextInt(8) == 0)
            .limit(random.nextInt(3) == 0 ? 10 : 20);
    if (random.nextInt(3) == 0) {
      query.sort(SORTS.get(random.nextInt(SORTS.size())));
    }
    if (random.nextBoolean()) {
      query.at(EVENING.plus(Duration.ofSeconds(random.nextInt(2_000))));
    }
    if (random.nextInt(4) == 0) {
      query.taste(Map.of("thai", 0.5, "Café", random.nextDouble()));
    }
    if (random.nextInt(8) == 0) {
      query.maxDeliveryFeeMinor(1_000);
    }
    if (random.nextInt(8) == 0) {
      query.cuisines("thai", "Biryani");
    }
    return query.build();
  }

  /** The same asked some hundred metres away, some seconds later, by somebody else. */
  private RestaurantQuery neighbour(RestaurantQuery query, GeoPoint spot) {
    double lng = spot.lng() + random.nextGaussian() * 0.001;
    RestaurantQueryBuilder other =
        RestaurantQuery.near(
                new GeoPoint(
                    spot.lat() + random.nextGaussian() * 0.001,
                    lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng))
            .text(query.text())
            .radiusMeters(query.radiusMeters())
            .filters(query.filters())
            .sort(query.sort())
            .limit(query.limit() == 10 ? 8 + random.nextInt(3) : 11 + random.nextInt(10));
    query.at().ifPresent(at -> other.at(at.plusSeconds(random.nextInt(60))));
    if (!query.taste().isEmpty()) {
      other.taste(Map.of("pizza", random.nextDouble(), "bakery", 0.1));
    }
    return other.build();
  }
}
