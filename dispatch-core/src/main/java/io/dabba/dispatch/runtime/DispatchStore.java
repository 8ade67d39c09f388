package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the dispatch of cities is kept. What it says is true: a dispatcher only proposes. A city
 * has one owner at a time, under an epoch that only grows. Called by one thread per city and owner;
 * throws an unchecked exception where it cannot answer, after which the city is taken over again.
 */
public interface DispatchStore {
  /**
   * Makes the caller the owner of a city, under the next epoch, and returns all that is stored of
   * its dispatch. Whatever was sent under an earlier epoch and has not been stored by now never
   * will be.
   *
   * @throws CityTakenException while the lease of another owner runs
   */
  RecoveredCity takeOver(CityId city);

  /**
   * Carries out the effects of a step, all or none, and answers those that want an answer.
   *
   * @return the answers, as commands
   * @throws NotOwnerException if the epoch is over; then nothing is stored
   */
  List<Command> commit(CityId city, Epoch epoch, Step step);

  /**
   * Keeps the city while there is nothing to store.
   *
   * @param countedUntil up to when the limits of searches have run
   * @throws NotOwnerException if the epoch is over
   */
  void renew(CityId city, Epoch epoch, Instant countedUntil);

  /** Gives the city up, so that the next owner need not wait; nothing if the epoch is over. */
  void release(CityId city, Epoch epoch);

  /** What is stored of the riders; those it does not know are absent. */
  Map<RiderId, RiderProfile> riders(Set<RiderId> riders);
}
