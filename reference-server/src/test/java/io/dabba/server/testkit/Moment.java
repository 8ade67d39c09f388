package io.dabba.server.testkit;

/** When, in the life of a statement, a {@link Tripwire} acts. */
public enum Moment {
  /** PostgreSQL has not heard of the statement. */
  BEFORE,
  /** PostgreSQL has run the statement, and whoever sent it has not heard so. */
  AFTER,
  /**
   * PostgreSQL has not heard of what would make the statement last: the COMMIT of its transaction,
   * or the statement itself if it is a transaction of its own.
   */
  BEFORE_COMMIT,
  /** The statement lasts, and whoever sent it has not heard so. */
  AFTER_COMMIT
}
