package io.dabba.benchmarks.bench.orders;

import io.dabba.server.postgres.Database;

/**
 * What a PostgreSQL has done so far: transactions committed in one database, and what the whole of
 * it wrote to its log and had the disk confirm. Told some time after it happened.
 */
record PostgresWork(long transactions, long walBytes, long walFlushes) {

  static PostgresWork soFar(Database database) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()) AS commits,
                           (SELECT wal_bytes::bigint FROM pg_stat_wal) AS bytes,
                           (SELECT coalesce(sum(fsyncs), 0)::bigint FROM pg_stat_io WHERE object = 'wal') AS flushes
                    """)
                .map((rs, ctx) ->
                    new PostgresWork(
                        rs.getLong("commits"), rs.getLong("bytes"), rs.getLong("flushes")))
                .one());
  }

  PostgresWork since(PostgresWork earlier) {
    return new PostgresWork(
        transactions - earlier.transactions,
        walBytes - earlier.walBytes,
        walFlushes - earlier.walFlushes);
  }

  /** For each of so many orders. */
  PerOrder per(long orders) {
    return new PerOrder(
        (double) transactions / orders, (double) walBytes / orders, (double) walFlushes / orders);
  }

  /** The same for one order. */
  record PerOrder(double transactions, double walBytes, double walFlushes) {}
}
