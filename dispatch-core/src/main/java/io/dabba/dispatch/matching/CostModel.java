package io.dabba.dispatch.matching;

/**
 * What it costs to have a rider make a trip. A port: weights, or a learned model. Thread-safe and
 * free of side effects; asked very often, so it answers within a microsecond or so.
 *
 * @see CostWeights
 */
@FunctionalInterface
public interface CostModel {
  /**
   * The cost, by which trips are compared and added up. A trip that must not be made costs positive
   * infinity.
   *
   * @param trip valid during this call only
   * @return a number nearer to 0 than 1e12, or positive infinity; lower is better
   */
  double cost(Trip trip);

  /**
   * The model for the next window; asked once for each.
   *
   * @return a model whose {@link #cost} may throw a {@link CostModelException}, and is then not
   *     asked again
   */
  default CostModel forWindow() {
    return this;
  }
}
