package io.dabba.server.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dabba.geo.GeoPoint;
import io.dabba.search.Catalog;
import io.dabba.search.RestaurantHit;
import io.dabba.search.RestaurantHits;
import io.dabba.search.RestaurantQuery;
import io.dabba.server.postgres.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A catalogue in tables, written by plain SQL, and what an index has of it. */
final class StoredCatalog {
  /** By then an index has it, even if the machine has much else to do. */
  static final Duration SOON = Duration.ofSeconds(30);

  private static final GeoPoint CENTER = new GeoPoint(18.52, 73.85);

  private final Database database;

  StoredCatalog(Database database) {
    this.database = database;
  }

  /**
   * A restaurant with a menu.
   *
   * @param dishes names of what is available, as they stand on the menu
   */
  record Entry(
      String name, double rating, int votes, int priceLevel, boolean open, List<String> dishes) {}

  /** Two cities, and so many restaurants {@code r0}, {@code r1} with a dish each. */
  void fill(int restaurants) {
    execute(
        """
        INSERT INTO cities (id, name, zone, currency, lat, lng)
        VALUES ('pune', 'Pune', 'Asia/Kolkata', 'INR', 18.52, 73.85), ('goa', 'Goa', 'UTC', 'INR', 15, 74)
        """);
    execute(
        """
        INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level, veg,
                                 open, delivery_radius_meters, prep_minutes)
        SELECT 'r' || i, 'pune', 'Place ' || i, 18.52, 73.85 + i / 100000.0, '{Maratha}', 4, i, 1 + i % 4,
               false, true, 5000, 10
        FROM generate_series(0, ? - 1) AS i
        """,
        restaurants);
    execute(
        """
        INSERT INTO menu_items (restaurant_id, id, position, name, price_minor, veg, available)
        SELECT id, 'd', 0, 'dish' || md5(id), 100, true, true FROM restaurants
        """);
  }

  void execute(String sql, @Nullable Object... arguments) {
    database.jdbi().useHandle(handle -> handle.execute(sql, arguments));
  }

  /** Everything in the tables. */
  Map<String, Entry> stored() {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT r.*, ARRAY(SELECT i.name FROM menu_items i
                                      WHERE i.restaurant_id = r.id AND i.available ORDER BY i.name) AS dishes
                    FROM restaurants r
                    """)
                .map((rs, ctx) ->
                    Map.entry(
                        rs.getString("id"),
                        new Entry(
                            rs.getString("name"),
                            rs.getDouble("rating"),
                            rs.getInt("votes"),
                            rs.getInt("price_level"),
                            rs.getBoolean("open"),
                            List.of((String[]) rs.getArray("dishes").getArray()))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Waits until an index is what the tables are, and then is. */
  void awaitIn(Catalog catalog) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> requireIn(catalog));
  }

  /** The same but for menus. */
  void awaitInIgnoringDishes(Catalog catalog) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(all(catalog).stream().map(RestaurantHit::name))
                .containsExactlyInAnyOrderElementsOf(
                    stored().values().stream().map(Entry::name).toList()));
  }

  /** Whether an index is what the tables are. */
  void requireIn(Catalog catalog) {
    Map<String, Entry> stored = stored();
    Map<String, Entry> indexed = new TreeMap<>();
    for (RestaurantHit hit : all(catalog)) {
      Entry there = stored.get(hit.id().value());
      List<String> dishes =
          there == null
              ? List.of()
              : there.dishes().stream().filter(dish -> has(catalog, hit, dish)).toList();
      indexed.put(
          hit.id().value(),
          new Entry(hit.name(), hit.rating(), hit.votes(), hit.priceLevel(), hit.open(), dishes));
    }
    assertThat(indexed).isEqualTo(new TreeMap<>(stored));
  }

  /** The restaurant, as an index has it. */
  static Optional<RestaurantHit> find(Catalog catalog, String id) {
    return all(catalog).stream().filter(hit -> hit.id().value().equals(id)).findFirst();
  }

  /** The ids of those restaurants that have a word. */
  static List<String> idsWith(Catalog catalog, String word) {
    return catalog
        .search(RestaurantQuery.near(CENTER).radiusMeters(50_000).text(word).limit(100).build())
        .hits()
        .stream()
        .map(hit -> hit.id().value())
        .toList();
  }

  /** The ids of those restaurants that take so much for a delivery. */
  static List<String> idsOfFee(Catalog catalog, long feeMinor) {
    return all(catalog).stream()
        .filter(hit -> hit.deliveryFeeMinor() == feeMinor)
        .map(hit -> hit.id().value())
        .toList();
  }

  private static boolean has(Catalog catalog, RestaurantHit hit, String dish) {
    return catalog
        .search(RestaurantQuery.near(hit.point()).radiusMeters(1).text(dish).limit(100).build())
        .hits()
        .stream()
        .anyMatch(found -> found.id().equals(hit.id()));
  }

  private static List<RestaurantHit> all(Catalog catalog) {
    List<RestaurantHit> all = new java.util.ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var query = RestaurantQuery.near(CENTER).radiusMeters(50_000).limit(100);
      cursor.ifPresent(query::cursor);
      RestaurantHits hits = catalog.search(query.build());
      all.addAll(hits.hits());
      cursor = hits.nextCursor();
    } while (cursor.isPresent());
    return all;
  }
}
