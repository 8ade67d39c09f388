package io.dabba.dispatch;

import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * A ride's search for its rider, as far as it has come; immutable.
 *
 * @param dueAt when the search begins
 * @param nextRoundAt when the next round may be held
 * @param giveUpAt when the search ends without a rider
 * @param rounds how many rounds found nobody
 * @param declinedBy who is not asked again
 */
public record RideSearch(
    Ride ride,
    RideState state,
    Instant dueAt,
    Instant nextRoundAt,
    Instant giveUpAt,
    int rounds,
    Set<RiderId> declinedBy) {
  public RideSearch {
    declinedBy = Set.copyOf(declinedBy);
  }

  /** A search that begins at {@code dueAt}. */
  public static RideSearch begin(Ride ride, Instant dueAt, Duration giveUpAfter) {
    return new RideSearch(
        ride, new RideState.Pending(), dueAt, dueAt, dueAt.plus(giveUpAfter), 0, Set.of());
  }

  public RideId id() {
    return ride.id();
  }

  /** Whether the next round may be held now. */
  public boolean isDue(Instant now) {
    return state instanceof RideState.Pending && !nextRoundAt.isAfter(now);
  }

  /** The search in another state. */
  public RideSearch in(RideState next) {
    return new RideSearch(ride, next, dueAt, nextRoundAt, giveUpAt, rounds, declinedBy);
  }

  /** Pending, with the next round at the given instant. */
  public RideSearch pendingUntil(Instant nextRound) {
    return new RideSearch(
        ride, new RideState.Pending(), dueAt, nextRound, giveUpAt, rounds, declinedBy);
  }

  /** The search begun anew at an instant, its refusals kept. */
  public RideSearch restartedAt(Instant due, Duration giveUpAfter) {
    return new RideSearch(
        ride, new RideState.Pending(), due, due, due.plus(giveUpAfter), 0, declinedBy);
  }

  /** The search begun earlier than planned. */
  public RideSearch dueNow(Instant now) {
    Duration earlier = Duration.between(now, dueAt);
    return new RideSearch(ride, state, now, now, giveUpAt.minus(earlier), rounds, declinedBy);
  }

  /** One more round that found nobody. */
  public RideSearch missed(Instant nextRound, boolean counts) {
    return new RideSearch(
        ride, state, dueAt, nextRound, giveUpAt, counts ? rounds + 1 : rounds, declinedBy);
  }

  /** The search with one more rider who is not asked again. */
  public RideSearch declinedBy(RiderId rider) {
    return declinedByAll(Set.of(rider));
  }

  /** The search with more riders who are not asked again. */
  public RideSearch declinedByAll(Set<RiderId> more) {
    Set<RiderId> riders = new HashSet<>(declinedBy);
    riders.addAll(more);
    return new RideSearch(ride, state, dueAt, nextRoundAt, giveUpAt, rounds, riders);
  }

  /** The search after a pause in which nobody could be found: its end is put off by as much. */
  public RideSearch pausedFor(Duration pause) {
    return new RideSearch(
        ride, state, dueAt, nextRoundAt, giveUpAt.plus(pause), rounds, declinedBy);
  }
}
