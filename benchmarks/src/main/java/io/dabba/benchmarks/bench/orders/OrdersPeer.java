package io.dabba.benchmarks.bench.orders;

import io.dabba.server.postgres.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code pgbench} on the PostgreSQL of a server, in a database of its own with the same schema and
 * town, so that nobody relays its events.
 */
final class OrdersPeer {
  private static final String DATABASE = "peer";

  private final Pgbench pgbench;
  private final OrderScript script;
  private final Database database;
  private int runs;

  private OrdersPeer(Pgbench pgbench, OrderScript script, Database database) {
    this.pgbench = pgbench;
    this.script = script;
    this.database = database;
  }

  /** What came of a load, and what PostgreSQL did for it. */
  record Run(Pgbench.Result load, PostgresWork.PerOrder postgres) {}

  /** Makes the database, after one order at the server whose recorded answer it takes. */
  static OrdersPeer prepare(Path program, OrdersServer server)
      throws IOException, InterruptedException {
    server.load(OrderTown.Accepting.BY_HAND, 1, Duration.ofSeconds(1));
    String answer =
        server
            .database()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("SELECT body FROM idempotency_keys WHERE status = 201 LIMIT 1")
                    .mapTo(String.class)
                    .one());
    server.database().jdbi().useHandle(handle -> handle.execute("CREATE DATABASE " + DATABASE));
    Database database = Database.connect(server.address().database(DATABASE));
    OrderTown.seed(database);
    return new OrdersPeer(
        new Pgbench(program, server.address(), DATABASE), new OrderScript(answer), database);
  }

  /**
   * Has so many clients order for so long.
   *
   * @throws IllegalStateException if what they did is not what the server does
   */
  Run load(int clients, Duration length) throws IOException, InterruptedException {
    long before = confirmed();
    PostgresWork work = PostgresWork.soFar(database);
    Pgbench.Result result = pgbench.run(script.text(), script.variables(++runs), clients, length);
    PostgresWork.PerOrder perOrder = PostgresWork.soFar(database).since(work).per(result.done());
    long confirmed = confirmed() - before;
    if (confirmed != result.done()) {
      throw new IllegalStateException(
          "pgbench ran %d transactions, but %d orders are confirmed, answered and booked"
              .formatted(result.done(), confirmed));
    }
    return new Run(result, perOrder);
  }

  private long confirmed() {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) FROM orders o
                    JOIN idempotency_keys k ON k.order_id = o.id AND k.customer_id = o.customer_id
                    JOIN ledger l ON l.order_id = o.id
                    WHERE o.status = 'CONFIRMED' AND k.status = 201
                    """)
                .mapTo(Long.class)
                .one());
  }
}
