package io.dabba.server.indexing;

import org.jdbi.v3.core.Handle;

/**
 * The marks that indexes leave in the database. An index goes on from a position only where it
 * finds its mark of it: a database of another name, or restored to a time before the mark, does not
 * have it, and in one that was dumped and read in again it is no longer of the transaction that it
 * names.
 */
final class CatalogReaders {
  private CatalogReaders() {}

  /**
   * Leaves the mark of a position, and waits until it is on PostgreSQL's disk. Then so is
   * everything before it: a crash of PostgreSQL takes nothing back that was read up to that
   * position, and gives none of its transactions' numbers to others.
   *
   * @param readFrom a snapshot; what is not visible in it may yet have to be read again
   */
  static void mark(Handle handle, FeedPosition position, String readFrom) {
    handle
        .createUpdate(
            """
            INSERT INTO catalog_readers (id, mark, from_xid)
            VALUES (:id, :mark, pg_snapshot_xmin(CAST(:readFrom AS pg_snapshot)))
            ON CONFLICT (id) DO UPDATE
            SET mark = excluded.mark, from_xid = excluded.from_xid, xid = excluded.xid,
                wall_at = excluded.wall_at
            """)
        .bind("id", position.reader())
        .bind("mark", position.mark())
        .bind("readFrom", readFrom)
        .execute();
  }

  /** Whether the database is the one in which that mark was left, or has gone on from it. */
  static boolean know(Handle handle, FeedPosition position) {
    return handle
        .createQuery(
            """
            SELECT 1 FROM catalog_readers
            WHERE id = :id AND mark >= :mark AND xmin = CAST(xid AS xid)
            """)
        .bind("id", position.reader())
        .bind("mark", position.mark())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }
}
