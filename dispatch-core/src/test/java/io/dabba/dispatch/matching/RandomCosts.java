package io.dabba.dispatch.matching;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Costs of all kinds: sparse and dense, whole and not, with ties, negative, of any size. */
final class RandomCosts {
  private final SplittableRandom random;

  RandomCosts(long seed) {
    random = new SplittableRandom(seed);
  }

  /** With at most so many rows and so many columns, and perhaps none. */
  SparseCosts upTo(int most) {
    return kind(random.nextInt(most + 1), random.nextInt(most + 1));
  }

  /** So many of each, any share of the pairs. */
  SparseCosts kind(int rows, int columns) {
    DoubleSupplier cost = cost(random.nextInt(6));
    double share = random.nextInt(3) == 0 ? 1 : random.nextDouble();
    double unassigned = random.nextInt(3) == 0 ? 1_000 : cost.getAsDouble();
    SparseCosts.Builder builder = SparseCosts.builder(rows, columns, unassigned);
    boolean unassignedDiffer = random.nextBoolean();
    for (int row = 0; row < rows; row++) {
      if (unassignedDiffer) {
        builder.unassigned(row, cost.getAsDouble());
      }
      for (int column = 0; column < columns; column++) {
        if (random.nextDouble() < share) {
          builder.add(row, column, cost.getAsDouble());
        }
      }
    }
    return builder.build();
  }

  private DoubleSupplier cost(int kind) {
    return switch (kind) {
      case 0 -> () -> random.nextInt(4);
      case 1 -> () -> random.nextInt(-50, 50);
      case 2 -> () -> 7;
      case 3 -> () -> random.nextDouble(-1, 1);
      case 4 -> () -> random.nextDouble() * 600;
      default -> () -> Math.pow(10, random.nextDouble(-6, 9));
    };
  }
}
