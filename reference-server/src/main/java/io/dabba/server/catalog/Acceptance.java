package io.dabba.server.catalog;

/** How a restaurant takes the orders that are paid for. */
public enum Acceptance {
  /** Each, at once. */
  AUTO,
  /** Each that somebody there says yes to, in its time. */
  MANUAL
}
