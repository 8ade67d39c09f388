package io.dabba.dispatch.matching;

/**
 * Chooses riders for the rides of a window. The same window gives the same choice; a rider is
 * chosen once at most, and only for rides that he is a candidate of.
 */
@FunctionalInterface
public interface Matcher {
  /** Matches a window. */
  Matching match(Window window);

  /**
   * Whether it plans: then its windows hold also rides that need no decision yet, and riders who
   * will be free soon.
   */
  default boolean looksAhead() {
    return false;
  }
}
