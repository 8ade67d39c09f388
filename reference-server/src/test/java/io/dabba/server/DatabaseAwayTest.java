package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.postgres.EmbeddedDatabase;
import io.dabba.server.process.DataDirectory;
import io.dabba.server.testkit.Accounts;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.PostgresProxy;
import io.dabba.server.testkit.TestGateway;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL goes and comes back, and connections to it break, while customers order and look at
 * what they ordered: they are told to come again, and nothing is lost.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DatabaseAwayTest {
  private static final int CUSTOMERS = 16;
  private static final int LOOKERS = 4;
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** A call that the pool's wait bounds, twice over, and a busy machine. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(15);

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path directory;
  private DataDirectory data;
  private EmbeddedDatabase postgres;
  private DatabaseUrl url;
  private TestGateway gateway;
  private final Set<Accounts.PlacedUnder> keys = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> told = new ConcurrentHashMap<>();
  private final AtomicInteger confirmed = new AtomicInteger();
  private volatile boolean over;

  @BeforeEach
  void start() {
    data = DataDirectory.open(directory.resolve("data"));
    postgres = EmbeddedDatabase.start(data);
    url = postgres.url();
    gateway = TestGateway.start(directory.resolve("gateway"));
  }

  @AfterEach
  void stop() {
    gateway.close();
    postgres.close();
    data.close();
  }

  @Test
  void postgresStoppedAndStartedAmidOrders_isToldWith503_andNothingIsLost() throws Exception {
    try (TestServer server = TestServer.start(url, 1, NOON, gateway.settings())) {
      whileOrdering(
          server,
          () -> {
            for (int time = 0; time < 2; time++) {
              awaitMoreOrders();
              postgres.close();
              awaitRefusals();
              postgres =
                  EmbeddedDatabase.start(
                      data, URI.create(url.jdbcUrl().substring("jdbc:".length())).getPort());
              awaitMoreOrders();
            }
          });
      requireNothingLost(server);
    }
  }

  @Test
  void connectionsCutAmidOrders_areToldWith503_andNothingIsLost() throws Exception {
    try (PostgresProxy proxy = PostgresProxy.before(url);
        TestServer server = TestServer.start(proxy.url(), 1, NOON, gateway.settings())) {
      whileOrdering(
          server,
          () -> {
            for (int time = 0; time < 10; time++) {
              awaitMoreOrders();
              proxy.cutConnections();
            }
            proxy.refuse();
            proxy.cutConnections();
            awaitRefusals();
            proxy.admit();
            awaitMoreOrders();
          });
      requireNothingLost(server);
    }
  }

  /** What happens to PostgreSQL meanwhile. */
  @FunctionalInterface
  private interface Trouble {
    void happens() throws Exception;
  }

  private void whileOrdering(TestServer server, Trouble trouble) throws Exception {
    Town town = Town.create(server.api(), "pune");
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CUSTOMERS; i++) {
        String customer = "customer-" + i;
        String address = town.address(town.customer(customer));
        all.add(people.submit(() -> orderOnAndOn(town, customer, address)));
      }
      for (int i = 0; i < LOOKERS; i++) {
        Api looker = town.customer("customer-" + i);
        all.add(people.submit(() -> lookOnAndOn(town, looker)));
      }
      try {
        trouble.happens();
      } finally {
        over = true;
        for (Future<?> each : all) {
          each.get();
        }
      }
    }
    System.out.println("DatabaseAwayTest: answers " + new TreeMap<>(told));
  }

  /** Each order until its answer is final; the last one too, when the trouble is over. */
  private void orderOnAndOn(Town town, String customer, String address) {
    Api app = town.customer(customer);
    for (int order = 0; !over; order++) {
      String key = "order-" + order;
      keys.add(new Accounts.PlacedUnder("pune-" + customer, key));
      Answer answer;
      do {
        answer =
            timed(
                "order",
                () -> app.post("/v1/orders", town.cart(address, "card"), "Idempotency-Key", key));
      } while (isToComeAgain(answer));
      assertThat(answer.status()).as("%s", answer).isIn(201, 202);
      confirmed.incrementAndGet();
    }
  }

  private void lookOnAndOn(Town town, Api app) {
    while (!over) {
      for (String path :
          List.of("/v1/orders", "/v1/restaurants/%s/menu".formatted(town.restaurant()))) {
        Answer answer = timed("look", () -> app.get(path));
        if (!isToComeAgain(answer)) {
          answer.expect(200);
        }
      }
    }
  }

  private Answer timed(String what, java.util.function.Supplier<Answer> call) {
    long begun = System.nanoTime();
    Answer answer = call.get();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST_CALL);
    told.merge(what + " " + answer.status(), 1, Integer::sum);
    return answer;
  }

  /** Told so as it must be; anything else is final. */
  private static boolean isToComeAgain(Answer answer) {
    if (answer.status() == 503) {
      answer.expectProblem(503, "unavailable");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    } else if (answer.status() == 409) {
      answer.expectProblem(409, "still-running");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    } else {
      return false;
    }
    // impatient, but not mad
    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    return true;
  }

  /** The scheduler's threads may end with what broke; the scheduler goes on with others. */
  private static ConditionFactory patiently() {
    return await().dontCatchUncaughtExceptions();
  }

  private void awaitMoreOrders() {
    int before = confirmed.get();
    patiently().atMost(Duration.ofSeconds(60)).until(() -> confirmed.get() > before + CUSTOMERS);
  }

  private void awaitRefusals() {
    int before = told.getOrDefault("order 503", 0);
    patiently()
        .atMost(Duration.ofSeconds(60))
        .until(() -> told.getOrDefault("order 503", 0) > before + CUSTOMERS);
  }

  private void requireNothingLost(TestServer server) {
    patiently()
        .atMost(QUIET)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          Api ops = Town.existing(server.api(), "pune").ops();
          ops.post("/v1/ops/payments/reconcile", "").expect(202);
          JsonNode audit = ops.get("/v1/ops/audit").expect(200).json();
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
    try (Database database = Database.connect(url)) {
      assertThat(Accounts.read(database, gateway.charges()).complaints(keys)).isEmpty();
    }
  }
}
