package io.dabba.dispatch;

import java.time.Instant;
import java.util.List;

/** The outcome of handling some commands at one instant: what to store and do, as one. */
public record Step(Instant at, List<Effect> effects) {
  public Step {
    effects = List.copyOf(effects);
  }
}
