package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideUnderWay;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a store has of a city.
 *
 * @param epoch under which the caller owns the city from now on
 * @param searches the rides without a rider
 * @param unheard facts that no step may have taken up yet, such as confirmed orders without a ride
 * @param profiles of the riders who were asked before
 * @param underWay the rides that have their rider
 * @param countedUntil up to when the limits of searches have run; empty for a new city
 */
public record RecoveredCity(
    Epoch epoch,
    List<RideSearch> searches,
    List<Command> unheard,
    Map<RiderId, RiderProfile> profiles,
    List<RideUnderWay> underWay,
    Optional<Instant> countedUntil) {
  public RecoveredCity {
    searches = List.copyOf(searches);
    unheard = List.copyOf(unheard);
    profiles = Map.copyOf(profiles);
    underWay = List.copyOf(underWay);
  }
}
