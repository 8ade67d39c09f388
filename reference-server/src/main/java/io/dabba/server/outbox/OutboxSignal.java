package io.dabba.server.outbox;

import io.dabba.server.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the relays of other nodes that something was committed here, and hears it of them, by
 * PostgreSQL's NOTIFY. It is never part of a transaction that stores something, since those that
 * notify commit one after the other; it goes over a connection of its own, at most once in {@link
 * #INTERVAL}. What gets lost is found by the relay's polling. Thread-safe.
 */
public final class OutboxSignal implements AutoCloseable {
  /** One signal tells of all that was committed in it. */
  static final Duration INTERVAL = Duration.ofMillis(50);

  private static final Logger LOG = LoggerFactory.getLogger(OutboxSignal.class);
  private static final String CHANNEL = "dabba_outbox";
  private static final Duration RECONNECT_AFTER = Duration.ofSeconds(1);

  /** After a silence of that length the connection is asked whether it is still there. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Database database;
  private final Runnable heard;

  /** Own signals are not for oneself. */
  private final String self = UUID.randomUUID().toString();

  private final Semaphore committed = new Semaphore(0);
  private final Thread sender = Thread.ofVirtual().name("outbox-notify").unstarted(this::send);
  private final Thread listener = Thread.ofVirtual().name("outbox-listen").unstarted(this::listen);
  private volatile @Nullable Connection listening;
  private volatile boolean closed;

  /**
   * @param heard run when another node has committed something, or may have while nobody listened
   */
  public OutboxSignal(Database database, Runnable heard) {
    this.database = database;
    this.heard = heard;
  }

  /** One step of a session, until the connection is lost. */
  @FunctionalInterface
  private interface Session {
    void run(Connection connection) throws SQLException, InterruptedException;
  }

  public void start() {
    sender.start();
    listener.start();
  }

  /** Says that something was committed here; cheap. */
  public void committed() {
    if (committed.availablePermits() == 0) {
      committed.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    sender.interrupt();
    listener.interrupt();
    Connection connection = listening;
    if (connection != null) {
      try {
        // a read of the driver does not hear an interrupt
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("the connection that listened was gone already", e);
      }
    }
  }

  private void send() {
    again(
        "notify",
        connection -> {
          execute(connection, "SET synchronous_commit = off");
          while (!closed) {
            committed.acquire();
            execute(connection, "NOTIFY " + CHANNEL + ", '" + self + "'");
            TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
          }
        });
  }

  private void listen() {
    again(
        "listen",
        connection -> {
          listening = connection;
          execute(connection, "LISTEN " + CHANNEL);
          heard.run();
          PGConnection notified = connection.unwrap(PGConnection.class);
          while (!closed) {
            PGNotification[] signals = notified.getNotifications((int) SILENCE.toMillis());
            if (signals == null || signals.length == 0) {
              execute(connection, "SELECT 1");
            } else if (!Arrays.stream(signals).allMatch(s -> s.getParameter().equals(self))) {
              heard.run();
            }
          }
        });
  }

  /** Runs the session on a connection of its own, and again on another whenever it is lost. */
  private void again(String what, Session session) {
    boolean told = false;
    while (!closed) {
      try {
        try (Connection connection = database.openConnection()) {
          told = false;
          session.run(connection);
        }
      } catch (SQLException e) {
        if (!closed && !told) {
          told = true;
          LOG.warn("cannot {}, so that other nodes poll only; trying again", what, e);
        }
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RECONNECT_AFTER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
