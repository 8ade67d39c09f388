package io.dabba.dispatch;

import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A ride's search for its rider, as far as it has come; immutable.
 *
 * @param dueAt when the search begins
 * @param nextRoundAt when the next round may be held
 * @param giveUpAt when the search ends without a rider
 * @param rounds how many rounds found nobody
 * @param refusals who did not take the ride, by his last offer of it
 */
public record RideSearch(
    Ride ride,
    RideState state,
    Instant dueAt,
    Instant nextRoundAt,
    Instant giveUpAt,
    int rounds,
    Map<RiderId, Refusal> refusals) {
  public RideSearch {
    refusals = Map.copyOf(refusals);
  }

  /** A search that nobody has refused yet. */
  public static RideSearch begin(Ride ride, Instant dueAt, Instant giveUpAt) {
    return new RideSearch(ride, new RideState.Pending(), dueAt, dueAt, giveUpAt, 0, Map.of());
  }

  /** The same planned with from then on, before it is due. */
  RideSearch plannedFrom(Instant earlier) {
    return pendingUntil(earlier);
  }

  public RideId id() {
    return ride.id();
  }

  /** Whether the next round may be held now. */
  public boolean isDue(Instant now) {
    return state instanceof RideState.Pending && !nextRoundAt.isAfter(now);
  }

  /** Whether the search has begun and the next round is still to wait for. */
  public boolean isBetweenRounds(Instant now) {
    return state instanceof RideState.Pending && !dueAt.isAfter(now) && nextRoundAt.isAfter(now);
  }

  /** How the rider refused the ride; empty if he did not. */
  public Optional<Refusal> refusal(RiderId rider) {
    return Optional.ofNullable(refusals.get(rider));
  }

  /** Whether the rider may be asked, or asked again. */
  boolean mayAsk(RiderId rider, AskAgain askAgain) {
    return refusal(rider).map(refusal -> askAgain.allows(refusal.kind())).orElse(true);
  }

  /** Whether the rider has answered this offer of the ride, or a later one. */
  public boolean isPast(RiderId rider, FencingToken token) {
    return refusal(rider).filter(refusal -> refusal.token().compareTo(token) >= 0).isPresent();
  }

  /** The search in another state. */
  public RideSearch in(RideState next) {
    return new RideSearch(ride, next, dueAt, nextRoundAt, giveUpAt, rounds, refusals);
  }

  /** The search of a ride whose orders have changed. */
  public RideSearch of(Ride changed) {
    return new RideSearch(changed, state, dueAt, nextRoundAt, giveUpAt, rounds, refusals);
  }

  /** The search goes on for as long as the one of a ride whose orders it takes over would have. */
  public RideSearch joinedBy(RideSearch other) {
    return new RideSearch(
        ride,
        state,
        dueAt,
        nextRoundAt,
        other.giveUpAt.isAfter(giveUpAt) ? other.giveUpAt : giveUpAt,
        Math.min(rounds, other.rounds),
        refusals);
  }

  /** Pending, with the next round at the given instant. */
  public RideSearch pendingUntil(Instant nextRound) {
    return new RideSearch(
        ride, new RideState.Pending(), dueAt, nextRound, giveUpAt, rounds, refusals);
  }

  /** The search begun earlier than planned. */
  public RideSearch begunAt(Instant earlier, Instant giveUp) {
    return new RideSearch(ride, state, earlier, earlier, giveUp, rounds, refusals);
  }

  /** One more round that found nobody. */
  public RideSearch missed(Instant nextRound, boolean counts) {
    return new RideSearch(
        ride, state, dueAt, nextRound, giveUpAt, counts ? rounds + 1 : rounds, refusals);
  }

  /** The search with one more refusal. */
  public RideSearch refused(RiderId rider, Refusal refusal) {
    return refusedAll(Map.of(rider, refusal));
  }

  /** The search with more refusals. */
  public RideSearch refusedAll(Map<RiderId, Refusal> more) {
    Map<RiderId, Refusal> all = new HashMap<>(refusals);
    all.putAll(more);
    return new RideSearch(ride, state, dueAt, nextRoundAt, giveUpAt, rounds, all);
  }

  /** The search with its end put off by a time in which nobody could be found, once it began. */
  public RideSearch paused(Instant from, Instant until) {
    Instant begin = dueAt.isAfter(from) ? dueAt : from;
    if (!until.isAfter(begin)) {
      return this;
    }
    Instant giveUp = giveUpAt.plus(Duration.between(begin, until));
    return new RideSearch(ride, state, dueAt, nextRoundAt, giveUp, rounds, refusals);
  }
}
