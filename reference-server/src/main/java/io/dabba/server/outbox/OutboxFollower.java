package io.dabba.server.outbox;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Keeps what is to become of events elsewhere, together with that they were handed on. */
@FunctionalInterface
public interface OutboxFollower {
  /**
   * Stores it in the transaction that marks these events, each of them once.
   *
   * @return what to do after the commit; must not block
   */
  Runnable handedOn(Handle handle, List<Long> events);
}
