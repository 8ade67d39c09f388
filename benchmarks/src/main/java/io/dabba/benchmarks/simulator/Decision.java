package io.dabba.benchmarks.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** What a rider answers to an offer, and when. */
record Decision(boolean accept, boolean late, Instant at) {
  /** How long the server holds an offer out. */
  static final Duration OFFER_TTL = Duration.ofSeconds(10);

  /**
   * In time is 2 to 9 s after the offer was made; late is 0.5 to 5 s after it expired, and always
   * an acceptance, as a late refusal tries nothing.
   */
  static Decision of(SplittableRandom random, Behaviour behaviour, Instant expiresAt) {
    boolean late = random.nextDouble() < behaviour.lateShare();
    boolean accept = random.nextDouble() < behaviour.acceptProbability();
    double seconds = late ? random.nextDouble(0.5, 5) : random.nextDouble(2, 9);
    Instant from = late ? expiresAt : expiresAt.minus(OFFER_TTL);
    return new Decision(accept || late, late, from.plus(DomainTime.duration(seconds)));
  }
}
