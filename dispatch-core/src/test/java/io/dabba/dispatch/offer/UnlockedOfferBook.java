package io.dabba.dispatch.offer;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A planted bug: the decisions of {@link InMemoryOfferBook} without its lock. Each map is safe for
 * itself, but what was checked may not hold any more when it is acted upon. Tests of concurrency
 * must find that.
 */
final class UnlockedOfferBook implements OfferBook {
  private enum State {
    OPEN,
    ACCEPTED,
    DECLINED,
    EXPIRED,
    WITHDRAWN,
    RELEASED,
    ENDED
  }

  private static final class Entry {
    final Offer offer;
    volatile State state = State.OPEN;

    Entry(Offer offer) {
      this.offer = offer;
    }

    boolean isOpen(Instant now) {
      return state == State.OPEN && now.isBefore(offer.expiresAt());
    }

    boolean isOverdue(Instant now) {
      return state == State.OPEN && !now.isBefore(offer.expiresAt());
    }
  }

  private final Map<RiderId, Entry> lastOfRider = new ConcurrentHashMap<>();
  private final Map<RideId, Entry> holderOfRide = new ConcurrentHashMap<>();
  private final AtomicLong lastToken = new AtomicLong();

  @Override
  public OfferOutcome tryOffer(RideId ride, RiderId rider, Instant now, Instant expiresAt) {
    Entry holder = holderOfRide.get(ride);
    if (holder != null && !holder.isOverdue(now)) {
      return new OfferOutcome.Refused(OfferOutcome.Reason.RIDE_NOT_PENDING);
    }
    Entry last = lastOfRider.get(rider);
    if (last != null && (last.isOpen(now) || last.state == State.ACCEPTED)) {
      return new OfferOutcome.Refused(OfferOutcome.Reason.RIDER_NOT_FREE);
    }
    if (holder != null) {
      close(holder, State.EXPIRED);
    }
    if (last != null) {
      closeIfOverdue(last, now);
    }
    FencingToken token = new FencingToken(lastToken.incrementAndGet());
    Entry entry = new Entry(new Offer(ride, rider, token, now, expiresAt));
    lastOfRider.put(rider, entry);
    holderOfRide.put(ride, entry);
    return new OfferOutcome.Opened(entry.offer);
  }

  @Override
  public AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now) {
    Entry entry = find(ride, rider, token);
    if (entry == null) {
      return new AcceptOutcome.Stale(StaleReason.UNKNOWN_TOKEN);
    }
    if (entry.isOpen(now)) {
      entry.state = State.ACCEPTED;
      return new AcceptOutcome.Accepted(entry.offer);
    }
    closeIfOverdue(entry, now);
    return switch (entry.state) {
      case ACCEPTED, RELEASED, ENDED -> new AcceptOutcome.AlreadyAccepted(entry.offer);
      case DECLINED -> new AcceptOutcome.Stale(StaleReason.DECLINED);
      case OPEN, EXPIRED -> new AcceptOutcome.Stale(StaleReason.EXPIRED);
      case WITHDRAWN -> new AcceptOutcome.Stale(StaleReason.WITHDRAWN);
    };
  }

  @Override
  public DeclineOutcome decline(RideId ride, RiderId rider, FencingToken token, Instant now) {
    Entry entry = find(ride, rider, token);
    if (entry == null) {
      return new DeclineOutcome.Stale(StaleReason.UNKNOWN_TOKEN);
    }
    if (entry.isOpen(now)) {
      close(entry, State.DECLINED);
      return new DeclineOutcome.Declined(entry.offer);
    }
    closeIfOverdue(entry, now);
    return switch (entry.state) {
      case DECLINED -> new DeclineOutcome.AlreadyDeclined(entry.offer);
      case ACCEPTED, RELEASED, ENDED -> new DeclineOutcome.Stale(StaleReason.ACCEPTED);
      case OPEN, EXPIRED -> new DeclineOutcome.Stale(StaleReason.EXPIRED);
      case WITHDRAWN -> new DeclineOutcome.Stale(StaleReason.WITHDRAWN);
    };
  }

  @Override
  public Optional<Offer> withdraw(RideId ride, Instant now) {
    Entry holder = holderOfRide.get(ride);
    if (holder == null || closeIfOverdue(holder, now) || holder.state != State.OPEN) {
      return Optional.empty();
    }
    close(holder, State.WITHDRAWN);
    return Optional.of(holder.offer);
  }

  @Override
  public boolean expire(Offer offer, Instant now) {
    Entry entry = find(offer.rideId(), offer.riderId(), offer.token());
    return entry != null && closeIfOverdue(entry, now);
  }

  @Override
  public boolean end(RideId ride, RiderId rider, Instant now) {
    Entry last = lastOfRider.get(rider);
    if (last == null || last.state != State.ACCEPTED || !last.offer.rideId().equals(ride)) {
      return false;
    }
    last.state = State.ENDED;
    return true;
  }

  @Override
  public boolean release(RideId ride, RiderId rider, Instant now) {
    Entry last = lastOfRider.get(rider);
    if (last == null || last.state != State.ACCEPTED || !last.offer.rideId().equals(ride)) {
      return false;
    }
    close(last, State.RELEASED);
    return true;
  }

  private Entry find(RideId ride, RiderId rider, FencingToken token) {
    Entry entry = lastOfRider.get(rider);
    return entry != null && entry.offer.token().equals(token) && entry.offer.rideId().equals(ride)
        ? entry
        : null;
  }

  private boolean closeIfOverdue(Entry entry, Instant now) {
    boolean overdue = entry.isOverdue(now);
    if (overdue) {
      close(entry, State.EXPIRED);
    }
    return overdue;
  }

  private void close(Entry entry, State state) {
    entry.state = state;
    holderOfRide.remove(entry.offer.rideId());
  }
}
