package io.dabba.server.testkit;

import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.postgres.EmbeddedDatabase;
import io.dabba.server.process.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One embedded PostgreSQL for all tests of this JVM, begun by the first that asks and stopped with
 * the JVM. Each test takes a database of its own.
 */
public final class SharedPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable DatabaseUrl started;

  private SharedPostgres() {}

  /** A new, empty database. */
  public static DatabaseUrl newDatabase() {
    DatabaseUrl postgres = url();
    String name = "test_" + DATABASES.incrementAndGet();
    try (Database database = Database.connect(postgres)) {
      database
          .jdbi()
          .useHandle(handle -> {
            handle.execute("CREATE DATABASE " + name);
            // nobody pulls the plug in these tests, and there are many commits
            handle.execute("ALTER DATABASE " + name + " SET synchronous_commit = off");
          });
    }
    String jdbcUrl = postgres.jdbcUrl();
    return new DatabaseUrl(
        jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/') + 1) + name,
        postgres.user(),
        postgres.password());
  }

  /** The same, but each commit waits for the disk. */
  public static DatabaseUrl newDurableDatabase() {
    DatabaseUrl url = newDatabase();
    try (Database database = Database.connect(url)) {
      database
          .jdbi()
          .useHandle(handle -> {
            String name = url.jdbcUrl().substring(url.jdbcUrl().lastIndexOf('/') + 1);
            handle.execute("ALTER DATABASE " + name + " RESET synchronous_commit");
          });
    }
    return url;
  }

  /**
   * How many deadlocks PostgreSQL has broken off in a database since it was made, as far as the
   * connections that met them are closed.
   */
  public static long deadlocks(DatabaseUrl url) {
    try (Database database = Database.connect(url)) {
      return database
          .jdbi()
          .withHandle(handle ->
              handle
                  .createQuery(
                      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                  .mapTo(Long.class)
                  .one());
    }
  }

  private static synchronized DatabaseUrl url() {
    DatabaseUrl known = started;
    if (known == null) {
      try {
        Path path = Files.createTempDirectory("dabba-test");
        DataDirectory directory = DataDirectory.open(path);
        EmbeddedDatabase embedded = EmbeddedDatabase.start(directory);
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> {
                  embedded.close();
                  directory.close();
                  delete(path);
                }));
        known = embedded.url();
        started = known;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return known;
  }

  private static void delete(Path path) {
    try (var files = Files.walk(path)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
