package io.dabba.server.rides;

import io.dabba.server.postgres.Database;
import io.dabba.server.scheduling.Job;
import io.dabba.server.scheduling.Reaper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Forgets why riders were asked 30 days, in domain time, after the ride was over. */
public final class DecisionReaper {
  static final Duration KEPT_FOR = Duration.ofDays(30);

  private DecisionReaper() {}

  public static Job job(Database database, InstantSource clock) {
    return of(clock).job(database);
  }

  static Reaper of(InstantSource clock) {
    return new Reaper(
        "reap-decisions",
        """
        DELETE FROM decisions WHERE ctid = ANY (ARRAY (
          SELECT d.ctid FROM decisions d JOIN rides r ON r.id = d.ride_id
          WHERE d.decided_at < :before AND r.status IN ('COMPLETED', 'CANCELLED', 'FAILED', 'JOINED')
            AND coalesce(r.failed_at,
                         (SELECT max(coalesce(f.ended_at, f.answered_at)) FROM offers f
                          WHERE f.ride_id = r.id),
                         d.decided_at) < :before
          LIMIT :batch))
        """,
        () -> Map.of("before", clock.instant().minus(KEPT_FOR)));
  }
}
