package io.dabba.server.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of the pool. While PostgreSQL is away it knocks often: the pool itself
 * would soon ask every five seconds only, and leave a PostgreSQL that is back unused for so long.
 */
final class KnockingDataSource implements DataSource, AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int SECONDS_TO_CLOSE = 5;
  private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(100);

  private final String jdbcUrl;
  private final Properties properties;
  private volatile boolean closed;

  KnockingDataSource(String jdbcUrl, Properties properties) {
    this.jdbcUrl = jdbcUrl;
    this.properties = properties;
  }

  /**
   * A connection, as soon as there is one to be had.
   *
   * @throws SQLException if PostgreSQL is there and refuses, or is away for too long
   */
  @Override
  public Connection getConnection() throws SQLException {
    long begun = System.nanoTime();
    while (true) {
      try {
        return DriverManager.getConnection(jdbcUrl, properties);
      } catch (SQLException e) {
        if (closed
            || !Outage.isCauseOf(e)
            || System.nanoTime() - begun > LONGEST.toNanos()
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_KNOCKS.toNanos());
      }
    }
  }

  /** Knocks no more. */
  @Override
  public void close() {
    closed = true;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  /** The properties have it. */
  @Override
  public void setLoginTimeout(int seconds) {}

  /** How long the pool, when it is closed, waits for a connection that is being opened. */
  @Override
  public int getLoginTimeout() {
    return SECONDS_TO_CLOSE;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
