package io.dabba.server.time;

import io.dabba.dispatch.runtime.DomainClock;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an anchored domain clock over restarts: it stands still while the server is down and never
 * goes back. Its time is written four times a second; after a crash it goes on from there or from
 * the latest event or offer that was stored, whichever is later. Where domain time is wall time
 * there is nothing to keep.
 */
public final class StoredClock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoredClock.class);
  private static final Duration WRITE_INTERVAL = Duration.ofMillis(250);

  private final Database database;
  private final DomainClock clock;
  private final CountDownLatch closed = new CountDownLatch(1);

  private record Anchor(Instant at, double speed) {}

  private StoredClock(Database database, DomainClock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Goes on with the stored clock, or begins one if a start or a speed is given, or takes wall
   * time.
   *
   * @param start where a new clock begins, or at the last stored event if that is later; ignored
   *     where a clock is stored
   * @param speed at what speed it runs; a stored clock may change its speed
   */
  public static StoredClock open(
      Database database, Optional<Instant> start, Optional<Double> speed) {
    Optional<Anchor> stored = database.jdbi().withHandle(StoredClock::read);
    DomainClock clock;
    if (stored.isPresent()) {
      clock = DomainClock.anchored(stored.get().at(), speed.orElse(stored.get().speed()));
    } else if (start.isPresent() || speed.isPresent()) {
      clock =
          DomainClock.anchored(
              later(
                  start.orElseGet(() -> DomainClock.system().instant()),
                  database.jdbi().withHandle(StoredClock::lastEvent)),
              speed.orElse(1.0));
    } else {
      clock = DomainClock.system();
    }
    StoredClock result = new StoredClock(database, clock);
    if (clock.isAnchored()) {
      result.write();
      Thread.ofVirtual().name("domain-clock").start(result::run);
    }
    return result;
  }

  /** The clock. */
  public DomainClock clock() {
    return clock;
  }

  @Override
  public void close() {
    closed.countDown();
    if (clock.isAnchored()) {
      tryWrite();
    }
  }

  private static Optional<Anchor> read(Handle handle) {
    return handle
        .createQuery("SELECT domain_at, speed FROM domain_clock")
        .map((rs, ctx) -> new Anchor(Columns.instant(rs, "domain_at"), rs.getDouble("speed")))
        .findOne()
        .map(anchor -> new Anchor(later(anchor.at(), lastEvent(handle)), anchor.speed()));
  }

  /** When the latest event, offer or step of a dispatcher was that is stored. */
  private static Optional<Instant> lastEvent(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT greatest((SELECT max(occurred_at) FROM outbox),
                            (SELECT max(opened_at) FROM offers),
                            (SELECT max(last_step_at) FROM city_leases)) AS at
            """)
        .map((rs, ctx) -> Columns.optionalInstant(rs, "at"))
        .one();
  }

  private static Instant later(Instant instant, Optional<Instant> other) {
    return other.filter(instant::isBefore).orElse(instant);
  }

  private void run() {
    try {
      while (!closed.await(WRITE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        tryWrite();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryWrite() {
    try {
      write();
    } catch (RuntimeException e) {
      LOG.warn("the domain clock could not be stored; trying again", e);
    }
  }

  private void write() {
    database.useTransaction(handle -> {
      handle.execute("SET LOCAL synchronous_commit = off");
      handle
          .createUpdate(
              """
              INSERT INTO domain_clock (domain_at, speed) VALUES (:at, :speed)
              ON CONFLICT (singleton) DO UPDATE
              SET domain_at = greatest(domain_clock.domain_at, :at), speed = :speed
              """)
          .bind("at", clock.instant())
          .bind("speed", clock.speed())
          .execute();
    });
  }
}
