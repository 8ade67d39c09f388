package io.dabba.benchmarks.simulator;

import java.util.SplittableRandom;

/**
 * Randomness by name: what a rider decides on an order depends on the seed, on him and on the
 * order, not on which thread came first.
 */
public record Chance(long seed) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The random numbers of this name, always the same. */
  public SplittableRandom of(String... name) {
    long hash = FNV_OFFSET ^ seed;
    for (String part : name) {
      for (int i = 0; i < part.length(); i++) {
        hash = (hash ^ part.charAt(i)) * FNV_PRIME;
      }
      hash = (hash ^ '/') * FNV_PRIME;
    }
    return new SplittableRandom(hash);
  }
}
