package io.dabba.server;

import static io.dabba.server.testkit.Insistence.insist;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Accounts;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.Subscriber;
import io.dabba.server.testkit.Subscriber.Told;
import io.dabba.server.testkit.TestGateway;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clients order at once, some of them the same again, while the gateway answers late, refuses,
 * and loses and repeats its webhooks. {@code -Ddabba.faultyOrders=10000} for the long run, {@code
 * -Ddabba.seed} for the same one.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class OrdersUnderFaultsTest {
  private static final int ORDERS = Integer.getInteger("dabba.faultyOrders", 300);
  private static final int CLIENTS = 64;
  private static final int CUSTOMERS = 50;
  private static final double REPEATED = 0.3;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofMinutes(5);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path directory;
  private final long seed = Long.getLong("dabba.seed", System.nanoTime());
  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

  /** Who orders. */
  private record Customer(String name, Api app, String address) {}

  @Test
  void ordersThroughAGatewayThatMisbehaves_areSettledInTheEnd() throws Exception {
    System.out.println("OrdersUnderFaultsTest: -Ddabba.seed=" + seed);
    DatabaseUrl url = SharedPostgres.newDatabase();
    try (TestGateway gateway = TestGateway.start(directory);
        Database database = Database.connect(url);
        Subscriber subscriber = Subscriber.start();
        TestServer server = TestServer.start(url, 1, NOON, gateway.settings())) {
      Town town = Town.create(server.api(), "pune");
      // so that the orders wait for their restaurant and not for riders that there are none of
      database
          .jdbi()
          .useHandle(handle ->
              handle.execute("UPDATE restaurants SET accepts = 'MANUAL', accept_minutes = 120"));
      town.ops()
          .put(
              "/v1/ops/webhooks/subscriber",
              "{\"url\":\"%s\",\"types\":[\"order.*\"]}".formatted(subscriber.uri()))
          .expect(201);
      gateway.misbehave(
          """
          {"seed":%d,"refuse":0.05,"timeoutCharged":0.05,"timeoutUncharged":0.05,
           "loseWebhook":0.2,"duplicateWebhook":0.2,"answerTwice":0.1,"delayMillis":20}\
          """
              .formatted(seed));

      orderAll(town);

      awaitReconciled(town);
      Set<Accounts.PlacedUnder> keys = new HashSet<>();
      for (int order = 0; order < ORDERS; order++) {
        keys.add(new Accounts.PlacedUnder("pune-" + customer(order), "order-" + order));
      }
      Accounts accounts = Accounts.read(database, gateway.charges());
      assertThat(accounts.complaints(keys)).as("with seed %d", seed).isEmpty();
      System.out.println("OrdersUnderFaultsTest: answers by status " + statuses);
      assertThat(statuses).containsKeys(201, 202, 402);
      assertThat(accounts.orders()).extracting(Accounts.Order::status).contains("CONFIRMED");
      awaitTold(subscriber, accounts);
    }
  }

  private void orderAll(Town town) throws Exception {
    List<Customer> customers = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      Api app = town.customer(customer(i));
      customers.add(new Customer(customer(i), app, town.address(app)));
    }
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        all.add(
            clients.submit(() -> {
              for (int order = next.getAndIncrement();
                  order < ORDERS;
                  order = next.getAndIncrement()) {
                order(town, customers.get(order % CUSTOMERS), order, clients);
              }
              return null;
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  /** One order; some of them are asked for twice at the same time, or again afterwards. */
  private void order(Town town, Customer customer, int order, ExecutorService threads)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed + order);
    boolean repeated = random.nextDouble() < REPEATED;
    boolean together = random.nextBoolean();
    if (repeated && together) {
      Future<Answer> other = threads.submit(() -> order(town, customer, order));
      Answer mine = order(town, customer, order);
      assertThat(recorded(other.get())).isEqualTo(recorded(mine));
    } else {
      Answer first = order(town, customer, order);
      if (repeated) {
        Answer again = order(town, customer, order);
        assertThat(recorded(again)).isEqualTo(recorded(first));
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
      }
    }
  }

  private Answer order(Town town, Customer customer, int order) {
    Answer answer =
        insist(
            PATIENCE,
            () ->
                customer.app.post(
                    "/v1/orders",
                    town.cart(customer.address, "card"),
                    "Idempotency-Key",
                    "order-" + order));
    assertThat(answer.status()).as("%s", answer).isIn(201, 202, 402);
    statuses.merge(answer.status(), 1, Integer::sum);
    return answer;
  }

  private static void awaitReconciled(Town town) {
    await()
        .atMost(QUIET)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          town.ops().post("/v1/ops/payments/reconcile", "").expect(202);
          JsonNode audit = town.ops().get("/v1/ops/audit").expect(200).json();
          for (String figure :
              List.of(
                  "payments_unsettled",
                  "money_unaccounted_for",
                  "orders_unpaid",
                  "stranded_orders",
                  "outbox_unpublished",
                  "outbox_set_aside")) {
            assertThat(audit.path(figure).asInt(-1)).as("%s of %s", figure, audit).isZero();
          }
        });
  }

  /** Every order's events reach who subscribed to them, each version after the one before. */
  private static void awaitTold(Subscriber subscriber, Accounts accounts) {
    await()
        .atMost(QUIET)
        .pollInterval(Duration.ofMillis(500))
        .until(() ->
            accounts.orders().stream()
                .allMatch(order -> versions(subscriber, order.id()).size() >= order.version()));
    for (Accounts.Order order : accounts.orders()) {
      List<Long> versions = versions(subscriber, order.id());
      assertThat(versions).as("told of %s", order).isSorted().hasSize((int) order.version());
      assertThat(subscriber.told(order.id()))
          .extracting(Told::type)
          .startsWith("order.created")
          .contains("order." + order.status().toLowerCase(java.util.Locale.ROOT));
    }
  }

  private static List<Long> versions(Subscriber subscriber, String order) {
    return subscriber.told(order).stream().map(Told::version).distinct().toList();
  }

  private static String customer(int order) {
    return "customer-" + order % CUSTOMERS;
  }

  private static String recorded(Answer answer) {
    return "%d %s %s\n%s"
        .formatted(
            answer.status(),
            answer.headers().firstValue("Content-Type"),
            answer.headers().firstValue("Location"),
            answer.text());
  }
}
