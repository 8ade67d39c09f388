package io.dabba.server;

import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.matching.CostWeights;
import io.dabba.server.process.StartupException;
import java.util.Optional;

/** How riders are found, by the options {@code --matcher} and {@code --weights}. */
public enum MatchingChoice {
  /** Each ride as it falls due, the rider who is there first. */
  GREEDY,
  /** Planned together, doors first. */
  SPEED,
  /** Planned together, what suits most. */
  BALANCED,
  /** Planned together, short ways and even earnings first. */
  ECONOMY;

  /**
   * @throws StartupException if a word is not known, or weights are given to the greedy matcher,
   *     which has none
   */
  static MatchingChoice parse(Optional<String> matcher, Optional<String> weights) {
    return switch (matcher.orElse("batch")) {
      case "greedy" -> {
        if (weights.isPresent()) {
          throw new StartupException("Option --weights is for --matcher batch, not for greedy.");
        }
        yield GREEDY;
      }
      case "batch" ->
          switch (weights.orElse("balanced")) {
            case "speed" -> SPEED;
            case "balanced" -> BALANCED;
            case "economy" -> ECONOMY;
            default ->
                throw new StartupException(
                    "Option --weights must be speed, balanced or economy, not %s."
                        .formatted(weights.orElseThrow()));
          };
      default ->
          throw new StartupException(
              "Option --matcher must be greedy or batch, not %s.".formatted(matcher.orElseThrow()));
    };
  }

  Strategy strategy() {
    return switch (this) {
      case GREEDY -> Strategy.standard();
      case SPEED -> Strategy.batch().withCosts(CostWeights.speed());
      case BALANCED -> Strategy.batch();
      case ECONOMY -> Strategy.batch().withCosts(CostWeights.economy());
    };
  }
}
