package io.dabba.server.outbox;

/**
 * Hears events at least once, in order per aggregate; has to bear repetitions, and must not block.
 */
@FunctionalInterface
public interface OutboxConsumer {
  /** Takes in an event; false if it has no room now, and then the event comes again. */
  boolean accept(OutboxEvent event);
}
