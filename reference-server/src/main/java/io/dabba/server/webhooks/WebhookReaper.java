package io.dabba.server.webhooks;

import io.dabba.server.postgres.Database;
import io.dabba.server.scheduling.Job;
import io.dabba.server.scheduling.Reaper;
import java.util.Map;

/**
 * Forgets deliveries a week after they were made, 30 days after they were given up, and at once
 * where their webhook was deleted.
 */
public final class WebhookReaper {
  static final Reaper REAPER =
      new Reaper(
          "reap-deliveries",
          """
          WITH RECURSIVE number AS (
            SELECT min(webhook) AS webhook FROM webhook_deliveries
            UNION ALL
            SELECT (SELECT min(d.webhook) FROM webhook_deliveries d WHERE d.webhook > n.webhook)
            FROM number n WHERE n.webhook IS NOT NULL)
          DELETE FROM webhook_deliveries WHERE (webhook, event_id) IN (
            (SELECT webhook, event_id FROM webhook_deliveries
             WHERE state <> 'DUE'
               AND wall_ended_at < clock_timestamp()
                 - CASE state WHEN 'DONE' THEN interval '7 days' ELSE interval '30 days' END
               AND wall_ended_at < clock_timestamp() - interval '7 days'
             ORDER BY wall_ended_at LIMIT :batch)
            UNION
            (SELECT d.webhook, d.event_id
             FROM number n JOIN webhook_deliveries d ON d.webhook = n.webhook
             WHERE NOT EXISTS (SELECT 1 FROM webhooks w WHERE w.number = n.webhook)
             LIMIT :batch))
          """,
          Map::of);

  /** What could not be delivered for so long is given up, so that nobody is owed without end. */
  private static final Reaper GIVING_UP =
      new Reaper(
          "give-up-deliveries",
          """
          UPDATE webhook_deliveries SET state = 'DEAD', error = coalesce(error, 'owed for three days'),
            wall_ended_at = clock_timestamp()
          WHERE (webhook, event_id) IN (
            SELECT webhook, event_id FROM webhook_deliveries
            WHERE state = 'DUE' AND wall_written_at < clock_timestamp() - interval '3 days'
            ORDER BY webhook, event_id LIMIT :batch)
          """,
          Map::of);

  private WebhookReaper() {}

  public static Job job(Database database) {
    return REAPER.job(database);
  }

  /** Gives up deliveries that have been owed for three days. */
  public static Job givingUp(Database database) {
    return GIVING_UP.job(database);
  }
}
