package io.dabba.server.postgres;

import static org.awaitility.Awaitility.await;

import io.dabba.server.process.DataDirectory;
import java.nio.file.Path;

/**
 * A process that starts a database, writes a row, begins a statement that takes minutes, says so,
 * and waits to be killed.
 */
final class ServerToKill {
  private static final String LONG_STATEMENT =
      "SELECT count(*) FROM (SELECT generate_series(1, 2000000000)) numbers";

  private ServerToKill() {}

  public static void main(String[] args) throws Exception {
    DataDirectory directory = DataDirectory.open(Path.of(args[0]));
    EmbeddedDatabase embedded = EmbeddedDatabase.start(directory);
    try (Database database = Database.connect(embedded.url())) {
      database.useTransaction(handle -> {
        handle.execute("CREATE TABLE kept (word text)");
        handle.execute("INSERT INTO kept VALUES ('survived')");
      });
      Thread.ofPlatform()
          .daemon()
          .start(() -> database.jdbi().useHandle(handle -> handle.execute(LONG_STATEMENT)));
      await().until(() -> isAtWork(database));
      System.out.println("ready " + embedded.url());
      System.out.flush();
      while (System.in.read() >= 0) {
        // held open by the test, which kills this process
      }
    }
  }

  private static boolean isAtWork(Database database) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .select(
                    "SELECT count(*) = 1 FROM pg_stat_activity WHERE state = 'active' AND query = ?",
                    LONG_STATEMENT)
                .mapTo(Boolean.class)
                .one());
  }
}
