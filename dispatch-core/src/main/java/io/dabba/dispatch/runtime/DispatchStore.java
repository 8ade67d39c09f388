package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Step;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the dispatch of cities is kept. What it says is true: a dispatcher only proposes. Called by
 * one thread per city; throws an unchecked exception where it cannot answer, after which the city
 * is loaded again.
 */
public interface DispatchStore {
  /** All that is stored of a city's dispatch. */
  RecoveredCity load(CityId city);

  /**
   * Carries out the effects of a step, all or none, and answers those that want an answer.
   *
   * @return the answers, as commands
   */
  List<Command> commit(CityId city, Step step);

  /** What the riders can be asked for now; riders it does not know are absent. */
  Map<RiderId, Availability> availability(Set<RiderId> riders);
}
