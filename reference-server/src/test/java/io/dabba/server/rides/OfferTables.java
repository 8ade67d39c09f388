package io.dabba.server.rides;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Database;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The rows that offers need around them: one city with one restaurant, its rides and riders. */
public final class OfferTables {
  public static final CityId PUNE = new CityId("pune");
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private OfferTables() {}

  /** The city and its restaurant, in a new database. */
  public static void found(Database database) {
    database.useTransaction(handle ->
        handle.execute(
            """
            INSERT INTO cities (id, name, zone, currency, lat, lng)
            VALUES ('pune', 'Pune', 'Asia/Kolkata', 'INR', 18.5, 73.8);
            INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level,
                                     veg, open, delivery_radius_meters, prep_minutes)
            VALUES ('tiffin', 'pune', 'Tiffin', 18.5, 73.8, '{}', 4, 10, 1, true, true, 5000, 10);
            """));
  }

  /** A ride that has no rider and no offer. */
  public static void insertRide(Handle handle, RideId ride) {
    handle.execute(
        """
        INSERT INTO rides (id, city_id, restaurant_id, status, pickup_lat, pickup_lng, due_at,
                           next_round_at, give_up_at, rounds)
        VALUES (?, 'pune', 'tiffin', 'PENDING', 18.5, 73.8, ?, ?, ?, 0)
        """,
        ride.value(),
        NOON,
        NOON,
        NOON);
  }

  /** A rider who is on shift and free. */
  public static void insertRider(Handle handle, RiderId rider) {
    handle.execute(
        """
        INSERT INTO riders (id, city_id, name, vehicle, online)
        VALUES (?, 'pune', 'A Rider', 'BICYCLE', true)
        """,
        rider.value());
  }

  /** A confirmed order of a ride. */
  public static void insertOrder(Handle handle, OrderId order, RideId ride) {
    handle.execute(
        """
        INSERT INTO customers VALUES ('mira') ON CONFLICT DO NOTHING;
        INSERT INTO orders (id, city_id, customer_id, restaurant_id, status, currency, items_minor,
                            delivery_fee_minor, total_minor, dropoff_lat, dropoff_lng, dropoff_text,
                            ride_id, placed_at, promised_at, expected_ready_at)
        VALUES (?, 'pune', 'mira', 'tiffin', 'CONFIRMED', 'INR', 0, 0, 0, 18.5, 73.8, '', ?, ?, ?, ?)
        """,
        order.value(),
        ride.value(),
        NOON,
        NOON,
        NOON);
  }

  /** A confirmed order that its restaurant has taken on, without a ride. */
  public static void insertOrder(Handle handle, OrderId order) {
    handle.execute(
        """
        INSERT INTO customers VALUES ('mira') ON CONFLICT DO NOTHING;
        INSERT INTO orders (id, city_id, customer_id, restaurant_id, status, currency, items_minor,
                            delivery_fee_minor, total_minor, dropoff_lat, dropoff_lng, dropoff_text,
                            placed_at, promised_at, expected_ready_at, accepted_at)
        VALUES (?, 'pune', 'mira', 'tiffin', 'CONFIRMED', 'INR', 0, 0, 0, 18.5, 73.8, '', ?, ?, ?, ?)
        """,
        order.value(),
        NOON,
        NOON,
        NOON,
        NOON);
  }
}
