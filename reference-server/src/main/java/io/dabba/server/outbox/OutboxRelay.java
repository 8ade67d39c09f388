package io.dabba.server.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dabba.geo.CityId;
import io.dabba.server.postgres.Columns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events on after their commit, at least once: woken by whoever committed, and by itself
 * every half second for what other processes wrote. Unpublished rows are found by their flag, not
 * by a position, so a late commit is never skipped. Events of one aggregate have their ids in the
 * order of their commits, because each is written under the lock of its aggregate's row.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
  private static final int BATCH = 500;

  private final Jdbi jdbi;
  private final List<OutboxConsumer> consumers;
  private final Semaphore wake = new Semaphore(0);
  private final ObjectMapper json = new ObjectMapper();
  private final Thread thread = Thread.ofPlatform().name("outbox-relay").unstarted(this::run);
  private volatile boolean closed;

  public OutboxRelay(Jdbi jdbi, List<OutboxConsumer> consumers) {
    this.jdbi = jdbi;
    this.consumers = List.copyOf(consumers);
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
        if (relayBatch() < BATCH) {
          boolean woken = wake.tryAcquire(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
          if (woken) {
            wake.drainPermits();
          }
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warn("the outbox could not be relayed; trying again", e);
          pause();
        }
      }
    }
  }

  private int relayBatch() {
    List<OutboxEvent> events = unpublished();
    List<Long> published = new ArrayList<>();
    for (OutboxEvent event : events) {
      if (!consumers.stream().allMatch(consumer -> consumer.accept(event))) {
        break;
      }
      published.add(event.id());
    }
    if (!published.isEmpty()) {
      jdbi.useHandle(h ->
          h.createUpdate("UPDATE outbox SET published = true WHERE id = ANY(:ids)")
              .bindArray("ids", Long.class, published)
              .execute());
    }
    return published.size();
  }

  private List<OutboxEvent> unpublished() {
    return jdbi.withHandle(h ->
        h.createQuery(
                """
                SELECT id, aggregatetype, aggregateid, aggregate_version, city_id, type, occurred_at,
                       payload
                FROM outbox WHERE NOT published ORDER BY id LIMIT :batch
                """)
            .bind("batch", BATCH)
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
