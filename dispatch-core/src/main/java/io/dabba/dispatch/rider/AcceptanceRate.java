package io.dabba.dispatch.rider;

/**
 * How likely a rider takes what he is offered: the share of his offers that he took, exponentially
 * smoothed, so that the last twenty or so count most. A withdrawn offer counts for nothing.
 *
 * @param value from 0 to 1
 */
public record AcceptanceRate(double value) {
  /** What a rider begins with. */
  public static final double INITIAL = 0.8;

  /** By how much one outcome moves the rate towards itself. */
  public static final double WEIGHT = 0.1;

  public AcceptanceRate {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "acceptanceRate=%s is not between 0 and 1".formatted(value));
    }
  }

  /** The rate of a rider who was never asked. */
  public static AcceptanceRate initial() {
    return new AcceptanceRate(INITIAL);
  }

  /** The rate after one more offer. */
  public AcceptanceRate after(boolean accepted) {
    double outcome = accepted ? 1 : 0;
    return new AcceptanceRate(Math.clamp(value + WEIGHT * (outcome - value), 0, 1));
  }
}
