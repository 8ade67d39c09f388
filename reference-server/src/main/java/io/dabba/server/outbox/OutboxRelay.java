package io.dabba.server.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.geo.CityId;
import io.dabba.server.postgres.Columns;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of the cities that this process owns on after their commit, at least once: woken
 * by whoever committed, here or at another node ({@link OutboxSignal}), and by itself every half
 * second. Unpublished rows are found by their flag, not by a position, so a late commit is never
 * skipped. Events of one aggregate have their ids in the order of their commits, because each is
 * written under the lock of its aggregate's row.
 *
 * <p>That events were handed on is noted under the epochs of their cities: one whose city has had
 * another owner since comes again, there. A city that has no room keeps its events, in their order,
 * and the others go on; an event that nobody can make sense of is set aside, with the reason.
 */
public final class OutboxRelay implements AutoCloseable {
  /** How often an event is tried that its consumers fail at. */
  static final int ATTEMPTS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  /** So that what is committed meanwhile is read and marked together; nothing waits for longer. */
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(5);

  private static final int BATCH = 5_000;
  private static final int BATCH_OF_CITY = 500;
  private static final int LONGEST_ERROR = 500;

  private final Jdbi jdbi;
  private final Supplier<Map<CityId, Epoch>> owned;
  private final List<OutboxConsumer> consumers;
  private final OutboxFollower follower;
  private final Duration pollInterval;
  private final OutboxStats stats = new OutboxStats();

  /** Until when a city is left alone after a failure. */
  private final Map<CityId, Long> notBeforeNanos = new HashMap<>();

  private final Semaphore wake = new Semaphore(0);
  private final ObjectMapper json = new ObjectMapper();
  private final Thread thread = Thread.ofPlatform().name("outbox-relay").unstarted(this::run);
  private volatile boolean closed;

  /**
   * @param jdbi need not wait for the disk with its commits: should PostgreSQL forget a mark, the
   *     events are heard again, and what their follower kept is forgotten with it
   * @param owned the cities that this process owns now
   * @param follower keeps, with the mark, what is to become of events elsewhere
   */
  public OutboxRelay(
      Jdbi jdbi,
      Supplier<Map<CityId, Epoch>> owned,
      List<OutboxConsumer> consumers,
      OutboxFollower follower) {
    this(jdbi, owned, consumers, follower, POLL_INTERVAL);
  }

  OutboxRelay(
      Jdbi jdbi,
      Supplier<Map<CityId, Epoch>> owned,
      List<OutboxConsumer> consumers,
      OutboxFollower follower,
      Duration pollInterval) {
    this.jdbi = jdbi;
    this.owned = owned;
    this.consumers = List.copyOf(consumers);
    this.follower = follower;
    this.pollInterval = pollInterval;
  }

  /**
   * An event that is to be handed on.
   *
   * @param attempts how often consumers have failed at it
   * @param waitedNanos how long ago it was written, as of when it was read
   */
  private record Waiting(OutboxEvent event, int attempts, long waitedNanos) {}

  /** That consumers failed at an event; the last time is that at which it is set aside. */
  private record Failure(Waiting waiting, Throwable cause) {
    int attempts() {
      return waiting.attempts() + 1;
    }

    boolean isLast() {
      return attempts() >= ATTEMPTS;
    }
  }

  /** What became of the events of one round. */
  private record Round(List<Waiting> taken, List<Failure> failures) {
    Round() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    boolean isEmpty() {
      return taken.isEmpty() && failures.isEmpty();
    }
  }

  /** Starts relaying. */
  public void start() {
    thread.start();
  }

