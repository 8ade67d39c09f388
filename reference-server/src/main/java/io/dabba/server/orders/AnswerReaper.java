package io.dabba.server.orders;

import io.dabba.server.postgres.Database;
import io.dabba.server.scheduling.Job;
import io.dabba.server.scheduling.Reaper;
import java.util.Map;

/** Forgets recorded answers a day after their keys were claimed; the keys stay used. */
public final class AnswerReaper {
  static final Reaper REAPER =
      new Reaper(
          "reap-answers",
          """
          UPDATE idempotency_keys
          SET status = NULL, content_type = NULL, body = NULL, location = NULL,
              wall_reaped_at = clock_timestamp()
          WHERE (customer_id, key) IN (
            SELECT customer_id, key FROM idempotency_keys
            WHERE status IS NOT NULL AND wall_claimed_at < clock_timestamp() - interval '24 hours'
            ORDER BY wall_claimed_at LIMIT :batch)
          """,
          Map::of);

  private AnswerReaper() {}

  public static Job job(Database database) {
    return REAPER.job(database);
  }
}
