package io.dabba.dispatch.runtime;

import static io.dabba.dispatch.order.OrderStatus.ASSIGNED;
import static io.dabba.dispatch.order.OrderStatus.CONFIRMED;
import static io.dabba.dispatch.order.OrderStatus.DELIVERED;
import static io.dabba.dispatch.order.OrderStatus.READY;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Decision;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideState;
import io.dabba.dispatch.RideUnderWay;
import io.dabba.dispatch.lifecycle.Transition;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideLifecycle;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.rider.Shift;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The rides of an {@link InMemoryDispatchStore}, and what may happen to them and their orders. */
final class InMemoryRides {
  private final OfferBook book;
  private final Moves moves = new Moves();
  private final InMemoryOrders orders = new InMemoryOrders(moves);
  private final InMemoryRiders riders = new InMemoryRiders();
  private final Map<RideId, RideRow> rides = new LinkedHashMap<>();
  private final Map<RiderId, RideRow> rideOfRider = new HashMap<>();
  private final Deque<RideId> endedRides = new ArrayDeque<>();

  InMemoryRides(OfferBook book) {
    this.book = book;
  }

  void onTransition(Consumer<Transition<?>> listener) {
    moves.tell(listener);
  }

  void confirm(CityId city, Command.OrderConfirmed command) {
    orders.confirm(city, command);
  }

  boolean ready(OrderId id, Instant now) {
    OrderRow order = orders.find(id);
    if (order == null || order.ready || !Set.of(CONFIRMED, ASSIGNED).contains(order.status)) {
      return false;
    }
    order.ready = true;
    if (order.status == ASSIGNED) {
      orders.move(order, id, READY);
    }
    RideRow ride = order.ride == null ? null : rides.get(order.ride);
    if (ride != null) {
      ride.search = ride.search.of(ride.search.ride().withReady(id, now));
    }
    return true;
  }

  /** What the dispatcher is told; empty if nothing changed. */
  Optional<List<Command>> cancel(OrderId id, Instant now) {
    OrderRow order = orders.find(id);
    if (order == null || OrderLifecycle.TABLE.isFinal(order.status)) {
      return Optional.empty();
    }
    orders.move(order, id, OrderStatus.CANCELLED);
    List<Command> facts = new ArrayList<>(List.of(new Command.OrderCancelled(id)));
    RideRow ride = order.ride == null ? null : rides.get(order.ride);
    if (ride == null) {
      orders.forgetWanted(order);
      return Optional.of(facts);
    }
    Offer offer = ride.offer;
    Optional<Ride> rest = ride.search.ride().without(id);
    if (offer != null && ride.status == RideStatus.OFFERED) {
      Refusal.Kind kind = takeBack(offer, now);
      facts.add(RideRow.told(offer, kind));
      if (rest.isPresent()) {
        reopen(ride, offer, kind, now);
      }
    }
    if (rest.isPresent()) {
      ride.search = ride.search.of(rest.get());
    } else {
      if (offer != null && ride.isTaken()) {
        book.end(ride.id(), offer.riderId(), now);
        facts.add(new Command.RideEnded(ride.id(), Optional.of(offer.riderId())));
      }
      if (offer != null) {
        rideOfRider.remove(offer.riderId());
      }
      move(ride, RideStatus.CANCELLED);
    }
    return Optional.of(facts);
  }

  AcceptOutcome accept(RideId id, RiderId rider, FencingToken token, Instant now) {
    AcceptOutcome outcome = book.accept(id, rider, token, now);
    if (outcome instanceof AcceptOutcome.Accepted) {
      RideRow ride = ride(id);
      move(ride, RideStatus.ACCEPTED);
      ride.search = ride.search.pendingUntil(now);
      riders.answered(rider, true);
      riders.took(rider, ride.search.ride().orders().size());
      orders.assign(ride.search.ride());
    }
    return outcome;
  }