  /** Says that something was committed; cheap. */
  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  /** What it has done so far. */
  public OutboxStats stats() {
    return stats;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        long began = System.nanoTime();
        if (!relay()) {
          rest(began);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        if (!closed) {
          LOG.warn("the outbox could not be relayed; trying again", e);
          pause();
        }
      }
    }
  }

  private void rest(long beganNanos) throws InterruptedException {
    if (wake.tryAcquire(pollInterval.toMillis(), TimeUnit.MILLISECONDS)) {
      TimeUnit.NANOSECONDS.sleep(beganNanos + BETWEEN_ROUNDS.toNanos() - System.nanoTime());
      wake.drainPermits();
    }
  }

  /** Whether there may be more to relay at once. */
  private boolean relay() {
    Map<CityId, Epoch> cities = Map.copyOf(owned.get());
    notBeforeNanos.keySet().retainAll(cities.keySet());
    if (cities.isEmpty()) {
      return false;
    }
    int limit = Math.clamp(BATCH / cities.size(), 1, BATCH_OF_CITY);
    Map<CityId, List<Waiting>> events =
        unpublished(cities.keySet(), limit).stream()
            .collect(Collectors.groupingBy(waiting -> waiting.event().cityId()));
    long readNanos = System.nanoTime();
    Round round = new Round();
    boolean more = false;
    for (List<Waiting> ofCity : events.values()) {
      long handled = ofCity.stream().takeWhile(waiting -> handOn(waiting, round)).count();
      more |= handled == limit;
    }
    if (!round.isEmpty()) {
      mark(cities, round, readNanos);
    }
    return more;
  }

  /** Whether the next event of its city may follow in this round. */
  private boolean handOn(Waiting waiting, Round round) {
    OutboxEvent event = waiting.event();
    Long notBefore = notBeforeNanos.get(event.cityId());
    if (notBefore != null && System.nanoTime() - notBefore < 0) {
      return false;
    }
    try {
      boolean accepted = consumers.stream().allMatch(consumer -> consumer.accept(event));
      notBeforeNanos.remove(event.cityId());
      if (accepted) {
        round.taken().add(waiting);
      }
      return accepted;
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      if (isOfTheDatabaseAsSuch(e)) {
        LOG.warn("event {} of city {} waits for the database", event.id(), event.cityId(), e);
        leaveAlone(event.cityId());
        return false;
      }
      return failed(new Failure(waiting, e), round);
    }
  }

  private boolean failed(Failure failure, Round round) {
    OutboxEvent event = failure.waiting().event();
    round.failures().add(failure);
    if (failure.isLast()) {
      LOG.error(
          "event {} ({}) of city {} is set aside",
          event.id(),
          event.type(),
          event.cityId(),
          failure.cause());
      return true;
    }
    LOG.warn(
        "event {} ({}) of city {} failed",
        event.id(),
        event.type(),
        event.cityId(),
        failure.cause());
    leaveAlone(event.cityId());
    return false;
  }

  private void leaveAlone(CityId city) {
    notBeforeNanos.put(city, System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos());
  }

  /**
   * Whether no statement would have succeeded: no connection to be had or left (class 08, and what
   * the pool throws), a server that shuts down or starts (57P), is out of something (53), or takes
   * no writes just now (25006). Any other error is one of what was asked.
   */
  private static boolean isOfTheDatabaseAsSuch(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLTransientConnectionException
          || t instanceof SQLNonTransientConnectionException) {
        return true;
      }
      String state = t instanceof SQLException sql ? sql.getSQLState() : null;
      if (state != null
          && (state.startsWith("08")
              || state.startsWith("57P")
              || state.startsWith("53")
              || state.equals("25006"))) {
        return true;
      }
    }
    return false;
  }

  private void mark(Map<CityId, Epoch> cities, Round round, long readNanos) {
    Runnable afterCommit =
        jdbi.inTransaction(handle -> {
          if (!round.failures().isEmpty()) {
            markFailures(handle, cities, round.failures());
          }
          return round.taken().isEmpty()
              ? () -> {}
              : follower.handedOn(handle, markTaken(handle, cities, round.taken()));
        });
    long sinceRead = System.nanoTime() - readNanos;
    round.taken().forEach(waiting -> stats.handedOn(waiting.waitedNanos() + sinceRead));
    round.failures().stream().filter(Failure::isLast).forEach(failure -> stats.setAside());
    afterCommit.run();
  }

  /** Under an epoch that is over nothing is marked. */
  private static final String MINE =
      """
      WITH mine AS MATERIALIZED (
        SELECT l.city_id
        FROM city_leases l JOIN unnest(:cities, :epochs) AS o (city_id, epoch)
          ON l.city_id = o.city_id AND l.epoch = o.epoch
        FOR SHARE OF l)
      """;

  private static List<Long> markTaken(
      Handle handle, Map<CityId, Epoch> cities, List<Waiting> taken) {
    return handle
        .createQuery(
            MINE
                + """
                UPDATE outbox e SET published = true FROM unnest(:taken) AS t (id)
                WHERE e.id = t.id AND e.city_id IN (SELECT city_id FROM mine)
                RETURNING e.id
                """)
        .bindArray("cities", String.class, cities.keySet().stream().map(CityId::value).toList())
        .bindArray("epochs", Long.class, cities.values().stream().map(Epoch::value).toList())
        .bindArray("taken", Long.class, taken.stream().map(w -> w.event().id()).toList())
        .mapTo(Long.class)
        .list();
  }

  private static void markFailures(
      Handle handle, Map<CityId, Epoch> cities, List<Failure> failures) {
    Update update =
        handle.createUpdate(
            MINE
                + """
                UPDATE outbox e
                SET attempts = f.attempts, error = f.error, set_aside = f.last,
                    wall_set_aside_at = CASE WHEN f.last THEN clock_timestamp() END
                FROM unnest(:ids, :attempts, :errors, :last) AS f (id, attempts, error, last)
                WHERE e.id = f.id AND e.city_id IN (SELECT city_id FROM mine)
                """);
    update
        .bindArray("cities", String.class, cities.keySet().stream().map(CityId::value).toList())
        .bindArray("epochs", Long.class, cities.values().stream().map(Epoch::value).toList())
        .bindArray("ids", Long.class, failures.stream().map(f -> f.waiting().event().id()).toList())
        .bindArray("attempts", Integer.class, failures.stream().map(Failure::attempts).toList())
        .bindArray("errors", String.class, failures.stream().map(f -> text(f.cause())).toList())
        .bindArray("last", Boolean.class, failures.stream().map(Failure::isLast).toList())
        .execute();
  }

  /** What was thrown, in a line that PostgreSQL can store. */
  private static String text(Throwable cause) {
    String line = cause.toString().replace('\0', ' ').lines().findFirst().orElse("");
    return line.substring(0, Math.min(line.length(), LONGEST_ERROR));
  }

  private List<Waiting> unpublished(Set<CityId> cities, int limit) {
    return jdbi.withHandle(h ->
        h.createQuery(
                """
                SELECT e.* FROM unnest(:cities) AS c (id) CROSS JOIN LATERAL (
                  SELECT id, aggregatetype, aggregateid, aggregate_version, city_id, type,
                         occurred_at, payload, attempts,
                         extract(epoch FROM clock_timestamp() - wall_written_at) AS waited
                  FROM outbox WHERE city_id = c.id AND NOT published AND NOT set_aside
                  ORDER BY id LIMIT :limit) e
                ORDER BY e.id
                """)
            .bindArray("cities", String.class, cities.stream().map(CityId::value).toList())
            .bind("limit", limit)
            .map((rs, ctx) ->
                new Waiting(
                    new OutboxEvent(
                        rs.getLong("id"),
                        rs.getString("aggregatetype"),
                        rs.getString("aggregateid"),
                        rs.getLong("aggregate_version"),
                        new CityId(rs.getString("city_id")),
                        rs.getString("type"),
                        Columns.instant(rs, "occurred_at"),
                        parse(rs.getString("payload"))),
                    rs.getInt("attempts"),
                    (long) (rs.getDouble("waited") * 1e9)))
            .list());
  }

  private JsonNode parse(String payload) {
    try {
      return json.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("outbox payload is not JSON", e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
