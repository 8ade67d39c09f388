package io.dabba.benchmarks.bench.mdrp;

import java.util.List;

/**
 * Results beside the published ones by one measure. What differs by no more than the rounding of
 * the published is a tie.
 *
 * @param worstLoss by how much the worst of the losses is greater; 0 if there is none
 * @param worstInstance which that is; empty if there is none
 */
record Duel(int wins, int ties, int losses, double worstLoss, String worstInstance) {
  private static final double ROUNDING = 0.005 + 1e-9;

  /** Of the results beside which there are published ones. */
  static Duel of(List<Result> results, Measure measure) {
    int wins = 0;
    int ties = 0;
    int losses = 0;
    double worstLoss = 0;
    String worstInstance = "";
    for (Result result : results) {
      if (result.published().isEmpty()) {
        continue;
      }
      double difference =
          measure.of(result.metrics()) - measure.of(result.published().orElseThrow());
      if (difference < -ROUNDING) {
        wins++;
      } else if (difference > ROUNDING) {
        losses++;
      } else {
        ties++;
      }
      if (difference > ROUNDING && difference > worstLoss) {
        worstLoss = difference;
        worstInstance = result.name();
      }
    }
    return new Duel(wins, ties, losses, worstLoss, worstInstance);
  }
}
