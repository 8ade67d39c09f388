package io.dabba.benchmarks.simulator;

/**
 * How people behave.
 *
 * @param acceptProbability how likely a rider takes an offer
 * @param dropOutShare the share of rides taken that a rider gives back before the pickup
 * @param lateShare the share of answers that come only after the offer expired
 * @param browseShare the share of orders before which the customer searches and reads the menu
 */
public record Behaviour(
    double acceptProbability, double dropOutShare, double lateShare, double browseShare) {
  public Behaviour {
    requireShare("acceptProbability", acceptProbability);
    requireShare("dropOutShare", dropOutShare);
    requireShare("lateShare", lateShare);
    requireShare("browseShare", browseShare);
  }

  /**
   * Nobody drops out, five answers in a hundred come late, and every fourth order begins with a
   * search.
   */
  public static Behaviour accepting(double acceptProbability) {
    return new Behaviour(acceptProbability, 0, 0.05, 0.25);
  }

  /** The same, but for so many who drop out. */
  public Behaviour withDropOutShare(double share) {
    return new Behaviour(acceptProbability, share, lateShare, browseShare);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s=%s is not between 0 and 1".formatted(name, value));
    }
  }
}
