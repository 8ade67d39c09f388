package io.dabba.dispatch.testkit;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An offer book that holds another to its contract: it keeps accounts of its own of what the other
 * says, and throws an {@link InvariantViolation} where that cannot be. Not thread-safe.
 */
public final class CheckedOfferBook implements OfferBook {
  private enum State {
    OPEN,
    ACCEPTED,
    LEFT,
    DECLINED,
    EXPIRED,
    WITHDRAWN
  }

  private static final class Entry {
    final Offer offer;
    State state = State.OPEN;

    Entry(Offer offer) {
      this.offer = offer;
    }

    boolean isOpen(Instant now) {
      return state == State.OPEN && now.isBefore(offer.expiresAt());
    }

    boolean binds(Instant now) {
      return state == State.ACCEPTED || isOpen(now);
    }
  }

  private final OfferBook checked;
  private final Map<RiderId, Entry> lastOfRider = new HashMap<>();
  private final Map<RideId, Entry> lastOfRide = new HashMap<>();
  private final Map<RiderId, Map<Long, Entry>> entries = new HashMap<>();
  private final Map<RideId, Set<RiderId>> declined = new HashMap<>();
  private final Map<RideId, Set<RiderId>> letPass = new HashMap<>();
  private final Set<RideId> ended = new HashSet<>();

  /** Holds a book to its contract. */
  public CheckedOfferBook(OfferBook checked) {
    this.checked = checked;
  }

  /** Whether the book has opened this very offer. */
  public boolean hasOpened(Offer offer) {
    Entry entry = find(offer.riderId(), offer.token());
    return entry != null && entry.offer.equals(offer);
  }

  /** Whether the rider has declined the ride, or given it back. */
  public boolean hasDeclined(RideId ride, RiderId rider) {
    return declined.getOrDefault(ride, Set.of()).contains(rider);
  }

  /** Whether the rider has let an offer of the ride pass. */
  public boolean hasLetPass(RideId ride, RiderId rider) {
    return letPass.getOrDefault(ride, Set.of()).contains(rider);
  }

  @Override
  public OfferOutcome tryOffer(RideId ride, RiderId rider, Instant now, Instant expiresAt) {
    OfferOutcome outcome = checked.tryOffer(ride, rider, now, expiresAt);
    Entry ofRider = lastOfRider.get(rider);
    Entry ofRide = lastOfRide.get(ride);
    boolean riderBound = ofRider != null && ofRider.binds(now);
    boolean rideBound = ended.contains(ride) || (ofRide != null && ofRide.binds(now));
    if (outcome instanceof OfferOutcome.Opened(Offer offer)) {
      require(!riderBound, "a rider holds another offer or ride", rider, ride);
      require(!rideBound, "a ride is held by another rider", ride, rider);
      require(
          offer.rideId().equals(ride) && offer.riderId().equals(rider),
          "another offer was opened than was asked for",
          ride,
          rider,
          offer);
      require(
          offer.expiresAt().equals(expiresAt),
          "an offer does not expire when it should",
          offer,
          expiresAt);
      require(
          ofRider == null || offer.token().compareTo(ofRider.offer.token()) > 0,
          "a token is not greater than the one before",
          offer.token(),
          rider);
      lapse(ofRider);
      lapse(ofRide);
      Entry entry = new Entry(offer);
      lastOfRider.put(rider, entry);
      lastOfRide.put(ride, entry);
      entries.computeIfAbsent(rider, r -> new HashMap<>()).put(offer.token().value(), entry);
    } else {
      require(riderBound || rideBound, "an offer was refused without a reason", ride, rider);
    }
    return outcome;
  }

