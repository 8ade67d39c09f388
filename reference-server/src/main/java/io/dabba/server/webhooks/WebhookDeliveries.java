package io.dabba.server.webhooks;

import io.dabba.server.postgres.Columns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What webhooks are owed, as rows. An event is ready to be posted once its time has come and no
 * earlier one of the same aggregate is owed to the same webhook.
 */
final class WebhookDeliveries {
  private static final int LONGEST_ERROR = 300;

  /** What no earlier event of its aggregate stands before. */
  private static final String NEXT =
      """
      FROM webhook_deliveries d JOIN outbox o ON o.id = d.event_id
      WHERE d.webhook = :webhook AND d.state = 'DUE'
        AND NOT EXISTS (
          SELECT 1 FROM webhook_deliveries b
          WHERE b.webhook = d.webhook AND b.state = 'DUE' AND b.aggregateid = d.aggregateid
            AND b.aggregatetype = d.aggregatetype AND b.event_id < d.event_id)
      """;

  private static final String READY = NEXT + "  AND d.wall_next_at <= clock_timestamp()\n";

  private WebhookDeliveries() {}

  /** Whether a delivery is owed, was made, or was given up. */
  enum State {
    DUE,
    DONE,
    DEAD
  }

  /**
   * A delivery for ops to see.
   *
   * @param endedAt when it was made or given up, in wall time
   */
  record Row(
      String eventId,
      String aggregateType,
      String aggregateId,
      State state,
      int attempts,
      Optional<String> error,
      Optional<Instant> endedAt) {}

  /**
   * Owes these events to each webhook that wants them.
   *
   * @return the numbers of those webhooks
   */
  static List<Long> owe(Handle handle, List<Long> events) {
    return handle
        .createQuery(
            """
            WITH owed AS (
              INSERT INTO webhook_deliveries (webhook, event_id, aggregatetype, aggregateid)
              SELECT w.number, o.id, o.aggregatetype, o.aggregateid
              FROM outbox o JOIN webhooks w
                ON (cardinality(w.cities) = 0 OR o.city_id = ANY (w.cities))
               AND EXISTS (SELECT 1 FROM unnest(w.types) AS t (type)
                           WHERE t.type IN ('*', o.type)
                              OR (t.type LIKE '%.*' AND starts_with(o.type, left(t.type, -1))))
              WHERE EXISTS (SELECT 1 FROM webhooks) AND o.id = ANY (:events)
              ON CONFLICT DO NOTHING
              RETURNING webhook)
            SELECT DISTINCT webhook FROM owed
            """)
        .bindArray("events", Long.class, events)
        .mapTo(Long.class)
        .list();
  }

  /** The first event that is ready. */
  static Optional<Delivery> findReady(Handle handle, long webhook) {
    return handle
        .createQuery(
            """
            SELECT d.attempts, o.id, o.type, o.occurred_at, o.aggregatetype, o.aggregateid,
                   o.aggregate_version, o.city_id, o.payload
            %s ORDER BY d.event_id LIMIT 1
            """
                .formatted(READY))
        .bind("webhook", webhook)
        .map((rs, ctx) ->
            new Delivery(
                rs.getLong("id"),
                rs.getInt("attempts"),
                new Delivery.Body(
                    rs.getString("id"),
                    rs.getString("type"),
                    Columns.instant(rs, "occurred_at"),
                    rs.getString("aggregatetype"),
                    rs.getString("aggregateid"),
                    rs.getLong("aggregate_version"),
                    rs.getString("city_id"),
                    rs.getString("payload"))))
        .findOne();
  }

  /** The webhooks that are not in a pause and have an event that is ready. */
  static List<Long> webhooksWithWork(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT w.number FROM webhooks w
            WHERE coalesce(w.wall_paused_until <= clock_timestamp(), true) AND EXISTS (SELECT 1 %s)
            """
                .formatted(READY.replace(":webhook", "w.number")))
        .mapTo(Long.class)
        .list();
  }

  /** How long until an event is to be posted again; empty if none is owed. */
  static Optional<Duration> untilNext(Handle handle, long webhook) {
    return handle
        .createQuery(
            """
            SELECT extract(epoch FROM min(greatest(d.wall_next_at, clock_timestamp())) - clock_timestamp())
            %s
            """
                .formatted(NEXT))
        .bind("webhook", webhook)
        .mapTo(Double.class)
        .findOne()
        .map(seconds -> Duration.ofMillis((long) Math.ceil(seconds * 1000)));
  }

  static void done(Handle handle, long webhook, long event) {
    handle.execute(
        """
        UPDATE webhook_deliveries
        SET state = 'DONE', attempts = attempts + 1, error = NULL, wall_ended_at = clock_timestamp()
        WHERE webhook = ? AND event_id = ? AND state = 'DUE'
        """,
        webhook,
        event);
  }

  /**
   * Keeps that a post was in vain.
   *
   * @param next how long to wait; empty to give it up
   */
  static void failed(
      Handle handle, long webhook, long event, String error, Optional<Duration> next) {
    handle
        .createUpdate(
            """
            UPDATE webhook_deliveries
            SET attempts = attempts + 1, error = :error,
                state = CASE WHEN :dead THEN 'DEAD' ELSE 'DUE' END,
                wall_ended_at = CASE WHEN :dead THEN clock_timestamp() END,
                wall_next_at = clock_timestamp() + :seconds * interval '1 second'
            WHERE webhook = :webhook AND event_id = :event AND state = 'DUE'
            """)
        .bind("webhook", webhook)
        .bind("event", event)
        .bind("error", error.substring(0, Math.min(error.length(), LONGEST_ERROR)))
        .bind("dead", next.isEmpty())
        .bind("seconds", next.orElse(Duration.ZERO).toNanos() / 1e9)
        .execute();
  }

  static List<Row> list(Handle handle, long webhook, State state, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM webhook_deliveries WHERE webhook = :webhook AND state = :state
            ORDER BY event_id LIMIT :limit
            """)
        .bind("webhook", webhook)
        .bind("state", state.name())
        .bind("limit", limit)
        .map((rs, ctx) ->
            new Row(
                rs.getString("event_id"),
                rs.getString("aggregatetype"),
                rs.getString("aggregateid"),
                State.valueOf(rs.getString("state")),
                rs.getInt("attempts"),
                Columns.optionalText(rs, "error"),
                Columns.optionalInstant(rs, "wall_ended_at")))
        .list();
  }

  static Optional<State> state(Handle handle, long webhook, long event) {
    return handle
        .createQuery(
            "SELECT state FROM webhook_deliveries WHERE webhook = :webhook AND event_id = :event")
        .bind("webhook", webhook)
        .bind("event", event)
        .mapTo(String.class)
        .findOne()
        .map(State::valueOf);
  }

  /** Owes anew what was given up; false if it was not. */
  static boolean revive(Handle handle, long webhook, long event) {
    return handle.execute(
            """
            UPDATE webhook_deliveries
            SET state = 'DUE', attempts = 0, wall_ended_at = NULL, wall_next_at = '-infinity'
            WHERE webhook = ? AND event_id = ? AND state = 'DEAD'
            """,
            webhook,
            event)
        == 1;
  }
}
