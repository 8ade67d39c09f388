package io.dabba.server.testkit;

import io.dabba.server.postgres.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Stands between a server and its PostgreSQL, reads the statements that pass, and can be told to do
 * something at an exact moment of one of them, to cut connections, and to let nobody in.
 * Thread-safe.
 */
public final class PostgresProxy implements AutoCloseable {
  private final URI postgres;
  private final DatabaseUrl url;
  private final ServerSocket listener;
  private final List<Tripwire> tripwires = new CopyOnWriteArrayList<>();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile boolean refusing;

  private PostgresProxy(DatabaseUrl behind) throws IOException {
    postgres = URI.create(behind.jdbcUrl().substring("jdbc:".length()));
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    url =
        new DatabaseUrl(
            "jdbc:postgresql://127.0.0.1:%d%s"
                .formatted(listener.getLocalPort(), postgres.getPath()),
            behind.user(),
            behind.password());
  }

  /** Begins to stand before a database. */
  public static PostgresProxy before(DatabaseUrl database) {
    try {
      PostgresProxy proxy = new PostgresProxy(database);
      Thread.ofVirtual().name("postgres-proxy").start(proxy::takeConnections);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database as it is reached through this. */
  public DatabaseUrl url() {
    return url;
  }

  /** Acts once, at a moment of the next run of such a statement. */
  public Tripwire at(
      Moment moment, Predicate<StatementRun> statement, Supplier<Tripwire.Then> act) {
    return at(moment, statement, 1, act);
  }

  /**
   * Acts once, at a moment of the n-th run of such a statement from now on.
   *
   * @param run from 1
   * @param act on the connection's own thread, so that nothing passes there until it is done
   */
  public Tripwire at(
      Moment moment, Predicate<StatementRun> statement, int run, Supplier<Tripwire.Then> act) {
    Tripwire tripwire = new Tripwire(moment, statement, run, act);
    tripwires.add(tripwire);
    return tripwire;
  }

  /** Takes all tripwires away. */
  public void disarm() {
    tripwires.clear();
  }

  /** Breaks all connections that there are, those too that are still being made. */
  public void cutConnections() {
    cuts.incrementAndGet();
    connections.forEach(ProxiedConnection::cut);
  }

  /** Lets nobody in, until {@link #admit}; connections that there are stay. */
  public void refuse() {
    refusing = true;
  }

  /** Lets everybody in again. */
  public void admit() {
    refusing = false;
  }

  /** How many connections there are. */
  public int connections() {
    return connections.size();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutConnections();
  }

  private void takeConnections() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        // before it is asked whether to refuse: who refuses and then cuts must miss nobody
        int cutsBefore = cuts.get();
        if (refusing) {
          client.close();
        } else {
          Thread.ofVirtual().start(() -> serve(client, cutsBefore));
        }
      } catch (IOException e) {
        // closed, or one client that went before it was taken
      }
    }
  }

  private void serve(Socket client, int cutsBefore) {
    try (client;
        Socket server = new Socket(postgres.getHost(), postgres.getPort())) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      ProxiedConnection connection = new ProxiedConnection(client, server, tripwires);
      connections.add(connection);
      try {
        if (cuts.get() == cutsBefore) {
          connection.run();
        }
      } finally {
        connections.remove(connection);
      }
    } catch (IOException e) {
      // as the client finds out too
    }
  }
}
