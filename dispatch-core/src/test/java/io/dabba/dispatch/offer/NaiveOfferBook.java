package io.dabba.dispatch.offer;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What an {@link OfferBook} should say, by looking through all offers there ever were. */
final class NaiveOfferBook {
  private enum State {
    OPEN,
    ACCEPTED,
    DECLINED,
    EXPIRED,
    WITHDRAWN
  }

  private static final class Row {
    final Offer offer;
    State state = State.OPEN;
    boolean left;

    Row(Offer offer) {
      this.offer = offer;
    }

    boolean binds(Instant now) {
      return state == State.OPEN ? !isLate(now) : state == State.ACCEPTED && !left;
    }

    boolean isOverdue(Instant now) {
      return state == State.OPEN && isLate(now);
    }

    boolean isLate(Instant now) {
      return !now.isBefore(offer.expiresAt());
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Set<RideId> ended = new HashSet<>();

  /** Why an offer would be refused, or empty if it would be opened. */
  Optional<OfferOutcome.Reason> refusal(RideId ride, RiderId rider, Instant now) {
    if (ended.contains(ride) || any(row -> row.binds(now) && row.offer.rideId().equals(ride))) {
      return Optional.of(OfferOutcome.Reason.RIDE_NOT_PENDING);
    }
    return any(row -> row.binds(now) && row.offer.riderId().equals(rider))
        ? Optional.of(OfferOutcome.Reason.RIDER_NOT_FREE)
        : Optional.empty();
  }

  void opened(Offer offer, Instant now) {
    rows.stream()
        .filter(row -> row.isOverdue(now))
        .filter(row ->
            row.offer.rideId().equals(offer.rideId())
                || row.offer.riderId().equals(offer.riderId()))
        .forEach(row -> row.state = State.EXPIRED);
    rows.add(new Row(offer));
  }

  AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now) {
    Optional<Row> found = find(ride, rider, token);
    if (found.isEmpty()) {
      return new AcceptOutcome.Stale(StaleReason.UNKNOWN_TOKEN);
    }
    Row row = found.get();
    return switch (row.state) {
      case OPEN -> {
        if (row.isLate(now)) {
          row.state = State.EXPIRED;
          yield new AcceptOutcome.Stale(StaleReason.EXPIRED);
        }
        row.state = State.ACCEPTED;
        yield new AcceptOutcome.Accepted(row.offer);
      }
      case ACCEPTED -> new AcceptOutcome.AlreadyAccepted(row.offer);
      case DECLINED -> new AcceptOutcome.Stale(StaleReason.DECLINED);
      case EXPIRED -> new AcceptOutcome.Stale(StaleReason.EXPIRED);
      case WITHDRAWN -> new AcceptOutcome.Stale(StaleReason.WITHDRAWN);
    };
  }

  DeclineOutcome decline(RideId ride, RiderId rider, FencingToken token, Instant now) {
    Optional<Row> found = find(ride, rider, token);
    if (found.isEmpty()) {
      return new DeclineOutcome.Stale(StaleReason.UNKNOWN_TOKEN);
    }
    Row row = found.get();
    return switch (row.state) {
      case OPEN -> {
        if (row.isLate(now)) {
          row.state = State.EXPIRED;
          yield new DeclineOutcome.Stale(StaleReason.EXPIRED);
        }
        row.state = State.DECLINED;
        yield new DeclineOutcome.Declined(row.offer);
      }
      case DECLINED -> new DeclineOutcome.AlreadyDeclined(row.offer);
      case ACCEPTED -> new DeclineOutcome.Stale(StaleReason.ACCEPTED);
      case EXPIRED -> new DeclineOutcome.Stale(StaleReason.EXPIRED);
      case WITHDRAWN -> new DeclineOutcome.Stale(StaleReason.WITHDRAWN);
    };
  }

  Optional<Offer> withdraw(RideId ride, Instant now) {
    Optional<Row> open =
        rows.stream()
            .filter(row -> row.state == State.OPEN && row.offer.rideId().equals(ride))
            .findFirst();
    open.ifPresent(row -> row.state = row.isLate(now) ? State.EXPIRED : State.WITHDRAWN);
    return open.filter(row -> row.state == State.WITHDRAWN).map(row -> row.offer);
  }

  boolean expire(Offer offer, Instant now) {
    Optional<Row> late =
        find(offer.rideId(), offer.riderId(), offer.token()).filter(row -> row.isOverdue(now));
    late.ifPresent(row -> row.state = State.EXPIRED);
    return late.isPresent();
  }

  boolean end(RideId ride, RiderId rider) {
    boolean left = release(ride, rider);
    if (left) {
      ended.add(ride);
    }
    return left;
  }

  boolean release(RideId ride, RiderId rider) {
    Optional<Row> current =
        rows.stream()
            .filter(row -> row.state == State.ACCEPTED && !row.left)
            .filter(row -> row.offer.rideId().equals(ride) && row.offer.riderId().equals(rider))
            .findFirst();
    current.ifPresent(row -> row.left = true);
    return current.isPresent();
  }

  /** All offers there ever were, the oldest first. */
  List<Offer> offers() {
    return rows.stream().map(row -> row.offer).toList();
  }

  /** Whether the rider has had two later offers. */
  boolean mayBeForgotten(RiderId rider, FencingToken token) {
    return rows.stream()
            .filter(row -> row.offer.riderId().equals(rider))
            .filter(row -> row.offer.token().compareTo(token) > 0)
            .count()
        >= 2;
  }

  private boolean any(Predicate<Row> wanted) {
    return rows.stream().anyMatch(wanted);
  }

  private Optional<Row> find(RideId ride, RiderId rider, FencingToken token) {
    return rows.stream()
        .filter(row -> row.offer.rideId().equals(ride) && row.offer.riderId().equals(rider))
        .filter(row -> row.offer.token().equals(token))
        .findFirst();
  }
}