  @Override
  public AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now) {
    AcceptOutcome outcome = checked.accept(ride, rider, token, now);
    Entry entry = find(ride, rider, token);
    switch (outcome) {
      case AcceptOutcome.Accepted accepted -> {
        Entry his = known(entry, "a token was accepted that was never his", rider, ride, token);
        require(his.isOpen(now), "an offer was accepted that was over", his.offer, his.state, now);
        his.state = State.ACCEPTED;
      }
      case AcceptOutcome.AlreadyAccepted again ->
          require(
              entry != null && (entry.state == State.ACCEPTED || entry.state == State.LEFT),
              "a rider is told that he had accepted",
              rider,
              ride,
              token);
      case AcceptOutcome.Stale stale -> {
        require(
            entry == null || !entry.binds(now),
            "a rider may not accept his open offer",
            rider,
            ride,
            token,
            stale);
        lapse(entry);
      }
    }
    return outcome;
  }

  @Override
  public DeclineOutcome decline(RideId ride, RiderId rider, FencingToken token, Instant now) {
    DeclineOutcome outcome = checked.decline(ride, rider, token, now);
    Entry entry = find(ride, rider, token);
    switch (outcome) {
      case DeclineOutcome.Declined closed -> {
        Entry his = known(entry, "a token was declined that was never his", rider, ride, token);
        require(his.isOpen(now), "an offer was declined that was over", his.offer, his.state, now);
        his.state = State.DECLINED;
        declined.computeIfAbsent(ride, r -> new HashSet<>()).add(rider);
      }
      case DeclineOutcome.AlreadyDeclined again ->
          require(
              entry != null && entry.state == State.DECLINED,
              "a rider is told that he had declined",
              rider,
              ride,
              token);
      case DeclineOutcome.Stale stale -> {
        require(
            entry == null || !entry.isOpen(now),
            "a rider may not decline his open offer",
            rider,
            ride,
            token,
            stale);
        lapse(entry);
      }
    }
    return outcome;
  }

  @Override
  public Optional<Offer> withdraw(RideId ride, Instant now) {
    Optional<Offer> outcome = checked.withdraw(ride, now);
    Entry entry = lastOfRide.get(ride);
    boolean open = entry != null && entry.isOpen(now);
    require(outcome.isPresent() == open, "an offer was not withdrawn as it stood", ride, outcome);
    if (entry != null && open) {
      require(
          outcome.filter(entry.offer::equals).isPresent(),
          "another offer was withdrawn",
          entry.offer,
          outcome);
      entry.state = State.WITHDRAWN;
    } else {
      lapse(entry);
    }
    return outcome;
  }

  @Override
  public boolean expire(Offer offer, Instant now) {
    boolean outcome = checked.expire(offer, now);
    Entry entry = find(offer.rideId(), offer.riderId(), offer.token());
    boolean over =
        entry != null && entry.state == State.OPEN && !now.isBefore(entry.offer.expiresAt());
    require(outcome == over, "an offer was not expired as it stood", offer, outcome, now);
    if (entry != null && over) {
      expired(entry);
    }
    return outcome;
  }

  @Override
  public boolean end(RideId ride, RiderId rider, Instant now) {
    boolean outcome = checked.end(ride, rider, now);
    leave(ride, rider, outcome);
    if (outcome) {
      ended.add(ride);
    }
    return outcome;
  }

  @Override
  public boolean release(RideId ride, RiderId rider, Instant now) {
    boolean outcome = checked.release(ride, rider, now);
    leave(ride, rider, outcome);
    if (outcome) {
      declined.computeIfAbsent(ride, r -> new HashSet<>()).add(rider);
    }
    return outcome;
  }

  private void leave(RideId ride, RiderId rider, boolean left) {
    Entry entry = lastOfRider.get(rider);
    boolean had =
        entry != null && entry.offer.rideId().equals(ride) && entry.state == State.ACCEPTED;
    require(left == had, "a ride was not left as it stood", rider, ride, left);
    if (entry != null && had) {
      entry.state = State.LEFT;
    }
  }

  private void lapse(@Nullable Entry entry) {
    if (entry != null && entry.state == State.OPEN) {
      expired(entry);
    }
  }

  private void expired(Entry entry) {
    entry.state = State.EXPIRED;
    letPass.computeIfAbsent(entry.offer.rideId(), r -> new HashSet<>()).add(entry.offer.riderId());
  }

  private @Nullable Entry find(RiderId rider, FencingToken token) {
    return entries.getOrDefault(rider, Map.of()).get(token.value());
  }

  private @Nullable Entry find(RideId ride, RiderId rider, FencingToken token) {
    Entry entry = find(rider, token);
    return entry != null && entry.offer.rideId().equals(ride) ? entry : null;
  }

  private static void require(boolean holds, String what, Object... about) {
    if (!holds) {
      throw new InvariantViolation(what + ": " + Arrays.toString(about));
    }
  }

  private static Entry known(@Nullable Entry entry, String what, Object... about) {
    require(entry != null, what, about);
    return Objects.requireNonNull(entry);
  }
}
