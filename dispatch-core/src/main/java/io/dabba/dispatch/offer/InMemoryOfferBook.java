package io.dabba.dispatch.offer;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.Availability;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An {@link OfferBook} in the memory of this process. Thread-safe by one lock; every operation is
 * O(1). Keeps the last two offers of each rider for a repeated answer, and the last {@value
 * #ENDED_RIDES_KEPT} rides that ended, so that none is offered again; nothing is kept over a
 * restart, so tokens go on from a start that the caller gives.
 */
public final class InMemoryOfferBook implements OfferBook {
  /** How many rides that ended are remembered. */
  public static final int ENDED_RIDES_KEPT = 10_000;

  private static final OfferOutcome RIDE_NOT_PENDING =
      new OfferOutcome.Refused(OfferOutcome.Reason.RIDE_NOT_PENDING);
  private static final OfferOutcome RIDER_NOT_FREE =
      new OfferOutcome.Refused(OfferOutcome.Reason.RIDER_NOT_FREE);

  /** Where an offer stands, and why an answer that does not count then does not. */
  private enum State {
    OPEN(StaleReason.EXPIRED),
    ACCEPTED(StaleReason.ACCEPTED),
    ENDED(StaleReason.ACCEPTED),
    RELEASED(StaleReason.ACCEPTED),
    DECLINED(StaleReason.DECLINED),
    EXPIRED(StaleReason.EXPIRED),
    WITHDRAWN(StaleReason.WITHDRAWN);

    final StaleReason staleReason;

    State(StaleReason staleReason) {
      this.staleReason = staleReason;
    }
  }

  /** An offer and what became of it; {@code previous} is the rider's offer before it. */
  private static final class Entry {
    final Offer offer;
    @Nullable Entry previous;
    State state = State.OPEN;

    Entry(Offer offer, @Nullable Entry previous) {
      this.offer = offer;
      this.previous = previous;
    }

    boolean isOpen(Instant now) {
      return state == State.OPEN && now.isBefore(offer.expiresAt());
    }

    boolean isOverdue(Instant now) {
      return state == State.OPEN && !now.isBefore(offer.expiresAt());
    }
  }

  private final Map<RiderId, Entry> lastOfRider = new HashMap<>();

  /** The offer by which a ride is held out or taken, or by which it was until it ended. */
  private final Map<RideId, Entry> holderOfRide = new HashMap<>();

  private final Queue<RideId> endedRides = new ArrayDeque<>();
  private long lastToken;

  /** A book whose first token is 1. */
  public InMemoryOfferBook() {
    this(0);
  }

  /**
   * A book that goes on after a token.
   *
   * @param lastToken the last token that any rider may have seen, at least 0
   */
  public InMemoryOfferBook(long lastToken) {
    if (lastToken < 0) {
      throw new IllegalArgumentException("lastToken=%d is negative".formatted(lastToken));
    }
    this.lastToken = lastToken;
  }

  @Override
  public synchronized OfferOutcome tryOffer(
      RideId ride, RiderId rider, Instant now, Instant expiresAt) {
    Entry holder = holderOfRide.get(ride);
    if (holder != null && !holder.isOverdue(now)) {
      return RIDE_NOT_PENDING;
    }
    Entry last = lastOfRider.get(rider);
    if (last != null && (last.isOpen(now) || last.state == State.ACCEPTED)) {
      return RIDER_NOT_FREE;
    }
    Offer offer = new Offer(ride, rider, new FencingToken(lastToken + 1), now, expiresAt);
    lastToken++;
    if (holder != null) {
      close(holder, State.EXPIRED);
    }
    if (last != null) {
      closeIfOverdue(last, now);
      last.previous = null;
    }
    Entry entry = new Entry(offer, last);
    lastOfRider.put(rider, entry);
    holderOfRide.put(ride, entry);
    return new OfferOutcome.Opened(offer);
  }

  @Override
  public synchronized AcceptOutcome accept(
      RideId ride, RiderId rider, FencingToken token, Instant now) {
    Entry entry = find(ride, rider, token);
    if (entry == null) {
      return new AcceptOutcome.Stale(StaleReason.UNKNOWN_TOKEN);
    }
    if (entry.isOpen(now)) {
      entry.state = State.ACCEPTED;
      return new AcceptOutcome.Accepted(entry.offer);
    }
    closeIfOverdue(entry, now);
    return entry.state.staleReason == StaleReason.ACCEPTED
        ? new AcceptOutcome.AlreadyAccepted(entry.offer)
        : new AcceptOutcome.Stale(entry.state.staleReason);
  }

  @Override
  public synchronized DeclineOutcome decline(
      RideId ride, RiderId rider, FencingToken token, Instant now) {
    Entry entry = find(ride, rider, token);
    if (entry == null) {
      return new DeclineOutcome.Stale(StaleReason.UNKNOWN_TOKEN);
    }
    if (entry.isOpen(now)) {
      close(entry, State.DECLINED);
      return new DeclineOutcome.Declined(entry.offer);
    }
    closeIfOverdue(entry, now);
    return entry.state == State.DECLINED
        ? new DeclineOutcome.AlreadyDeclined(entry.offer)
        : new DeclineOutcome.Stale(entry.state.staleReason);
  }

  @Override
  public synchronized Optional<Offer> withdraw(RideId ride, Instant now) {
    Entry holder = holderOfRide.get(ride);
    if (holder == null || closeIfOverdue(holder, now) || holder.state != State.OPEN) {
      return Optional.empty();
    }
    close(holder, State.WITHDRAWN);
    return Optional.of(holder.offer);
  }

  @Override
  public synchronized boolean expire(Offer offer, Instant now) {
    Entry entry = find(offer.rideId(), offer.riderId(), offer.token());
    return entry != null && closeIfOverdue(entry, now);
  }

  @Override
  public synchronized boolean end(RideId ride, RiderId rider, Instant now) {
    Entry entry = taken(ride, rider);
    if (entry == null) {
      return false;
    }
    entry.state = State.ENDED;
    endedRides.add(ride);
    if (endedRides.size() > ENDED_RIDES_KEPT) {
      holderOfRide.remove(endedRides.remove());
    }
    return true;
  }

  @Override
  public synchronized boolean release(RideId ride, RiderId rider, Instant now) {
    Entry entry = taken(ride, rider);
    if (entry == null) {
      return false;
    }
    close(entry, State.RELEASED);
    return true;
  }

  /** What the rider may be asked for, as far as this book knows. */
  public synchronized Availability availability(RiderId rider, Instant now) {
    Entry last = lastOfRider.get(rider);
    if (last != null && last.state == State.ACCEPTED) {
      return Availability.RIDING;
    }
    return last != null && last.isOpen(now) ? Availability.OFFERED : Availability.AVAILABLE;
  }

  private @Nullable Entry find(RideId ride, RiderId rider, FencingToken token) {
    Entry entry = lastOfRider.get(rider);
    if (entry != null && !entry.offer.token().equals(token)) {
      entry = entry.previous;
    }
    return entry != null && entry.offer.token().equals(token) && entry.offer.rideId().equals(ride)
        ? entry
        : null;
  }

  private @Nullable Entry taken(RideId ride, RiderId rider) {
    Entry last = lastOfRider.get(rider);
    return last != null && last.state == State.ACCEPTED && last.offer.rideId().equals(ride)
        ? last
        : null;
  }

  private boolean closeIfOverdue(Entry entry, Instant now) {
    boolean overdue = entry.isOverdue(now);
    if (overdue) {
      close(entry, State.EXPIRED);
    }
    return overdue;
  }

  /** Closes an offer so that its ride is free again. */
  private void close(Entry entry, State state) {
    entry.state = state;
    holderOfRide.remove(entry.offer.rideId());
  }
}
