package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Random costs, held to oracles and to the proof by prices. */
class AssignmentSolverRandomTest {
  private static final int ASSIGNMENTS = Integer.getInteger("dabba.assignments", 3_000);

  private final long seed = Long.getLong("dabba.seed", System.nanoTime());
  private final AssignmentSolver solver = new AssignmentSolver();

  @Test
  void tinyCosts_cannotBeAssignedForLess_asTryingEverythingShows() {
    for (int i = 0; i < ASSIGNMENTS; i++) {
      check(seed + i, 5, AssignmentOracles::bruteForce);
    }
  }

  @Test
  void smallCosts_areAssignedForWhatTheHungarianMethodNeeds() {
    for (int i = 0; i < ASSIGNMENTS; i++) {
      int most = (seed + i) % 50 == 0 ? 40 : 12;
      check(seed + i, most, AssignmentOracles::hungarian);
    }
  }

  @Test
  void costsOfAnySize_areAssignedOptimally_asThePricesProve() {
    for (int i = 0; i < ASSIGNMENTS / 10; i++) {
      long seedHere = seed + i;
      RandomCosts random = new RandomCosts(seedHere);
      // as many of each is what takes the longest searches
      SparseCosts costs = seedHere % 10 == 0 ? random.kind(200, 200) : random.upTo(150);

      assertThat(costs).as("dabba.seed=%d", seedHere).satisfies(this::solveAndProve);
    }
  }

  private void check(long seedHere, int most, ToDoubleFunction<SparseCosts> oracle) {
    SparseCosts costs = new RandomCosts(seedHere).upTo(most);

    assertThat(costs)
        .as("dabba.seed=%d", seedHere)
        .satisfies(given ->
            assertThat(solveAndProve(given))
                .isCloseTo(oracle.applyAsDouble(given), within(tolerance(given))));
  }

  private double solveAndProve(SparseCosts costs) {
    MinCostAssignment assignment = solver.solve(costs);
    OptimalityProof.check(costs, assignment, tolerance(costs));
    return assignment.totalCost();
  }

  /** A few of the last bits of the largest cost. */
  private static double tolerance(SparseCosts costs) {
    double largest = 0;
    for (int row = 0; row < costs.rows(); row++) {
      largest = Math.max(largest, Math.abs(costs.unassignedCost(row)));
    }
    for (double cost : costs.arcCosts()) {
      largest = Math.max(largest, Math.abs(cost));
    }
    return 64 * Math.ulp(largest);
  }
}
