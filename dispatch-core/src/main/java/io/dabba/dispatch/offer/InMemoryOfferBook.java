package io.dabba.dispatch.offer;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.Availability;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An {@link OfferBook} in the memory of this process. Thread-safe by one lock; every operation is
 * O(1). Keeps the last offer of each rider for a repeated answer, and the last {@value
 * #ENDED_RIDES_KEPT} rides that ended, so that none is offered again; nothing is kept over a
 * restart, so tokens go on from a start that the caller gives.
 */
public final class InMemoryOfferBook implements OfferBook {
  /** How many rides that ended are remembered. */
  public static final int ENDED_RIDES_KEPT = 10_000;

  private enum State {
    OPEN,
    ACCEPTED,
    DECLINED,
    EXPIRED,
    WITHDRAWN,
    LEFT
  }

  private record Entry(Offer offer, State state) {
    boolean binds(Instant now) {
      return state == State.ACCEPTED || (state == State.OPEN && now.isBefore(offer.expiresAt()));
    }
  }

  private final Map<RiderId, Entry> lastOfRider = new HashMap<>();
  private final Map<RideId, RiderId> lastRiderOfRide = new HashMap<>();
  private final Set<RideId> endedRides = new LinkedHashSet<>();
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
    if (endedRides.contains(ride) || holder(ride).filter(entry -> entry.binds(now)).isPresent()) {
      return new OfferOutcome.Refused(OfferOutcome.Reason.RIDE_NOT_PENDING);
    }
    Entry last = lastOfRider.get(rider);
    if (last != null && last.binds(now)) {
      return new OfferOutcome.Refused(OfferOutcome.Reason.RIDER_NOT_FREE);
    }
    Offer offer = new Offer(ride, rider, new FencingToken(lastToken + 1), now, expiresAt);
    lastToken++;
    lastOfRider.put(rider, new Entry(offer, State.OPEN));
    lastRiderOfRide.put(ride, rider);
    return new OfferOutcome.Opened(offer);
  }

  @Override
  public synchronized AcceptOutcome accept(
      RideId ride, RiderId rider, FencingToken token, Instant now) {
    Entry entry = find(ride, rider, token);
    if (entry == null) {
      return new AcceptOutcome.Stale(StaleReason.UNKNOWN_TOKEN);
    }
    return switch (entry.state()) {
      case OPEN -> {
        if (!now.isBefore(entry.offer().expiresAt())) {
          yield new AcceptOutcome.Stale(StaleReason.EXPIRED);
        }
        close(entry, State.ACCEPTED);
        yield new AcceptOutcome.Accepted(entry.offer());
      }
      case ACCEPTED, LEFT -> new AcceptOutcome.AlreadyAccepted(entry.offer());
      case DECLINED -> new AcceptOutcome.Stale(StaleReason.DECLINED);
      case EXPIRED -> new AcceptOutcome.Stale(StaleReason.EXPIRED);
      case WITHDRAWN -> new AcceptOutcome.Stale(StaleReason.WITHDRAWN);
    };
  }

  @Override
  public synchronized DeclineOutcome decline(
      RideId ride, RiderId rider, FencingToken token, Instant now) {
    Entry entry = find(ride, rider, token);
    if (entry == null) {
      return new DeclineOutcome.Stale(StaleReason.UNKNOWN_TOKEN);
    }
    return switch (entry.state()) {
      case OPEN -> {
        if (!now.isBefore(entry.offer().expiresAt())) {
          yield new DeclineOutcome.Stale(StaleReason.EXPIRED);
        }
        close(entry, State.DECLINED);
        yield new DeclineOutcome.Declined(entry.offer());
      }
      case DECLINED -> new DeclineOutcome.AlreadyDeclined(entry.offer());
      case ACCEPTED, LEFT -> new DeclineOutcome.Stale(StaleReason.ACCEPTED);
      case EXPIRED -> new DeclineOutcome.Stale(StaleReason.EXPIRED);
      case WITHDRAWN -> new DeclineOutcome.Stale(StaleReason.WITHDRAWN);
    };
  }

  @Override
  public synchronized Optional<Offer> withdraw(RideId ride, Instant now) {
    Optional<Entry> open =
        holder(ride).filter(entry -> entry.state() == State.OPEN && entry.binds(now));
    open.ifPresent(entry -> close(entry, State.WITHDRAWN));
    return open.map(Entry::offer);
  }

  @Override
  public synchronized boolean expire(Offer offer, Instant now) {
    Entry entry = find(offer.rideId(), offer.riderId(), offer.token());
    if (entry == null || entry.state() != State.OPEN || entry.binds(now)) {
      return false;
    }
    close(entry, State.EXPIRED);
    return true;
  }

  @Override
  public synchronized boolean end(RideId ride, RiderId rider, Instant now) {
    boolean ended = release(ride, rider, now);
    if (ended) {
      endedRides.add(ride);
      if (endedRides.size() > ENDED_RIDES_KEPT) {
        endedRides.remove(endedRides.iterator().next());
      }
    }
    return ended;
  }

  @Override
  public synchronized boolean release(RideId ride, RiderId rider, Instant now) {
    Entry entry = lastOfRider.get(rider);
    if (entry == null || !entry.offer().rideId().equals(ride) || entry.state() != State.ACCEPTED) {
      return false;
    }
    close(entry, State.LEFT);
    return true;
  }

  /** What the rider may be asked for, as far as this book knows. */
  public synchronized Availability availability(RiderId rider, Instant now) {
    Entry entry = lastOfRider.get(rider);
    if (entry == null || !entry.binds(now)) {
      return Availability.AVAILABLE;
    }
    return entry.state() == State.ACCEPTED ? Availability.RIDING : Availability.OFFERED;
  }

  private Optional<Entry> holder(RideId ride) {
    return Optional.ofNullable(lastRiderOfRide.get(ride))
        .map(lastOfRider::get)
        .filter(entry -> entry.offer().rideId().equals(ride));
  }

  private @Nullable Entry find(RideId ride, RiderId rider, FencingToken token) {
    Entry entry = lastOfRider.get(rider);
    return entry != null
            && Objects.equals(entry.offer().rideId(), ride)
            && entry.offer().token().equals(token)
        ? entry
        : null;
  }

  private void close(Entry entry, State state) {
    lastOfRider.put(entry.offer().riderId(), new Entry(entry.offer(), state));
    if (state != State.ACCEPTED) {
      lastRiderOfRide.remove(entry.offer().rideId(), entry.offer().riderId());
    }
  }
}
