package io.dabba.server.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.testkit.SettableClock;
import io.dabba.server.orders.CancelReason;
import io.dabba.server.orders.Cause;
import io.dabba.server.orders.OrderStore;
import io.dabba.server.orders.OrderTransitions;
import io.dabba.server.payments.Gateways;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random lives of orders at a gateway whose line loses calls and answers. Whatever happens, in the
 * end the ledger says what the gateway knows, nothing is pending, and nothing was taken twice.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class SettlementModelTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final long TOTAL = 12_345;
  private static final int LIVES = Integer.getInteger("dabba.paymentLives", 300);
  private static final int STEPS = 30;

  /** Wide enough for no lease to run out by itself, and a charge is never late. */
  private static final PaymentTimes TIMES =
      new PaymentTimes(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMinutes(15));

  private static Database database;

  @BeforeAll
  static void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
    database
        .jdbi()
        .useHandle(handle -> {
          handle.execute(
              "INSERT INTO cities (id, name, zone, currency, lat, lng) VALUES ('pune', 'Pune', 'Asia/Kolkata', 'INR', 18, 73)");
          handle.execute(
              """
              INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level, veg,
                                       open, delivery_radius_meters, prep_minutes)
              VALUES ('k', 'pune', 'K', 18, 73, '{Thali,Biryani}', 4, 1, 1, false, true, 5000, 10)
              """);
          handle.execute("INSERT INTO customers (id) VALUES ('mira')");
          handle.execute(
              "INSERT INTO riders (id, city_id, name, vehicle) VALUES ('asha', 'pune', 'Asha', 'BICYCLE')");
        });
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @Test
  void whateverIsLost_theLedgerEndsAsTheGatewayHasIt_andNothingStaysPending() {
    long seed = Long.getLong("dabba.seed", System.nanoTime());
    Map<OrderStatus, Integer> ends = new EnumMap<>(OrderStatus.class);
    int refunded = 0;
    for (int life = 0; life < LIVES; life++) {
      Life one = new Life(seed + life);
      one.live();
      one.end();
      ends.merge(one.status(), 1, Integer::sum);
      refunded += one.check() ? 1 : 0;
    }
    assertThat(ends.keySet())
        .as("seed %d", seed)
        .contains(OrderStatus.DELIVERED, OrderStatus.CANCELLED)
        .hasSizeGreaterThan(2);
    assertThat(refunded).as("lives with a refund, seed %d", seed).isPositive();
  }

  private static final class Life {
    private final long seed;
    private final SplittableRandom random;
    private final ModelGateway gateway;
    private final SettableClock clock = new SettableClock(NOON);
    private final PaymentSettlement settlement;
    private final OrderId id;

    Life(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.gateway = new ModelGateway(random.split());
      this.id = new OrderId("o" + seed);
      this.settlement =
          new PaymentSettlement(database, Gateways.of(gateway), clock, TIMES, () -> {});
      place();
    }

    private void place() {
      database.useTransaction(handle -> {
        handle
            .createUpdate(
                """
                WITH o AS (
                  INSERT INTO orders (id, city_id, customer_id, restaurant_id, status, currency, items_minor,
                    delivery_fee_minor, total_minor, dropoff_lat, dropoff_lng, dropoff_text, idempotency_key, placed_at,
                    promised_at, expected_ready_at)
                  VALUES (:id, 'pune', 'mira', 'k', 'CREATED', 'INR', :total, 0, :total, 18, 73, 'x', :id, :now, :now,
                    :now))
                INSERT INTO payments (order_id, gateway, method, amount_minor, currency, status, due, wall_asked_at)
                VALUES (:id, 'model', 'card', :total, 'INR', 'ASKED', 'SETTLE', clock_timestamp())
                """)
            .bind("id", id.value())
            .bind("total", TOTAL)
            .bind("now", NOON)
            .execute();
        handle
            .createUpdate(
                """
                INSERT INTO idempotency_keys (customer_id, key, fingerprint, order_id, wall_claimed_at)
                VALUES ('mira', :id, 'f', :id, clock_timestamp())
                """)
            .bind("id", id.value())
            .execute();
      });
    }

    void live() {
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(14)) {
          case 0, 1, 2 -> work();
          case 3 -> settlement.reconcile(id);
          case 4 -> gateway.customerActs(id.value());
          case 5 -> clock.advance(Duration.ofMinutes(random.nextInt(1, 9)));
          case 6 -> {
            if (random.nextInt(3) == 0) {
              cancel();
            }
          }
          case 7, 8, 9, 10, 11 -> forward();
          default -> refund();
        }
      }
    }

    /** Nothing is lost any more, and time passes. */
    void end() {
      gateway.heal();
      gateway.customerActs(id.value());
      for (int i = 0; i < 200 && isAnythingDue(); i++) {
        work();
        clock.advance(Duration.ofMinutes(2));
      }
    }

    private void work() {
      settlement.settle(id, true);
      settlement.settle(id, false);
      database.useTransaction(Refunds::hurry);
      settlement
          .refunds()
          .lease(10)
          .forEach(asked -> settlement.refunds().tryRefund(asked, () -> gateway, () -> {}));
    }

    private void forward() {
      database.useTransaction(handle -> {
        Cause cause = Cause.system(clock.instant());
        switch (OrderStore.lock(handle, id).orElseThrow()) {
          case CONFIRMED -> OrderTransitions.assign(handle, id, "asha", cause);
          case ASSIGNED ->
              OrderTransitions.move(handle, id, OrderStatus.ASSIGNED, OrderStatus.READY, cause);
          case READY ->
              OrderTransitions.move(handle, id, OrderStatus.READY, OrderStatus.PICKED_UP, cause);
          case PICKED_UP -> OrderTransitions.deliver(handle, id, cause);
          case CREATED, PAYMENT_PENDING, DELIVERED, CANCELLED -> {}
        }
      });
    }

    private void cancel() {
      database.useTransaction(handle -> {
        OrderStatus status = OrderStore.lock(handle, id).orElseThrow();
        if (OrderLifecycle.TABLE.allows(status, OrderStatus.CANCELLED)) {
          OrderTransitions.cancel(
              handle, id, status, CancelReason.BY_OPS, Cause.system(clock.instant()));
        }
      });
    }

    private void refund() {
      long amount = random.nextLong(1, TOTAL / 2);
      database.useTransaction(handle ->
          Refunds.ask(
              handle,
              id,
              "k" + random.nextInt(3),
              amount,
              Cause.system(clock.instant()).because("cold")));
    }

    private boolean isAnythingDue() {
      return database
          .jdbi()
          .withHandle(handle ->
              handle
                  .createQuery(
                      """
                      SELECT EXISTS (SELECT FROM payments WHERE order_id = :id AND due IS NOT NULL)
                        OR EXISTS (SELECT FROM refunds WHERE order_id = :id AND status = 'DUE')
                      """)
                  .bind("id", id.value())
                  .mapTo(Boolean.class)
                  .one());
    }

    OrderStatus status() {
      return database.jdbi().withHandle(h -> OrderStore.find(h, id)).orElseThrow().status();
    }

    /** Whether there was a refund. */
    boolean check() {
      assertThat(isAnythingDue()).as("still due, seed %d", seed).isFalse();
      Optional<ModelGateway.Account> account = gateway.account(id.value());
      Ledger.Balance balance =
          database.jdbi().withHandle(handle -> new Ledger(handle, id, "INR", NOON).balance());
      assertThat(balance)
          .as("ledger, seed %d, order %s", seed, status())
          .isEqualTo(
              new Ledger.Balance(
                  account.map(a -> a.heldMinor(TOTAL)).orElse(0L),
                  account.map(ModelGateway.Account::takenMinor).orElse(0L)));
      assertThat(account.map(ModelGateway.Account::captures).orElse(0)).isLessThanOrEqualTo(1);
      long refunds =
          database
              .jdbi()
              .withHandle(handle ->
                  Refunds.list(handle, id).stream()
                      .filter(r -> r.status().equals("DONE"))
                      .mapToLong(Refunds.Stored::amountMinor)
                      .sum());
      switch (status()) {
        case DELIVERED ->
            assertThat(balance)
                .as("delivered, seed %d", seed)
                .isEqualTo(new Ledger.Balance(0, TOTAL - refunds));
        case CANCELLED ->
            assertThat(balance).as("cancelled, seed %d", seed).isEqualTo(new Ledger.Balance(0, 0));
        default ->
            assertThat(balance.heldMinor() + balance.takenMinor())
                .as("under way, seed %d", seed)
                .isEqualTo(TOTAL - refunds);
      }
      assertThat(answers()).as("recorded answers, seed %d", seed).isEqualTo(1);
      return refunds > 0;
    }

    private long answers() {
      return database
          .jdbi()
          .withHandle(handle ->
              handle
                  .createQuery(
                      "SELECT count(*) FROM idempotency_keys WHERE order_id = :id AND status IS NOT NULL")
                  .bind("id", id.value())
                  .mapTo(Long.class)
                  .one());
    }
  }
}
