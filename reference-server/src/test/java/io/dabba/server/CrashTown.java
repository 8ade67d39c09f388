package io.dabba.server;

import static io.dabba.server.testkit.Insistence.insist;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.payments.local.GatewaySecret;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Accounts;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.Feed;
import io.dabba.server.testkit.GatewayProxy;
import io.dabba.server.testkit.PostgresProxy;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestGateway;
import io.dabba.server.testkit.Town;
import io.dabba.server.testkit.Tripwire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A town whose server is a process of its own that can be killed and started again, between a
 * PostgreSQL and a gateway that outlive it, behind proxies that can tell the moment.
 */
final class CrashTown implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String NAME = "pune";

  /** Starts soon rather than runs fast. */
  private static final List<String> JVM =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m");

  private final Path directory;
  private final DatabaseUrl url = SharedPostgres.newDurableDatabase();
  private final Database database = Database.connect(url);
  private final PostgresProxy postgres = PostgresProxy.before(url);
  private final TestGateway charges;
  private final GatewayProxy gateway;
  private final int port;
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Accounts.PlacedUnder> keys = ConcurrentHashMap.newKeySet();
  private final Town town;
  private volatile @Nullable ServerProcess process;

  CrashTown(Path directory, int riders) throws IOException {
    this.directory = directory;
    Files.writeString(
        Files.createDirectories(directory.resolve("data")).resolve("jwt.key"), Api.JWT_KEY);
    charges = TestGateway.start(directory.resolve("gateway"));
    gateway = GatewayProxy.before(charges.uri());
    port = freePort();
    start();
    town =
        Town.create(
            Api.at("http://127.0.0.1:" + port),
            NAME,
            IntStream.range(0, riders).mapToObj(CrashTown::rider).toArray(String[]::new));
  }

  /** An order whose ride a rider has picked up. */
  record Carried(String order, Api rider, String ride) {
    void deliver() {
      insist(PATIENCE, () -> rider.post("/v1/rides/%s/deliver".formatted(ride), "")).expect(200);
    }
  }

  Town town() {
    return town;
  }

  PostgresProxy postgres() {
    return postgres;
  }

  GatewayProxy gateway() {
    return gateway;
  }

  Database database() {
    return database;
  }

  /** Starts the server on the data that there is. */
  void start() throws IOException {
    ServerProcess started = launch();
    started.awaitReady();
  }

  /** The same without waiting for it. */
  ServerProcess launch() throws IOException {
    ServerProcess started =
        ServerProcess.run(
            directory,
            JVM,
            Map.of(GatewaySecret.VARIABLE, charges.secret()),
            "serve",
            "--port",
            Integer.toString(port),
            "--data",
            "data",
            "--lease-seconds",
            "1",
            "--matcher",
            "greedy",
            "--gateway",
            gateway.uri().toString(),
            "--gateway-timeout-seconds",
            "2",
            "--database-url",
            postgres.url().jdbcUrl()
                + "?user=%s&password=%s"
                    .formatted(url.user().orElseThrow(), url.password().orElseThrow()));
    process = started;
    return started;
  }

  /** Ends the server as {@code kill -9} does. */
  void kill() {
    ServerProcess running = process;
    if (running != null) {
      try {
        running.kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What a tripwire does. */
  Tripwire.Then killThere() {
    kill();
    return Tripwire.Then.CUT;
  }

  /** Has somebody do something meanwhile. */
  <T> Future<T> meanwhile(java.util.concurrent.Callable<T> what) {
    return people.submit(what);
  }

  /** Orders under a key until the answer is final. */
  Answer order(String customer, String address, String key) {
    Api app = town.customer(customer);
    keys.add(new Accounts.PlacedUnder(NAME + "-" + customer, key));
    return insist(
        PATIENCE, () -> app.post("/v1/orders", town.cart(address, "card"), "Idempotency-Key", key));
  }

  /** Has as many orders carried as there are riders, one by each. */
  List<Carried> carried(String address, int riders) throws Exception {
    List<Future<Carried>> all = new ArrayList<>();
    for (int i = 0; i < riders; i++) {
      String name = rider(i);
      Api rider = town.online(name, 20 + i);
      Feed offers = rider.listen("/v1/riders/offers");
      all.add(
          meanwhile(() -> {
            try (offers) {
              JsonNode offer = offers.next("offer");
              Town.answer(rider, offer, "accept").expect(200);
              String ride = offer.get("rideId").asText();
              rider.post("/v1/rides/%s/pickup".formatted(ride), "").expect(200);
              return new Carried(offer.at("/orders/0").asText(), rider, ride);
            }
          }));
    }
    for (int i = 0; i < riders; i++) {
      order("carried", address, "carried-" + i).expect(201);
    }
    List<Carried> carried = new ArrayList<>();
    for (Future<Carried> each : all) {
      carried.add(each.get());
    }
    return carried;
  }

  /** Until nothing is due or untold any more. */
  void awaitQuiet(Duration patience) {
    await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> {
          JsonNode audit = town.ops().get("/v1/ops/audit").expect(200).json();
          for (String figure :
              List.of(
                  "payments_unsettled",
                  "refunds_unsettled",
                  "money_unaccounted_for",
                  "stranded_orders",
                  "orders_unpaid",
                  "outbox_unpublished",
                  "outbox_set_aside",
                  "double_booked_riders",
                  "double_booked_orders")) {
            assertThat(audit.path(figure).asInt(-1)).as("%s of %s", figure, audit).isZero();
          }
        });
  }

  /** The books of server and gateway. */
  Accounts accounts() {
    return Accounts.read(database, charges.charges());
  }

  Set<Accounts.PlacedUnder> keys() {
    return keys;
  }

  String errors() {
    ServerProcess running = process;
    try {
      return running == null ? "" : running.errors();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rider(int number) {
    return "rider-" + number;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    ServerProcess running = process;
    if (running != null) {
      running.close();
    }
    people.shutdownNow();
    postgres.close();
    gateway.close();
    charges.close();
    database.close();
  }
}
