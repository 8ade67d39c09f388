package io.dabba.dispatch.runtime;

import io.dabba.dispatch.matching.CostModel;
import io.dabba.dispatch.matching.CostModelException;
import io.dabba.dispatch.matching.Trip;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cost model that may be slow or wrong, such as a learned one, with another that stands in for
 * it: a window in which the model takes too long, throws, or answers no number is costed by the
 * other alone, so that no two trips of a window are compared by different models. Thread-safe if
 * both are.
 */
public final class BoundedCosts implements CostModel {
  /** A look at the clock for so many costs. */
  private static final int COSTS_PER_LOOK = 64;

  private static final double LARGEST = 1e12;

  private final CostModel model;
  private final CostModel fallback;
  private final Duration limit;
  private final AtomicLong failures = new AtomicLong();

  /**
   * @param limit how long a window may take that is costed by the model, in wall time and with all
   *     other work on it; some times a plan's time
   * @param fallback fast and never wrong, such as {@code CostWeights}
   */
  public BoundedCosts(CostModel model, CostModel fallback, Duration limit) {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("limit=%s is not positive".formatted(limit));
    }
    this.model = model;
    this.fallback = fallback;
    this.limit = limit;
  }

  /** How many windows the fallback has costed. */
  public long failures() {
    return failures.get();
  }

  /** Outside a window there is no limit. */
  @Override
  public double cost(Trip trip) {
    return model.cost(trip);
  }

  @Override
  public CostModel forWindow() {
    return new WithinLimit(model.forWindow(), System.nanoTime() + limit.toNanos());
  }

  private final class WithinLimit implements CostModel {
    private final CostModel inner;
    private final long until;
    private int costs;

    WithinLimit(CostModel inner, long until) {
      this.inner = inner;
      this.until = until;
    }

    @Override
    public double cost(Trip trip) {
      if (costs++ % COSTS_PER_LOOK == 0 && System.nanoTime() - until > 0) {
        throw failed("took longer than " + limit);
      }
      double cost;
      try {
        cost = inner.cost(trip);
      } catch (RuntimeException e) {
        failures.incrementAndGet();
        throw new CostModelException("the cost model has failed", e, fallback);
      }
      if (!(Math.abs(cost) < LARGEST) && cost != Double.POSITIVE_INFINITY) {
        throw failed("answered " + cost);
      }
      return cost;
    }

    private CostModelException failed(String what) {
      failures.incrementAndGet();
      return new CostModelException("the cost model " + what, fallback);
    }
  }
}
