package io.dabba.benchmarks.bench.orders;

import io.dabba.benchmarks.simulator.ServerData;
import io.dabba.benchmarks.simulator.ServerOptions;
import io.dabba.benchmarks.simulator.ServerProcess;
import io.dabba.benchmarks.simulator.Tokens;
import io.dabba.server.postgres.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server process with its own PostgreSQL and a seeded {@link OrderTown}. */
final class OrdersServer implements AutoCloseable {
  static final String DATABASE = "postgres";
  private static final String HEAP = "1g";
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final int MOST_WARM_UPS = 20;
  private static final int MOST_WARM_UPS_IF_QUICK = 8;

  /** Who takes more than this share of the time before is warm. */
  private static final double WARM = 0.95;

  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(2);
  private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(30);

  private final ServerData data;
  private final ServerProcess process;
  private final EmbeddedAddress address;
  private final Database database;
  private final Tokens tokens;
  private final HttpClient http = HttpClient.newHttpClient();

  private OrdersServer(ServerData data, ServerProcess process) throws IOException {
    this.data = data;
    this.process = process;
    this.address = EmbeddedAddress.of(data.path());
    this.database = Database.connect(address.database(DATABASE));
    this.tokens = Tokens.fromFile(process.keyFile());
  }

  /**
   * What came of a load.
   *
   * @param lag of the events of the load
   * @param drained how long after the load the last of them was handed on
   * @param serverCpu processor time of the server's process
   * @param postgres what PostgreSQL did for it, until all of it was handed on
   */
  record Run(
      OrderLoad.Result load,
      RelayLag lag,
      Duration drained,
      Duration serverCpu,
      PostgresWork.PerOrder postgres) {
    double serverCpuMillis() {
      return serverCpu.toNanos() / 1e6 / load.latency().getTotalCount();
    }

    double clientCpuMillis() {
      return load.cpu().toNanos() / 1e6 / load.latency().getTotalCount();
    }
  }

  /**
   * Starts it.
   *
   * @param gateway as the server's option has it
   */
  static OrdersServer start(String gateway, PrintStream out)
      throws IOException, InterruptedException {
    ServerData data = ServerData.at(Optional.empty(), "dabba-bench-");
    ServerProcess process =
        ServerProcess.start(
            new ServerOptions(
                0, data.path(), 1, Optional.empty(), HEAP, List.of("--gateway", gateway)));
    data.stopFirst(process::close);
    out.printf(
        "# PostgreSQL with fsync=on and synchronous_commit=on in %s (%s)%n",
        data.path(), Files.getFileStore(data.path()).type());
    OrdersServer server = new OrdersServer(data, process);
    OrderTown.seed(server.database);
    server.awaitOwner();
    return server;
  }

  EmbeddedAddress address() {
    return address;
  }

  Database database() {
    return database;
  }

  /**
   * Has it ordered at until an order takes no less processor time than before, twice in a row: what
   * a JVM does at first is to compile, and it does so in stages.
   */
  void warmUp(int clients, boolean quick, PrintStream out)
      throws IOException, InterruptedException {
    double best = Double.MAX_VALUE;
    int level = 0;
    for (int time = 0; time < (quick ? MOST_WARM_UPS_IF_QUICK : MOST_WARM_UPS); time++) {
      double millis = load(OrderTown.Accepting.BY_HAND, clients, WARM_UP).serverCpuMillis();
      out.printf("# warming up: an order takes %.3f ms of the server's processor time%n", millis);
      level = millis > best * WARM ? level + 1 : 0;
      if (level == 2) {
        return;
      }
      best = Math.min(best, millis);
    }
  }

  /** Has so many clients order for so long, and waits until every event of it was handed on. */
  Run load(OrderTown.Accepting accepting, int clients, Duration length)
      throws IOException, InterruptedException {
    RelayLag before = lag();
    PostgresWork work = PostgresWork.soFar(database);
    Duration cpu = process.cpu();
    OrderLoad.Result load = new OrderLoad(process.uri(), accepting, tokens).run(clients, length);
    Duration used = process.cpu().minus(cpu);
    if (load.notConfirmed() > load.latency().getTotalCount() / 100) {
      throw new IllegalStateException("too many orders were not confirmed: " + load.others());
    }
    long ended = System.nanoTime();
    await(LONGEST_DRAIN, "SELECT NOT EXISTS (SELECT FROM outbox WHERE NOT published)");
    Duration drained = Duration.ofNanos(System.nanoTime() - ended);
    return new Run(
        load,
        lag().since(before),
        drained,
        used,
        PostgresWork.soFar(database).since(work).per(load.latency().getTotalCount()));
  }

  /** Events are relayed by who dispatches their city. */
  private void awaitOwner() throws InterruptedException {
    await(LONGEST_TAKEOVER, "SELECT EXISTS (SELECT FROM city_leases)");
  }

  private void await(Duration patience, String condition) throws InterruptedException {
    long begun = System.nanoTime();
    while (!database
        .jdbi()
        .withHandle(handle -> handle.createQuery(condition).mapTo(Boolean.class).one())) {
      if (System.nanoTime() - begun > patience.toNanos()) {
        throw new IllegalStateException("not true in %s: %s".formatted(patience, condition));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private RelayLag lag() throws IOException, InterruptedException {
    URI metrics = process.uri().resolve("/metrics");
    return RelayLag.parse(
        http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }

  @Override
  public void close() {
    database.close();
    http.close();
    data.close();
  }
}