  DeclineOutcome decline(RideId id, RiderId rider, FencingToken token, Instant now) {
    DeclineOutcome outcome = book.decline(id, rider, token, now);
    if (outcome instanceof DeclineOutcome.Declined(Offer offer)) {
      reopen(ride(id), offer, Refusal.Kind.DECLINED, now);
      riders.answered(rider, false);
    }
    return outcome;
  }

  Optional<Command> release(RideId id, RiderId rider, Instant now) {
    RideRow ride = rides.get(id);
    Offer offer = ride == null ? null : ride.offer;
    if (ride == null
        || offer == null
        || ride.status != RideStatus.ACCEPTED
        || rideOfRider.get(rider) != ride) {
      return Optional.empty();
    }
    book.release(id, rider, now);
    orders.moveAll(ride.search.ride(), CONFIRMED);
    riders.gaveBack(rider, ride.search.ride().orders().size());
    Duration giveUpAfter = Duration.between(ride.search.dueAt(), ride.search.giveUpAt());
    ride.search =
        RideSearch.begin(ride.search.ride(), now, now.plus(giveUpAfter))
            .refusedAll(ride.search.refusals())
            .refused(rider, new Refusal(offer.token(), Refusal.Kind.DECLINED));
    ride.offer = null;
    rideOfRider.remove(rider);
    move(ride, RideStatus.PENDING);
    riders.answered(rider, false);
    return Optional.of(new Command.RideReleased(ride.search.ride(), rider, ride.search.refusals()));
  }

  boolean pickUp(RideId id, RiderId rider) {
    RideRow ride = rides.get(id);
    if (ride == null || ride.status != RideStatus.ACCEPTED || rideOfRider.get(rider) != ride) {
      return false;
    }
    move(ride, RideStatus.PICKED_UP);
    orders.pickUp(ride.search.ride());
    return true;
  }

  boolean deliver(RideId id, RiderId rider, Instant now) {
    RideRow ride = rides.get(id);
    if (ride == null || ride.status != RideStatus.PICKED_UP || rideOfRider.get(rider) != ride) {
      return false;
    }
    book.end(id, rider, now);
    rideOfRider.remove(rider);
    orders.moveAll(ride.search.ride(), DELIVERED);
    move(ride, RideStatus.COMPLETED);
    return true;
  }

  /** What the dispatcher is told beside. */
  List<Command> shift(RiderId rider, boolean online, Instant now) {
    if (online) {
      riders.comesOn(rider);
      return List.of();
    }
    riders.goesOff(rider);
    RideRow ride = rideOfRider.get(rider);
    Offer offer = ride == null ? null : ride.offer;
    if (ride == null || offer == null || ride.status != RideStatus.OFFERED) {
      return List.of();
    }
    return List.of(withdraw(ride, offer, now));
  }

  void shift(RiderId rider, Shift shift) {
    riders.comesOn(rider, shift);
  }

  Optional<OrderStatus> orderStatus(OrderId order) {
    return orders.status(order);
  }

  Optional<RideStatus> rideStatus(RideId ride) {
    return Optional.ofNullable(rides.get(ride)).map(row -> row.status);
  }

  List<Decision> decisions(RideId ride) {
    RideRow row = rides.get(ride);
    return row == null ? List.of() : row.decisions();
  }

  void explained(Decision decision) {
    RideRow row = rides.get(decision.rideId());
    if (row != null) {
      row.explained(decision);
    }
  }

  List<RideSearch> searches(CityId city) {
    return rides.values().stream()
        .filter(row -> row.searches() && row.isIn(city))
        .map(row -> row.search)
        .toList();
  }

  /** The rides of the city that have their rider. */
  List<RideUnderWay> underWay(CityId city) {
    return rides.values().stream()
        .filter(row -> row.isIn(city))
        .flatMap(row -> row.underWay().stream())
        .toList();
  }

