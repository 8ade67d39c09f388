package io.dabba.dispatch;

import java.time.Instant;
import java.util.List;

/**
 * The outcome of handling some commands at one instant: what to store and do, as one.
 *
 * @param countedUntil up to when the limits of searches have run: {@code at}, or later while the
 *     riders of the city are still being heard of
 * @param decisions how the rounds ended that were held
 */
public record Step(
    Instant at, Instant countedUntil, List<Effect> effects, List<Decision> decisions, Load load) {
  public Step {
    effects = List.copyOf(effects);
    decisions = List.copyOf(decisions);
  }
}
