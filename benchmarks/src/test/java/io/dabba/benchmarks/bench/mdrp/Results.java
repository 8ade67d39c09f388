package io.dabba.benchmarks.bench.mdrp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Made-up results. */
final class Results {
  private Results() {}

  static Result alone(String name, double clickToDoor) {
    return new Result(name, metrics(clickToDoor), Optional.empty(), List.of(), 0, 1);
  }

  static Result beside(String name, double clickToDoor, double published) {
    return beside(name, clickToDoor, published, OptionalDouble.empty());
  }

  static Result beside(String name, double clickToDoor, double published, OptionalDouble exact) {
    return new Result(
        name,
        metrics(clickToDoor),
        Optional.of(new Published(0.5, published, 2, 11, exact, OptionalDouble.empty())),
        List.of(),
        0,
        1);
  }

  static Result infeasible(String name, String... violations) {
    return new Result(name, metrics(30), Optional.empty(), List.of(violations), 0, 1);
  }

  private static Metrics metrics(double clickToDoor) {
    return new Metrics(200, 199, 1, 0.5, 28, clickToDoor, 45, 1, 10.5, 1.25);
  }
}
