package io.dabba.server.scheduling;

import io.dabba.server.postgres.Database;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Takes away what is kept no longer, a bounded number of rows in a transaction.
 *
 * @param sql one statement, which changes at most {@code :batch} rows, and none once there is no
 *     more
 * @param arguments what else it binds, as of the run
 */
public record Reaper(String name, String sql, Supplier<Map<String, ?>> arguments) {
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final int BATCH = 1_000;

  /** So that a run has an end; the next one goes on. */
  private static final int BATCHES = 1_000;

  /** The job that runs it. */
  public Job job(Database database) {
    return new Job(name, INTERVAL, () -> reap(database, BATCH));
  }

  /** Runs it to its end, and says how many rows it changed. */
  public long reap(Database database, int batch) {
    long rows = 0;
    for (int i = 0; i < BATCHES; i++) {
      int changed =
          database.inTransaction(handle ->
              handle.createUpdate(sql).bindMap(arguments.get()).bind("batch", batch).execute());
      rows += changed;
      if (changed == 0) {
        break;
      }
    }
    return rows;
  }
}
