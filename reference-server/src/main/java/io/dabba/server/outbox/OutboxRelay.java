package io.dabba.server.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.geo.CityId;
import io.dabba.server.postgres.Columns;
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
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of the cities that this process owns on after their commit, at least once: woken
 * by whoever committed, and by itself every half second for what other processes wrote. Unpublished
 * rows are found by their flag, not by a position, so a late commit is never skipped. Events of one
 * aggregate have their ids in the order of their commits, because each is written under the lock of
 * its aggregate's row.
 *
 * <p>That events were handed on is noted under the epochs of their cities: one whose city has had
 * another owner since comes again, there. A city that has no room keeps its events, in their order,
 * and the others go on; an event that nobody can make sense of is set aside.
 */
public final class OutboxRelay implements AutoCloseable {
  /** How often an event is tried that its consumers fail at. */
  static final int ATTEMPTS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
  private static final int BATCH = 5_000;
  private static final int BATCH_OF_CITY = 500;

  private final Jdbi jdbi;
  private final Supplier<Map<CityId, Epoch>> owned;
  private final List<OutboxConsumer> consumers;
  private final Map<CityId, Failure> failures = new HashMap<>();
  private final Semaphore wake = new Semaphore(0);
  private final ObjectMapper json = new ObjectMapper();
  private final Thread thread = Thread.ofPlatform().name("outbox-relay").unstarted(this::run);
  private volatile boolean closed;

  /**
   * @param owned the cities that this process owns now
   */
  public OutboxRelay(
      Jdbi jdbi, Supplier<Map<CityId, Epoch>> owned, List<OutboxConsumer> consumers) {
    this.jdbi = jdbi;
    this.owned = owned;
    this.consumers = List.copyOf(consumers);
  }

  /** That consumers failed at the first event of a city, which is not tried again before then. */
  private record Failure(long event, int attempts, long notBeforeNanos) {
    boolean isToWait() {
      return System.nanoTime() - notBeforeNanos < 0;
    }
  }

  private enum Outcome {
    TAKEN,
    SET_ASIDE,
    NOT_NOW
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
        if (!relay() && wake.tryAcquire(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
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

  /** Whether there may be more to relay at once. */
  private boolean relay() {
    Map<CityId, Epoch> cities = Map.copyOf(owned.get());
    failures.keySet().retainAll(cities.keySet());
    if (cities.isEmpty()) {
      return false;
    }
    int limit = Math.clamp(BATCH / cities.size(), 1, BATCH_OF_CITY);
    Map<CityId, List<OutboxEvent>> events =
        unpublished(cities.keySet(), limit).stream()
            .collect(Collectors.groupingBy(OutboxEvent::cityId));
    List<Long> taken = new ArrayList<>();
    List<Long> setAside = new ArrayList<>();
    boolean more = false;
    for (List<OutboxEvent> ofCity : events.values()) {
      int handled = 0;
      for (OutboxEvent event : ofCity) {
        Outcome outcome = handOn(event);
        if (outcome == Outcome.NOT_NOW) {
          break;
        }
        (outcome == Outcome.TAKEN ? taken : setAside).add(event.id());
        handled++;
      }
      more |= handled == limit;
    }
    mark(cities, taken, setAside);
    return more;
  }

  private Outcome handOn(OutboxEvent event) {
    Failure before = failures.get(event.cityId());
    if (before != null && before.isToWait()) {
      return Outcome.NOT_NOW;
    }
    try {
      boolean accepted = consumers.stream().allMatch(consumer -> consumer.accept(event));
      failures.remove(event.cityId());
      return accepted ? Outcome.TAKEN : Outcome.NOT_NOW;
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (JdbiException e) {
      LOG.warn("event {} of city {} waits for the database", event.id(), event.cityId(), e);
      return Outcome.NOT_NOW;
    } catch (RuntimeException | Error e) {
      return failed(event, before, e);
    }
  }

  private Outcome failed(OutboxEvent event, @Nullable Failure before, Throwable e) {
    int attempts = before != null && before.event() == event.id() ? before.attempts() + 1 : 1;
    if (attempts == ATTEMPTS) {
      failures.remove(event.cityId());
      LOG.error(
          "event {} ({}) of city {} is set aside", event.id(), event.type(), event.cityId(), e);
      return Outcome.SET_ASIDE;
    }
    long next = System.nanoTime() + POLL_INTERVAL.toNanos();
    failures.put(event.cityId(), new Failure(event.id(), attempts, next));
    LOG.warn("event {} ({}) of city {} failed", event.id(), event.type(), event.cityId(), e);
    return Outcome.NOT_NOW;
  }

  private void mark(Map<CityId, Epoch> cities, List<Long> taken, List<Long> setAside) {
    if (taken.isEmpty() && setAside.isEmpty()) {
      return;
    }
    List<String> ids = new ArrayList<>();
    List<Long> epochs = new ArrayList<>();
    cities.forEach((city, epoch) -> {
      ids.add(city.value());
      epochs.add(epoch.value());
    });
    jdbi.useHandle(h ->
        h.createUpdate(
                """
                WITH mine AS MATERIALIZED (
                  SELECT l.city_id
                  FROM city_leases l JOIN unnest(:cities, :epochs) AS o (city_id, epoch)
                    ON l.city_id = o.city_id AND l.epoch = o.epoch
                  FOR SHARE OF l)
                UPDATE outbox SET published = id = ANY(:taken), set_aside = id = ANY(:setAside)
                WHERE (id = ANY(:taken) OR id = ANY(:setAside))
                  AND city_id IN (SELECT city_id FROM mine)
                """)
            .bindArray("cities", String.class, ids)
            .bindArray("epochs", Long.class, epochs)
            .bindArray("taken", Long.class, taken)
            .bindArray("setAside", Long.class, setAside)
            .execute());
  }

  private List<OutboxEvent> unpublished(Set<CityId> cities, int limit) {
    return jdbi.withHandle(h ->
        h.createQuery(
                """
                SELECT e.* FROM unnest(:cities) AS c (id) CROSS JOIN LATERAL (
                  SELECT id, aggregatetype, aggregateid, aggregate_version, city_id, type,
                         occurred_at, payload
                  FROM outbox WHERE city_id = c.id AND NOT published AND NOT set_aside
                  ORDER BY id LIMIT :limit) e
                ORDER BY e.id
                """)
            .bindArray("cities", String.class, cities.stream().map(CityId::value).toList())
            .bind("limit", limit)
            .map((rs, ctx) ->
                new OutboxEvent(
                    rs.getLong("id"),
                    rs.getString("aggregatetype"),
                    rs.getString("aggregateid"),
                    rs.getLong("aggregate_version"),
                    new CityId(rs.getString("city_id")),
                    rs.getString("type"),
                    Columns.instant(rs, "occurred_at"),
                    parse(rs.getString("payload"))))
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
      TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
