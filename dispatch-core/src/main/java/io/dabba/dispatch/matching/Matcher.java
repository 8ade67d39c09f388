package io.dabba.dispatch.matching;

import java.util.List;

/**
 * Chooses riders for the rides of a window. The same window gives the same choice; a rider is
 * chosen once at most, and only for rides that he is a candidate of.
 */
@FunctionalInterface
public interface Matcher {
  /**
   * Matches a window.
   *
   * @param window the ride that is due longest first
   */
  List<Assignment> match(List<RideCandidates> window);
}
