package io.dabba.geo.fence;

import java.time.Duration;

/**
 * How sure a {@link GeofenceTracker} must be, and of what. A value; any thread may call.
 *
 * <p>Margins and evidence are counted in standard deviations of one fix along one axis, so that all
 * of them widen as the fixes get worse. The deviation is taken from the accuracy that a fix
 * reports, the radius that holds the true place in 68 of 100 cases, as Android gives it: two thirds
 * of it.
 *
 * @param enterMargin how far inside the border a fix must lie to speak for an enter, 0 to 10; less
 *     where the fence is too small for it
 * @param exitMargin how far outside the border a fix must lie to speak for an exit, 0 to 10
 * @param evidence how far past their margin the fixes must lie, all together, for an event, more
 *     than 0 to 100; those that lie before it count against it
 * @param leastFixes how many fixes an event takes at the least, 1 to 100: one counts for no more
 *     than its share, however far off it is
 * @param independentAfter the time after which a fix errs anew; one that comes sooner counts for
 *     less, since the errors of fixes from one moment are the same
 * @param assumedAccuracyMeters the accuracy of a fix that does not say, within the next two
 * @param leastAccuracyMeters a fix that claims to be better is taken to have this; positive
 * @param worstAccuracyMeters a fix that is worse changes nothing
 * @param dwell how long a rider is inside until he dwells
 */
public record FencePolicy(
    double enterMargin,
    double exitMargin,
    double evidence,
    int leastFixes,
    Duration independentAfter,
    double assumedAccuracyMeters,
    double leastAccuracyMeters,
    double worstAccuracyMeters,
    Duration dwell) {
  private static final double MAX_MARGIN = 10;
  private static final double MAX_EVIDENCE = 100;
  private static final int MAX_FIXES = 100;

  /** A circle of so many standard deviations holds 68 of 100 fixes. */
  private static final double DEVIATIONS_OF_ACCURACY = 1.5;

  /**
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public FencePolicy {
    requireWithin("enterMargin", enterMargin, 0, MAX_MARGIN);
    requireWithin("exitMargin", exitMargin, 0, MAX_MARGIN);
    requireWithin("evidence", evidence, Double.MIN_VALUE, MAX_EVIDENCE);
    if (leastFixes < 1 || leastFixes > MAX_FIXES) {
      throw new IllegalArgumentException(
          "leastFixes=%d is not between 1 and %d".formatted(leastFixes, MAX_FIXES));
    }
    requirePositive("independentAfter", independentAfter);
    requireWithin("leastAccuracyMeters", leastAccuracyMeters, Double.MIN_VALUE, Double.MAX_VALUE);
    requireWithin(
        "worstAccuracyMeters", worstAccuracyMeters, leastAccuracyMeters, Double.MAX_VALUE);
    requireWithin(
        "assumedAccuracyMeters", assumedAccuracyMeters, leastAccuracyMeters, worstAccuracyMeters);
    requirePositive("dwell", dwell);
  }

  /**
   * Holds against noise of 30 metres along each axis. Fixes are never taken to be better than 30
   * metres, for in streets they are worse than they claim. A minute is a dwell.
   */
  public static FencePolicy standard() {
    return new FencePolicy(0, 2, 6, 3, Duration.ofSeconds(3), 45, 30, 100, Duration.ofMinutes(1));
  }

  /** The standard deviation in metres of a fix, by its accuracy, which may be NaN. */
  double deviationMeters(double accuracyMeters) {
    double accuracy = Double.isNaN(accuracyMeters) ? assumedAccuracyMeters : accuracyMeters;
    return Math.max(leastAccuracyMeters, accuracy) / DEVIATIONS_OF_ACCURACY;
  }

  private static void requireWithin(String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "%s=%s is not between %s and %s".formatted(name, value, min, max));
    }
  }

  private static void requirePositive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("%s=%s is not positive".formatted(name, duration));
    }
  }
}
