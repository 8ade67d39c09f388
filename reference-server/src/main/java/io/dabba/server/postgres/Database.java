package io.dabba.server.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dabba.server.process.StartupException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** The pool of connections to a migrated database. Thread-safe. */
public final class Database implements AutoCloseable {
  private static final int POOL_SIZE = 24;
  private static final int ATTEMPTS = 8;

  /** How long a call waits for a connection before it is told to come again. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

  /** So that a process that is paused within a transaction does not keep its locks for long. */
  private static final String IDLE_TIMEOUT = "SET idle_in_transaction_session_timeout = '5s'";

  private static final int RELAXED_POOL_SIZE = 2;
  private static final String RELAXED = IDLE_TIMEOUT + "; SET synchronous_commit = off";

  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String DEADLOCK_DETECTED = "40P01";

  private final DatabaseUrl url;
  private final HikariDataSource pool;
  private final KnockingDataSource connections;
  private final HikariDataSource relaxed;
  private final Jdbi jdbi;
  private final Jdbi relaxedJdbi;

  private Database(DatabaseUrl url, KnockingDataSource connections) {
    this.url = url;
    this.connections = connections;
    this.pool = pool(connections, "dabba", POOL_SIZE, IDLE_TIMEOUT);
    this.relaxed = pool(connections, "dabba-relaxed", RELAXED_POOL_SIZE, RELAXED);
    this.jdbi = Jdbi.create(pool);
    this.relaxedJdbi = Jdbi.create(relaxed);
  }

  /**
   * Connects and brings the schema up to date.
   *
   * @throws StartupException if the database cannot be reached or migrated
   */
  public static Database connect(DatabaseUrl url) {
    requireReachable(url);
    migrate(url);
    Properties properties = login(url);
    properties.setProperty("reWriteBatchedInserts", "true");
    KnockingDataSource connections = new KnockingDataSource(url.jdbcUrl(), properties);
    return new Database(url, connections);
  }

  private static HikariDataSource pool(
      KnockingDataSource connections, String name, int size, String firstStatement) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(connections);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(size / 6);
    config.setConnectionTimeout(LONGEST_WAIT.toMillis());
    config.setValidationTimeout(LONGEST_WAIT.toMillis() / 2);
    config.setInitializationFailTimeout(-1);
    config.setPoolName(name);
    config.setConnectionInitSql(firstStatement);
    return new HikariDataSource(config);
  }

  /** Over connections of its own, one of which is idle for as long as a migration takes. */
  private static void migrate(DatabaseUrl url) {
    try {
      Flyway.configure()
          .dataSource(url.jdbcUrl(), url.user().orElse(null), url.password().orElse(null))
          .locations("classpath:db/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StartupException(
          "The database " + url + " cannot be migrated: " + rootMessage(e), e);
    }
  }

  /** Said in one sentence; the pool would log a stack trace, and try for long. */
  private static void requireReachable(DatabaseUrl url) {
    try {
      open(url).close();
    } catch (SQLException e) {
      throw new StartupException("The database " + url + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static Properties login(DatabaseUrl url) {
    Properties properties = new Properties();
    url.user().ifPresent(user -> properties.setProperty("user", user));
    url.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "dabba");
    return properties;
  }

  private static Connection open(DatabaseUrl url) throws SQLException {
    return DriverManager.getConnection(url.jdbcUrl(), login(url));
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /**
   * The same over two connections of their own, whose commits do not wait for the disk: for work in
   * the background that is done again if PostgreSQL forgets it, and that must not stand in line
   * with customers.
   */
  public Jdbi relaxed() {
    return relaxedJdbi;
  }

  /** A connection beside the pool, for what a session keeps; the caller closes it. */
  public Connection openConnection() throws SQLException {
    return open(url);
  }

  /** The pool itself, for libraries that bring their own statements. */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * Runs the work in one transaction; if PostgreSQL breaks it off as deadlocked or not
   * serialisable, or the work itself by a {@link StaleSnapshotException}, rolls back and runs it
   * again, a bounded number of times. So the work may only touch the handle.
   */
  public <T extends @Nullable Object, X extends Exception> T inTransaction(
      HandleCallback<T, X> work) throws X {
    return retrying(() -> jdbi.inTransaction(work));
  }

  /**
   * Runs work of one statement, which is a transaction by itself: one round trip, and again as
   * {@link #inTransaction} does.
   */
  public <T extends @Nullable Object, X extends Exception> T execute(HandleCallback<T, X> work)
      throws X {
    return retrying(() -> jdbi.withHandle(work));
  }

  /** Work on a plain connection. */
  @FunctionalInterface
  public interface ConnectionWork<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * The same on a plain connection, of work that is one statement.
   *
   * @throws StatementException if it fails
   */
  public <T extends @Nullable Object> T executePlain(ConnectionWork<T> work) {
    return Database.<T, RuntimeException>retrying(() -> {
      try (Connection connection = pool.getConnection()) {
        return work.run(connection);
      } catch (SQLException e) {
        throw new StatementException(e);
      }
    });
  }

  @FunctionalInterface
  private interface Work<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
  }

  private static <T extends @Nullable Object, X extends Exception> T retrying(Work<T, X> work)
      throws X {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.run();
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS || !isRetryable(e)) {
          throw e;
        }
        pause(attempt);
      }
    }
  }

  /** {@link #inTransaction} without a result. */
  public <X extends Exception> void useTransaction(HandleConsumer<X> work) throws X {
    this.<@Nullable Object, X>inTransaction((Handle handle) -> {
      work.useHandle(handle);
      return null;
    });
  }

  /** Reads with every statement as of one moment. */
  public <T extends @Nullable Object, X extends Exception> T readSnapshot(HandleCallback<T, X> work)
      throws X {
    return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work);
  }

  /**
   * Whether a connection is to be had and answers, asked for at most two seconds beyond the pool's
   * own wait.
   */
  public boolean isReachable() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    connections.close();
    relaxed.close();
    pool.close();
  }

  private static boolean isRetryable(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof StaleSnapshotException) {
        return true;
      }
      if (t instanceof SQLException sql
          && (SERIALIZATION_FAILURE.equals(sql.getSQLState())
              || DEADLOCK_DETECTED.equals(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Up to 2 ms after the first attempt, doubling, so that the same two transactions do not meet
   * again.
   */
  private static void pause(int attempt) {
    LockSupport.parkNanos(
        ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(1L << attempt)));
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause().getMessage() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
