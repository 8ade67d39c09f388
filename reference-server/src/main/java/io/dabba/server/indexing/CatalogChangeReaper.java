package io.dabba.server.indexing;

import io.dabba.server.postgres.Database;
import io.dabba.server.scheduling.Job;
import io.dabba.server.scheduling.Reaper;
import java.time.Duration;
import java.util.Map;

/**
 * Forgets changes of the catalogue, in wall time, a week after they were written, unless an index
 * that left a mark within that week may yet have to read them. One that has left none for so long
 * is forgotten too, and loads everything when it comes back.
 */
public final class CatalogChangeReaper {
  static final Duration KEPT_FOR = Duration.ofDays(7);

  /** Numbers from the future are those of another database, out of which this one was read in. */
  static final Reaper REAPER =
      new Reaper(
          "reap-catalog-changes",
          """
          WITH gone AS (
            DELETE FROM catalog_readers
            WHERE wall_at < clock_timestamp() - make_interval(secs => :seconds) RETURNING id),
          needed AS MATERIALIZED (
            SELECT coalesce(min(CAST(CAST(from_xid AS text) AS numeric)), 'Infinity') AS from_xid
            FROM catalog_readers WHERE id NOT IN (SELECT id FROM gone))
          DELETE FROM catalog_changes WHERE (xid, kind, id) IN (
            SELECT c.xid, c.kind, c.id FROM catalog_changes c, needed n
            WHERE c.wall_at < clock_timestamp() - make_interval(secs => :seconds)
              AND (CAST(CAST(c.xid AS text) AS numeric) < n.from_xid
                OR c.xid >= pg_snapshot_xmax(pg_current_snapshot()))
            LIMIT :batch)
          """,
          () -> Map.of("seconds", KEPT_FOR.toSeconds()));

  private CatalogChangeReaper() {}

  public static Job job(Database database) {
    return REAPER.job(database);
  }
}
