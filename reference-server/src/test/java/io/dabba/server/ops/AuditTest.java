package io.dabba.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That what must never be is counted, should it be. */
@Timeout(60)
class AuditTest {
  private static Database database;

  @BeforeAll
  static void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void cityWithTwoRiders() {
    execute("TRUNCATE cities, customers CASCADE");
    execute("INSERT INTO cities VALUES ('pune', 'Pune', 'Asia/Kolkata', 'INR', 18, 73)");
    execute(
        """
        INSERT INTO restaurants VALUES ('kitchen', 'pune', 'Kitchen', 18, 73, '{}', 4, 9, 1, true, true, 5000, 15)
        """);
    execute("INSERT INTO customers VALUES ('mira')");
    execute(
        """
        INSERT INTO riders (id, city_id, name, vehicle)
        VALUES ('asha', 'pune', 'Asha', 'CAR'), ('bala', 'pune', 'Bala', 'CAR')
        """);
  }

  @Test
  void offersAfterADecline_orAfterTheRideWasGivenBack_areCountedOnceEach() {
    ride("declined", "PENDING", null);
    offer("declined", "asha", 1, "DECLINED");
    offer("declined", "asha", 2, "EXPIRED");
    offer("declined", "asha", 3, "DECLINED");
    offer("declined", "asha", 4, "WITHDRAWN");
    ride("released", "PENDING", null);
    offer("released", "bala", 1, "ACCEPTED");
    offer("released", "bala", 2, "EXPIRED");

    assertThat(audit().askedAgainAfterDecline()).isEqualTo(4);
  }

  @Test
  void offersAfterAnOfferThatWasNotAnswered_orOfAnotherRideOrRider_areWell() {
    ride("first", "PENDING", null);
    offer("first", "asha", 1, "EXPIRED");
    offer("first", "asha", 2, "WITHDRAWN");
    offer("first", "asha", 3, "DECLINED");
    offer("first", "bala", 4, "ACCEPTED");
    ride("second", "PENDING", null);
    offer("second", "asha", 5, "DECLINED");

    assertThat(audit().askedAgainAfterDecline()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "CREATED,         -,         -,    SETTLE, 0",
        "CREATED,         -,         -,    -,      1",
        "PAYMENT_PENDING, -,         -,    -,      1",
        "CONFIRMED,       -,         -,    -,      0",
        "CONFIRMED,       PENDING,   -,    -,      0",
        "CONFIRMED,       OFFERED,   -,    -,      0",
        "CONFIRMED,       FAILED,    -,    -,      1",
        "CONFIRMED,       ACCEPTED,  asha, -,      1",
        "ASSIGNED,        ACCEPTED,  asha, -,      0",
        "READY,           PENDING,   -,    -,      1",
        "READY,           ACCEPTED,  bala, -,      1",
        "PICKED_UP,       PICKED_UP, asha, -,      0",
        "PICKED_UP,       COMPLETED, asha, -,      1",
        "PICKED_UP,       -,         -,    -,      1",
        "DELIVERED,       COMPLETED, asha, -,      0",
        "CANCELLED,       FAILED,    -,    -,      0",
      })
  void orderThatNothingWouldMove_isStranded(
      String status,
      @Nullable String rideStatus,
      @Nullable String rider,
      @Nullable String due,
      int stranded) {
    if (rideStatus != null) {
      ride("ride", rideStatus, rider);
    }
    execute(
        """
        INSERT INTO orders (id, city_id, customer_id, restaurant_id, status, currency, items_minor,
          delivery_fee_minor, total_minor, dropoff_lat, dropoff_lng, dropoff_text, ride_id, rider_id,
          placed_at, promised_at, expected_ready_at, cancel_reason)
        VALUES ('order', 'pune', 'mira', 'kitchen', ?, 'INR', 1, 1, 2, 18, 73, '', ?, 'asha',
          'epoch', 'epoch', 'epoch', ?)
        """,
        status,
        rideStatus == null ? null : "ride",
        status.equals("CANCELLED") ? "NO_RIDER" : null);
    execute("INSERT INTO payments VALUES ('order', 'card', 2, 'INR', 'ASKED', ?)", due);

    assertThat(audit().strandedOrders()).isEqualTo(stranded);
  }

  private static void ride(String id, String status, @Nullable String rider) {
    execute(
        """
        INSERT INTO rides (id, city_id, restaurant_id, status, pickup_lat, pickup_lng, rider_id,
          due_at, next_round_at, give_up_at, rounds)
        VALUES (?, 'pune', 'kitchen', ?, 18, 73, ?, 'epoch', 'epoch', 'epoch', 0)
        """,
        id,
        status,
        rider);
  }

  private static void offer(String ride, String rider, long token, String status) {
    execute(
        """
        INSERT INTO offers (ride_id, rider_id, token, city_id, status, opened_at, expires_at, answered_at)
        VALUES (?, ?, ?, 'pune', ?, 'epoch', 'epoch', 'epoch')
        """,
        ride,
        rider,
        token,
        status);
  }

  private static Audit audit() {
    return database.jdbi().withHandle(Audit::of);
  }

  private static void execute(String sql, @Nullable Object... arguments) {
    database.jdbi().useHandle(handle -> handle.execute(sql, arguments));
  }
}
