package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.RideSearch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a store has of a city.
 *
 * @param searches the rides without a rider
 * @param unheard facts that no step has taken up yet, such as confirmed orders without a ride
 * @param lastStepAt when the last step was stored; empty for a new city
 */
public record RecoveredCity(
    List<RideSearch> searches, List<Command> unheard, Optional<Instant> lastStepAt) {
  public RecoveredCity {
    searches = List.copyOf(searches);
    unheard = List.copyOf(unheard);
  }
}
