package io.dabba.dispatch;

import io.dabba.dispatch.matching.Planning;
import java.time.Duration;

/**
 * Builds a {@link DispatchPolicy}; begin at {@link DispatchPolicy#builder}. What is not set is that
 * of {@link DispatchPolicy#standard}; what is out of range is thrown by {@link #build}. For one
 * thread.
 */
public final class DispatchPolicyBuilder {
  private Duration offerTtl = Duration.ofSeconds(10);
  private Duration pickupLead = Duration.ofMinutes(12);
  private Duration roundInterval = Duration.ofSeconds(10);
  private Duration refusalPause = Duration.ofSeconds(1);
  private double radiusMeters = 3_000;
  private double radiusStepMeters = 500;
  private double maxRadiusMeters = 10_000;
  private int candidates = 16;
  private Duration maxPositionAge = Duration.ofSeconds(90);
  private int maxRounds = 300;
  private Duration giveUpAfter = Duration.ofMinutes(45);
  private AskAgain askAgain = AskAgain.UNANSWERED;
  private int windowSize = 512;
  private int overloadWindowSize = 1_024;
  private int overloadCandidates = 4;
  private Duration planAhead = Duration.ofHours(1);
  private Duration planInterval = Duration.ofMillis(500);
  private int iterations = 1_000_000;
  private Planning planning = Planning.standard();

  DispatchPolicyBuilder() {}

  /** How long a rider may think. */
  public DispatchPolicyBuilder offerTtl(Duration offerTtl) {
    this.offerTtl = offerTtl;
    return this;
  }

  /** How long before the food is ready the search begins. */
  public DispatchPolicyBuilder pickupLead(Duration pickupLead) {
    this.pickupLead = pickupLead;
    return this;
  }

  /** How long a ride waits after a round that found nobody. */
  public DispatchPolicyBuilder roundInterval(Duration roundInterval) {
    this.roundInterval = roundInterval;
    return this;
  }

  /** How long a ride waits after the store refused an offer. */
  public DispatchPolicyBuilder refusalPause(Duration refusalPause) {
    this.refusalPause = refusalPause;
    return this;
  }

  /** The radius of the first round. */
  public DispatchPolicyBuilder radiusMeters(double radiusMeters) {
    this.radiusMeters = radiusMeters;
    return this;
  }

  /** By how much it grows. */
  public DispatchPolicyBuilder radiusStepMeters(double radiusStepMeters) {
    this.radiusStepMeters = radiusStepMeters;
    return this;
  }

  /** Where it stops. */
  public DispatchPolicyBuilder maxRadiusMeters(double maxRadiusMeters) {
    this.maxRadiusMeters = maxRadiusMeters;
    return this;
  }

  /** The most riders that are looked at per ride and round. */
  public DispatchPolicyBuilder candidates(int candidates) {
    this.candidates = candidates;
    return this;
  }

  /** Riders not heard of for longer are not asked. */
  public DispatchPolicyBuilder maxPositionAge(Duration maxPositionAge) {
    this.maxPositionAge = maxPositionAge;
    return this;
  }

  /** After as many rounds that found nobody the search ends. */
  public DispatchPolicyBuilder maxRounds(int maxRounds) {
    this.maxRounds = maxRounds;
    return this;
  }

  /** After as long the search ends. */
  public DispatchPolicyBuilder giveUpAfter(Duration giveUpAfter) {
    this.giveUpAfter = giveUpAfter;
    return this;
  }

  /** Who may be asked again once nobody else is left. */
  public DispatchPolicyBuilder askAgain(AskAgain askAgain) {
    this.askAgain = askAgain;
    return this;
  }

  /** The most rides matched in one step. */
  public DispatchPolicyBuilder windowSize(int windowSize) {
    this.windowSize = windowSize;
    return this;
  }

  /** The most rides matched in one step when more are due; at least the window size in any case. */
  public DispatchPolicyBuilder overloadWindowSize(int overloadWindowSize) {
    this.overloadWindowSize = overloadWindowSize;
    return this;
  }

  /** The most riders looked at per ride then; at most as many as otherwise in any case. */
  public DispatchPolicyBuilder overloadCandidates(int overloadCandidates) {
    this.overloadCandidates = overloadCandidates;
    return this;
  }

  /** How long before its search begins a ride is planned with. */
  public DispatchPolicyBuilder planAhead(Duration planAhead) {
    this.planAhead = planAhead;
    return this;
  }

  /** The least time between two plans. */
  public DispatchPolicyBuilder planInterval(Duration planInterval) {
    this.planInterval = planInterval;
    return this;
  }

  /** The most work that goes into improving a plan, in trips tried. */
  public DispatchPolicyBuilder iterations(int iterations) {
    this.iterations = iterations;
    return this;
  }

  /** How trips are planned. */
  public DispatchPolicyBuilder planning(Planning planning) {
    this.planning = planning;
    return this;
  }

  /**
   * The policy.
   *
   * @throws IllegalArgumentException if a value is out of its range, naming both
   */
  public DispatchPolicy build() {
    return new DispatchPolicy(
        offerTtl,
        pickupLead,
        roundInterval,
        refusalPause,
        radiusMeters,
        radiusStepMeters,
        maxRadiusMeters,
        candidates,
        maxPositionAge,
        maxRounds,
        giveUpAfter,
        askAgain,
        windowSize,
        Math.max(overloadWindowSize, windowSize),
        Math.min(overloadCandidates, candidates),
        planAhead,
        planInterval,
        iterations,
        planning);
  }
}
