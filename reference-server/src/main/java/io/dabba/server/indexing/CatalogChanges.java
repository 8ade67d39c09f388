package io.dabba.server.indexing;

import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;

/**
 * Reads {@code catalog_changes}, which triggers write. What is new is what a snapshot of before did
 * not see: so a transaction that commits late, with a number lower than others that were read
 * already, is not skipped, and nobody waits for one that stays open for long.
 */
final class CatalogChanges {
  /** Numbers from the future are those of another database, out of which this one was read in. */
  private static final String UNREAD =
      """
      FROM catalog_changes
      WHERE xid >= pg_snapshot_xmin(CAST(:seen AS pg_snapshot))
        AND NOT pg_visible_in_snapshot(xid, CAST(:seen AS pg_snapshot))
        AND pg_visible_in_snapshot(xid, pg_current_snapshot())
      """;

  private CatalogChanges() {}

  /**
   * How the changes stand.
   *
   * @param snapshot as of when
   * @param any whether there is one that was not visible before
   */
  record Look(String snapshot, boolean any) {}

  /**
   * A restaurant that may be another now.
   *
   * @param ageNanos how long ago that was written, at most
   */
  record Changed(String restaurant, long ageNanos) {}

  /** What there is since a snapshot. */
  static Look since(Handle handle, String seen) {
    return handle
        .createQuery(
            "SELECT pg_current_snapshot() AS snapshot, EXISTS (SELECT " + UNREAD + ") AS any")
        .bind("seen", seen)
        .map((rs, ctx) -> new Look(rs.getString("snapshot"), rs.getBoolean("any")))
        .one();
  }

  /** The snapshot of a transaction that reads as of one moment. */
  static String snapshot(Handle handle) {
    return handle.createQuery("SELECT pg_current_snapshot()").mapTo(String.class).one();
  }

  /** Whether any restaurant may be another since a snapshot. */
  static boolean all(Handle handle, String seen) {
    return handle
        .createQuery("SELECT EXISTS (SELECT " + UNREAD + " AND kind = 'ALL')")
        .bind("seen", seen)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * The restaurants that may be others since a snapshot, some of which may be gone; each once. They
   * come in portions, within the transaction of the handle.
   */
  static Stream<Changed> restaurants(Handle handle, String seen, int portion) {
    ResultIterable<Changed> changed =
        handle
            .createQuery(
                """
                WITH unread AS MATERIALIZED (
                  SELECT kind, id, clock_timestamp() - wall_at AS age %s),
                restaurant (id, age) AS (
                  SELECT id, age FROM unread WHERE kind = 'RESTAURANT'
                  UNION ALL
                  SELECT r.id, u.age FROM unread u JOIN restaurants r ON r.city_id = u.id
                  WHERE u.kind = 'CITY')
                SELECT id, extract(epoch FROM max(age)) AS age FROM restaurant GROUP BY id
                """
                    .formatted(UNREAD))
            .bind("seen", seen)
            .setFetchSize(portion)
            .map((rs, ctx) ->
                new Changed(rs.getString("id"), Math.max(0, (long) (rs.getDouble("age") * 1e9))));
    return changed.stream();
  }
}
