package io.dabba.geo.fence;

import io.dabba.geo.Geofence;
import io.dabba.geo.Ping;
import io.dabba.geo.fence.FenceState.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells from noisy fixes when a rider enters and leaves a fence, and when he stays. One tracker
 * serves any number of riders: what it knows of each is the {@link FenceState} that goes in with a
 * fix and comes out changed. Immutable; any thread may call. There is no clock and nothing random.
 *
 * <p>It is the cumulative sum test of Page (Continuous Inspection Schemes, Biometrika 41, 1954) on
 * the signed distance to the border. Each fix adds how far it lies past a margin, in standard
 * deviations, and takes away how far it lies before it, never below zero; a sum that is high enough
 * is a crossing. Between the margins, a rider inside and one outside both stay what they are: of
 * one who waits at the border, no fixes add up to a crossing, and then to another one back, but
 * with a chance that falls exponentially with the evidence asked for times the way between the
 * margins.
 */
public final class GeofenceTracker {
  /** How far a fix lies from the true place on the mean, in deviations: sqrt(pi / 2). */
  private static final double MEAN_ERROR = 1.25;

  /**
   * What a rider in the middle of a fence adds to the evidence with a fix on the mean, at least.
   */
  private static final double LEAST_PULL = 0.5;

  private static final double ENOUGH = 1 - 1e-9;

  private final Geofence fence;
  private final FencePolicy policy;
  private final double depthMeters;

  public GeofenceTracker(Geofence fence, FencePolicy policy) {
    this.fence = fence;
    this.policy = policy;
    this.depthMeters = fence.depthMeters();
  }

  /**
   * Takes in the next fix of a rider; costs one {@link Geofence#signedDistanceMeters}. A fix that
   * is not newer than the state, or worse than the policy's worst, changes nothing.
   *
   * @param fix which rider it is of is not looked at
   */
  public FenceUpdate follow(FenceState state, Ping fix) {
    if (!fix.at().isAfter(state.seenAt()) || fix.accuracyMeters() > policy.worstAccuracyMeters()) {
      return new FenceUpdate(state, Optional.empty());
    }
    double evidence = state.evidence() + evidenceOf(state, fix);
    Instant since = state.evidence() > 0 ? state.evidenceSince() : fix.at();
    if (evidence >= ENOUGH) {
      Stay stay = state.isInside() ? Stay.OUTSIDE : Stay.INSIDE;
      FenceEvent.Kind kind = state.isInside() ? FenceEvent.Kind.EXIT : FenceEvent.Kind.ENTER;
      return new FenceUpdate(
          new FenceState(stay, since, 0, fix.at(), fix.at()),
          Optional.of(new FenceEvent(kind, since, fix.at())));
    }
    boolean dwells = evidence <= 0 && state.stay() == Stay.INSIDE && dwelt(state, fix);
    return new FenceUpdate(
        new FenceState(
            dwells ? Stay.DWELLING : state.stay(),
            state.since(),
            Math.max(0, evidence),
            since,
            fix.at()),
        dwells
            ? Optional.of(new FenceEvent(FenceEvent.Kind.DWELL, state.since(), fix.at()))
            : Optional.empty());
  }

  private boolean dwelt(FenceState state, Ping fix) {
    return Duration.between(state.since(), fix.at()).compareTo(policy.dwell()) >= 0;
  }

  /** What a fix adds to the evidence for a crossing, as a share of what is needed. */
  private double evidenceOf(FenceState state, Ping fix) {
    double deviation = policy.deviationMeters(fix.accuracyMeters());
    double outward = fence.signedDistanceMeters(fix.point()) / deviation - shift(deviation);
    double pastMargin =
        state.isInside() ? outward - policy.exitMargin() : -outward - policy.enterMargin();
    double most = policy.evidence() / policy.leastFixes();
    double elapsed = seconds(Duration.between(state.seenAt(), fix.at()));
    double share = Math.min(1, elapsed / seconds(policy.independentAfter()));
    return share * Math.clamp(pastMargin, -most, most) / policy.evidence();
  }

  /**
   * How far outward both margins move, in deviations, where a fence is small beside the noise:
   * there even the fixes of a rider in its middle lie outside on the mean.
   */
  private double shift(double deviation) {
    double inMiddle = MEAN_ERROR - depthMeters / deviation;
    return Math.max(0, inMiddle + LEAST_PULL + policy.enterMargin());
  }

  private static double seconds(Duration duration) {
    return duration.toSeconds() + duration.toNanosPart() / 1e9;
  }
}
