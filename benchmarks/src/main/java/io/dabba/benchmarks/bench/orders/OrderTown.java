package io.dabba.benchmarks.bench.orders;

import io.dabba.server.postgres.Database;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A city with restaurants that accept by hand and others that accept by themselves, and customers
 * with one address each; and what one of them asks for, two dishes at a restaurant picked at
 * random.
 */
final class OrderTown {
  static final String CITY = "mumbai";
  static final int RESTAURANTS = 100;
  static final int CUSTOMERS = 1_000;
  static final long DISH_MINOR = 25_000;
  static final long SIDE_MINOR = 4_000;
  static final double LAT = 19.02;
  static final double LNG = 72.84;

  /** About 1 km. */
  static final double DOOR_LAT = LAT + 0.009;

  /** Food takes so long that the rides of those who accept by themselves are not due meanwhile. */
  private static final int PREP_MINUTES = 240;

  private static final String SEED =
      """
      INSERT INTO cities (id, name, zone, currency, lat, lng)
      VALUES ('%1$s', 'Mumbai', 'Asia/Kolkata', 'INR', %2$s, %3$s);
      INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level,
                               veg, open, delivery_radius_meters, prep_minutes, accepts, accept_minutes)
      SELECT (r.after + n)::text, '%1$s', 'Restaurant ' || n, %2$s, %3$s, '{Mughlai}', 4, 100, 2,
             false, true, 5000, %4$d, r.accepts, 120
      FROM (VALUES (0, 'MANUAL'), (%5$d, 'AUTO')) AS r (after, accepts), generate_series(1, %5$d) n;
      INSERT INTO menu_items (restaurant_id, id, position, name, price_minor, veg, available)
      SELECT r.id, 'dish-' || n, n, 'Dish ' || n, CASE n WHEN 2 THEN %6$d ELSE %7$d END, false, true
      FROM restaurants r, generate_series(1, 20) n;
      INSERT INTO customers (id) SELECT n::text FROM generate_series(1, %8$d) n;
      INSERT INTO addresses (id, customer_id, label, lat, lng, text)
      SELECT n::text, n::text, 'home', %9$s, %3$s, '12 Lane' FROM generate_series(1, %8$d) n;
      """
          .formatted(
              CITY,
              LAT,
              LNG,
              PREP_MINUTES,
              RESTAURANTS,
              SIDE_MINOR,
              DISH_MINOR,
              CUSTOMERS,
              DOOR_LAT);

  private OrderTown() {}

  /** How the restaurants of a run say yes to an order. */
  enum Accepting {
    BY_HAND(1),
    BY_ITSELF(RESTAURANTS + 1);

    private final int first;

    Accepting(int first) {
      this.first = first;
    }

    /** One of the restaurants that do so, whose ids are numbers. */
    int restaurant() {
      return first + ThreadLocalRandom.current().nextInt(RESTAURANTS);
    }
  }

  /** Stores it in a database that has no city yet. */
  static void seed(Database database) {
    database.useTransaction(handle -> handle.execute(SEED));
    database.jdbi().useHandle(handle -> handle.execute("VACUUM ANALYZE"));
  }

  /** What a customer sends, who is a number from 1. */
  static byte[] body(Accepting accepting, int customer) {
    return """
    {"restaurantId":"%d","addressId":"%d","paymentMethod":"card","items":[\
    {"itemId":"dish-1","quantity":2},{"itemId":"dish-2","quantity":1}]}\
    """
        .formatted(accepting.restaurant(), customer)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
