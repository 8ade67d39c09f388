package io.dabba.server.postgres;

/**
 * What a transaction has read is older than a lock that it waited for, and does not fit what it has
 * found since. The transaction is rolled back and run again.
 */
public final class StaleSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StaleSnapshotException(String message) {
    super(message);
  }
}
