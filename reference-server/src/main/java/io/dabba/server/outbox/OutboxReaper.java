package io.dabba.server.outbox;

import io.dabba.server.postgres.Database;
import io.dabba.server.scheduling.Job;
import io.dabba.server.scheduling.Reaper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * Forgets events 90 days, in domain time, after they happened. Those of an order or a ride are its
 * history, which is kept whole: until it is over and its last event is that old. Kept, however old,
 * are events that nobody has heard, or that a webhook is owed or was given up on, and the latest
 * event of all, from which a domain clock goes on.
 */
public final class OutboxReaper {
  static final Duration KEPT_FOR = Duration.ofDays(90);

  private OutboxReaper() {}

  public static Job job(Database database, InstantSource clock) {
    return of(clock).job(database);
  }

  static Reaper of(InstantSource clock) {
    return new Reaper(
        "reap-outbox",
        """
        WITH kept AS MATERIALIZED (
          SELECT least(CAST(:before AS timestamptz), max(occurred_at)) AS from_then_on FROM outbox)
        DELETE FROM outbox WHERE id IN (
          SELECT o.id FROM outbox o
          WHERE o.occurred_at < (SELECT from_then_on FROM kept) AND o.published
            AND CASE o.aggregatetype
              WHEN 'order' THEN EXISTS (
                SELECT 1 FROM orders WHERE id = o.aggregateid AND status IN ('DELIVERED', 'CANCELLED'))
              WHEN 'ride' THEN EXISTS (
                SELECT 1 FROM rides
                WHERE id = o.aggregateid AND status IN ('COMPLETED', 'CANCELLED', 'FAILED', 'JOINED'))
              ELSE true END
            AND (o.aggregatetype NOT IN ('order', 'ride') OR NOT EXISTS (
              SELECT 1 FROM outbox y
              WHERE y.aggregateid = o.aggregateid AND y.aggregatetype = o.aggregatetype
                AND (y.occurred_at >= (SELECT from_then_on FROM kept) OR NOT y.published)))
            AND NOT EXISTS (
              SELECT 1 FROM webhooks w
              JOIN webhook_deliveries d ON d.webhook = w.number AND d.event_id = o.id
              WHERE d.state <> 'DONE')
          ORDER BY o.occurred_at LIMIT :batch)
        """,
        () -> Map.of("before", clock.instant().minus(KEPT_FOR)));
  }
}