  /** Confirmed orders whose ride no step has stored, and food that is ready. */
  List<Command> unheard(CityId city) {
    List<Command> commands = new ArrayList<>(orders.withoutRide(city));
    for (RideSearch search : searches(city)) {
      for (RideOrder order : search.ride().orders()) {
        OrderRow row = orders.find(order.id());
        if (row != null && row.ready) {
          commands.add(new Command.OrderReady(order.id(), order.readyAt()));
        }
      }
    }
    return commands;
  }

  /** Of the riders who were asked before, or whose shift is known. */
  Map<RiderId, RiderProfile> profiles(Instant now) {
    Map<RiderId, RiderProfile> profiles = new HashMap<>();
    riders.known().forEach(rider -> profiles.put(rider, profile(rider, now)));
    return profiles;
  }

  RiderProfile profile(RiderId rider, Instant now) {
    return riders.profile(rider, availability(rider), now);
  }

  /** Carries out an effect; returns the answers. */
  List<Command> carryOut(Effect effect, Instant at) {
    return switch (effect) {
      case Effect.CreateRide e -> create(e.search());
      case Effect.SaveSearch e -> save(e.search());
      case Effect.OpenOffer e -> open(e, at);
      case Effect.ExpireOffer e -> expire(e.offer(), at);
      case Effect.WithdrawOffer e -> withdraw(e.offer(), at);
      case Effect.FailRide e -> fail(e);
    };
  }

  private List<Command> create(RideSearch search) {
    List<Command> answers = new ArrayList<>();
    Optional<Ride> ride = Optional.of(search.ride());
    for (RideOrder order : search.ride().orders()) {
      if (!orders.wantsRide(order.id())) {
        answers.add(new Command.OrderLeftOut(search.id(), order.id()));
        ride = ride.flatMap(rest -> rest.without(order.id()));
      }
    }
    ride.ifPresent(created -> {
      rides.put(search.id(), new RideRow(search.of(created)));
      orders.carry(created);
    });
    return answers;
  }

  /** The orders, the offer and the refusals are this store's to know. */
  private List<Command> save(RideSearch search) {
    RideRow row = rides.get(search.id());
    if (row == null || !row.searches()) {
      return List.of(new Command.RideEnded(search.id(), Optional.empty()));
    }
    row.search =
        new RideSearch(
            row.search.ride(),
            row.search.state(),
            search.dueAt(),
            search.nextRoundAt(),
            search.giveUpAt(),
            search.rounds(),
            row.search.refusals());
    return List.of();
  }

  private List<Command> open(Effect.OpenOffer effect, Instant at) {
    RideRow row = rides.get(effect.rideId());
    if (row == null || row.status != RideStatus.PENDING) {
      return List.of(notPending(effect.rideId()));
    }
    Optional<Bundle> bundle = Bundle.of(row, effect, rides);
    if (bundle.isEmpty()) {
      return notJoined(effect);
    }
    OfferOutcome outcome =
        riders.isOff(effect.riderId())
            ? new OfferOutcome.Refused(OfferOutcome.Reason.RIDER_NOT_FREE)
            : book.tryOffer(effect.rideId(), effect.riderId(), at, effect.expiresAt());
    return switch (outcome) {
      case OfferOutcome.Refused refused ->
          List.of(new Command.OfferRefused(effect.rideId(), effect.riderId(), refused.reason()));
      case OfferOutcome.Opened(Offer offer) -> {
        bundle.get().joined().forEach(joined -> move(joined, RideStatus.JOINED));
        orders.carry(bundle.get().ride());
        row.offer = offer;
        row.search = bundle.get().search(row.search).in(new RideState.Offered(offer));
        rideOfRider.put(offer.riderId(), row);
        move(row, RideStatus.OFFERED);
        yield List.of(new Command.OfferOpened(offer));
      }
    };
  }

  /** The dispatcher is told what it does not know of the rides that it took for pending. */
  private List<Command> notJoined(Effect.OpenOffer effect) {
    List<Command> answers = new ArrayList<>();
    answers.add(
        new Command.OfferRefused(
            effect.rideId(), effect.riderId(), OfferOutcome.Reason.RIDE_NOT_PENDING));
    for (RideId id : effect.joined()) {
      RideRow joined = rides.get(id);
      if (joined == null || joined.status != RideStatus.PENDING) {
        answers.add(notPending(id));
      }
    }
    return answers;
  }

  private Command notPending(RideId id) {
    RideRow row = rides.get(id);
    return row != null && row.status == RideStatus.OFFERED && row.offer != null
        ? new Command.OfferOpened(row.offer)
        : new Command.RideEnded(id, Optional.empty());
  }

  private List<Command> expire(Offer offer, Instant at) {
    RideRow row = rides.get(offer.rideId());
    if (row == null || !row.isHeldOutBy(offer)) {
      return List.of(RideRow.whatCameFirst(row, offer));
    }
    if (at.isBefore(offer.expiresAt())) {
      return List.of();
    }
    book.expire(offer, at);
    reopen(row, offer, Refusal.Kind.UNANSWERED, at);
    riders.answered(offer.riderId(), false);
    return List.of(new Command.OfferExpired(offer.rideId(), offer.riderId(), offer.token()));
  }

  private List<Command> withdraw(Offer offer, Instant at) {
    RideRow row = rides.get(offer.rideId());
    if (row == null || !row.isHeldOutBy(offer)) {
      return List.of(RideRow.whatCameFirst(row, offer));
    }
    return List.of(withdraw(row, offer, at));
  }

  private Command withdraw(RideRow row, Offer offer, Instant now) {
    Refusal.Kind kind = takeBack(offer, now);
    reopen(row, offer, kind, now);
    return RideRow.told(offer, kind);
  }

  /** An overdue offer is not withdrawn any more: its rider has let it pass. */
  private Refusal.Kind takeBack(Offer offer, Instant now) {
    if (book.withdraw(offer.rideId(), now).isPresent()) {
      return Refusal.Kind.WITHDRAWN;
    }
    riders.answered(offer.riderId(), false);
    return Refusal.Kind.UNANSWERED;
  }

  private List<Command> fail(Effect.FailRide effect) {
    RideRow ride = rides.get(effect.rideId());
    if (ride == null || ride.status != RideStatus.PENDING) {
      return List.of();
    }
    orders.moveAll(ride.search.ride(), OrderStatus.CANCELLED);
    move(ride, RideStatus.FAILED);
    return List.of(new Command.RideFailed(effect.rideId(), effect.reason()));
  }

  private void reopen(RideRow row, Offer offer, Refusal.Kind kind, Instant now) {
    row.search =
        row.search.refused(offer.riderId(), new Refusal(offer.token(), kind)).pendingUntil(now);
    row.offer = null;
    rideOfRider.remove(offer.riderId());
    move(row, RideStatus.PENDING);
  }

  private Availability availability(RiderId rider) {
    RideRow ride = rideOfRider.get(rider);
    if (ride != null) {
      return ride.isTaken() ? Availability.RIDING : Availability.OFFERED;
    }
    return riders.isOff(rider) ? Availability.OFFLINE : Availability.AVAILABLE;
  }

  private RideRow ride(RideId id) {
    RideRow row = rides.get(id);
    if (row == null) {
      throw new IllegalStateException("ride %s is not known".formatted(id));
    }
    return row;
  }

  private void move(RideRow ride, RideStatus to) {
    moves.check(RideLifecycle.TABLE, ride.status, to, ride.id());
    ride.status = to;
    if (RideLifecycle.TABLE.isFinal(to)) {
      endedRides.add(ride.id());
      if (endedRides.size() > InMemoryDispatchStore.ENDED_KEPT) {
        rides.remove(endedRides.remove());
      }
    }
  }
}
