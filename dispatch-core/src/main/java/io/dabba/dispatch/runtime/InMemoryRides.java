package io.dabba.dispatch.runtime;

import static io.dabba.dispatch.order.OrderStatus.ASSIGNED;
import static io.dabba.dispatch.order.OrderStatus.CONFIRMED;
import static io.dabba.dispatch.order.OrderStatus.DELIVERED;
import static io.dabba.dispatch.order.OrderStatus.PICKED_UP;
import static io.dabba.dispatch.order.OrderStatus.READY;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Decision;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideState;
import io.dabba.dispatch.lifecycle.Lifecycle;
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
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rides and orders of an {@link InMemoryDispatchStore}, and what may happen to them. */
final class InMemoryRides {
  private record Wanted(CityId city, Command.OrderConfirmed orders) {}

  private final OfferBook book;
  private final Map<RideId, RideRow> rides = new LinkedHashMap<>();
  private final Map<OrderId, OrderRow> orders = new HashMap<>();
  private final Map<RideId, Wanted> wanted = new LinkedHashMap<>();
  private final Map<RiderId, RideRow> rideOfRider = new HashMap<>();
  private final Map<RiderId, AcceptanceRate> acceptanceRates = new HashMap<>();
  private final Set<RiderId> offline = new HashSet<>();
  private final Deque<RideId> endedRides = new ArrayDeque<>();
  private final Deque<OrderId> endedOrders = new ArrayDeque<>();
  private Consumer<Transition<?>> transitions = transition -> {};

  InMemoryRides(OfferBook book) {
    this.book = book;
  }

  void onTransition(Consumer<Transition<?>> listener) {
    transitions = listener;
  }

  void confirm(CityId city, Command.OrderConfirmed command) {
    Set<OrderId> unknown = new HashSet<>();
    for (RideOrder order : command.orders()) {
      if (orders.containsKey(order.id()) || !unknown.add(order.id())) {
        throw new IllegalArgumentException("orderId=%s is known already".formatted(order.id()));
      }
    }
    unknown.forEach(order -> orders.put(order, new OrderRow(command.rideId())));
    wanted.put(command.rideId(), new Wanted(city, command));
  }

  boolean ready(OrderId id, Instant now) {
    OrderRow order = orders.get(id);
    if (order == null || order.ready || !Set.of(CONFIRMED, ASSIGNED).contains(order.status)) {
      return false;
    }
    order.ready = true;
    if (order.status == ASSIGNED) {
      move(order, id, READY);
    }
    RideRow ride = order.ride == null ? null : rides.get(order.ride);
    if (ride != null) {
      ride.search = ride.search.of(ride.search.ride().withReady(id, now));
    }
    return true;
  }

  /** What the dispatcher is told; empty if nothing changed. */
  Optional<List<Command>> cancel(OrderId id, Instant now) {
    OrderRow order = orders.get(id);
    if (order == null || OrderLifecycle.TABLE.isFinal(order.status)) {
      return Optional.empty();
    }
    move(order, id, OrderStatus.CANCELLED);
    List<Command> facts = new ArrayList<>(List.of(new Command.OrderCancelled(id)));
    RideRow ride = order.ride == null ? null : rides.get(order.ride);
    if (ride == null) {
      forgetWanted(order);
      return Optional.of(facts);
    }
    Offer offer = ride.offer;
    Optional<Ride> rest = ride.search.ride().without(id);
    if (offer != null && ride.status == RideStatus.OFFERED) {
      Refusal.Kind kind = takeBack(offer, now);
      facts.add(told(offer, kind));
      if (rest.isPresent()) {
        reopen(ride, offer, kind, now);
      }
    }
    if (rest.isPresent()) {
      ride.search = ride.search.of(rest.get());
    } else {
      if (offer != null && isTaken(ride.status)) {
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
      answered(rider, true);
      eachOrder(
          ride,
          (order, orderId) -> {
            move(order, orderId, ASSIGNED);
            if (order.ready) {
              move(order, orderId, READY);
            }
          });
    }
    return outcome;
  }

  DeclineOutcome decline(RideId id, RiderId rider, FencingToken token, Instant now) {
    DeclineOutcome outcome = book.decline(id, rider, token, now);
    if (outcome instanceof DeclineOutcome.Declined(Offer offer)) {
      reopen(ride(id), offer, Refusal.Kind.DECLINED, now);
      answered(rider, false);
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
    eachOrder(ride, (order, orderId) -> move(order, orderId, CONFIRMED));
    Duration giveUpAfter = Duration.between(ride.search.dueAt(), ride.search.giveUpAt());
    ride.search =
        RideSearch.begin(ride.search.ride(), now, now.plus(giveUpAfter))
            .refusedAll(ride.search.refusals())
            .refused(rider, new Refusal(offer.token(), Refusal.Kind.DECLINED));
    ride.offer = null;
    rideOfRider.remove(rider);
    move(ride, RideStatus.PENDING);
    answered(rider, false);
    return Optional.of(new Command.RideReleased(ride.search.ride(), rider, ride.search.refusals()));
  }

  boolean pickUp(RideId id, RiderId rider) {
    RideRow ride = rides.get(id);
    if (ride == null || ride.status != RideStatus.ACCEPTED || rideOfRider.get(rider) != ride) {
      return false;
    }
    move(ride, RideStatus.PICKED_UP);
    eachOrder(
        ride,
        (order, orderId) -> {
          if (order.status == ASSIGNED) {
            move(order, orderId, READY);
          }
          move(order, orderId, PICKED_UP);
        });
    return true;
  }

  boolean deliver(RideId id, RiderId rider, Instant now) {
    RideRow ride = rides.get(id);
    if (ride == null || ride.status != RideStatus.PICKED_UP || rideOfRider.get(rider) != ride) {
      return false;
    }
    book.end(id, rider, now);
    rideOfRider.remove(rider);
    eachOrder(ride, (order, orderId) -> move(order, orderId, DELIVERED));
    move(ride, RideStatus.COMPLETED);
    return true;
  }

  /** What the dispatcher is told beside. */
  List<Command> shift(RiderId rider, boolean online, Instant now) {
    if (online) {
      offline.remove(rider);
      return List.of();
    }
    offline.add(rider);
    RideRow ride = rideOfRider.get(rider);
    Offer offer = ride == null ? null : ride.offer;
    if (ride == null || offer == null || ride.status != RideStatus.OFFERED) {
      return List.of();
    }
    return List.of(withdraw(ride, offer, now));
  }

  Optional<OrderStatus> orderStatus(OrderId order) {
    return Optional.ofNullable(orders.get(order)).map(row -> row.status);
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
        .filter(row -> row.searches() && row.search.ride().cityId().equals(city))
        .map(row -> row.search)
        .toList();
  }

  /** Confirmed orders whose ride no step has stored, and food that is ready. */
  List<Command> unheard(CityId city) {
    List<Command> commands = new ArrayList<>();
    for (Wanted group : wanted.values()) {
      List<RideOrder> waiting =
          group.orders().orders().stream().filter(order -> wantsRide(order.id())).toList();
      if (group.city().equals(city) && !waiting.isEmpty()) {
        commands.add(
            new Command.OrderConfirmed(group.orders().rideId(), group.orders().pickup(), waiting));
      }
    }
    for (RideSearch search : searches(city)) {
      for (RideOrder order : search.ride().orders()) {
        OrderRow row = orders.get(order.id());
        if (row != null && row.ready) {
          commands.add(new Command.OrderReady(order.id(), order.readyAt()));
        }
      }
    }
    return commands;
  }

  /** Of the riders who were asked before. */
  Map<RiderId, RiderProfile> profiles() {
    Map<RiderId, RiderProfile> profiles = new HashMap<>();
    acceptanceRates.keySet().forEach(rider -> profiles.put(rider, profile(rider)));
    return profiles;
  }

  RiderProfile profile(RiderId rider) {
    return new RiderProfile(
        availability(rider), acceptanceRates.getOrDefault(rider, AcceptanceRate.initial()));
  }

  /** Carries out an effect; returns the answers. */
  List<Command> carryOut(Effect effect, Instant at) {
    return switch (effect) {
      case Effect.CreateRide e -> create(e.search());
      case Effect.SaveSearch e -> save(e.search());
      case Effect.OpenOffer e -> List.of(open(e, at));
      case Effect.ExpireOffer e -> expire(e.offer(), at);
      case Effect.WithdrawOffer e -> withdraw(e.offer(), at);
      case Effect.FailRide e -> fail(e);
    };
  }

  private List<Command> create(RideSearch search) {
    List<Command> answers = new ArrayList<>();
    Optional<Ride> ride = Optional.of(search.ride());
    for (RideOrder order : search.ride().orders()) {
      if (!wantsRide(order.id())) {
        answers.add(new Command.OrderLeftOut(search.id(), order.id()));
        ride = ride.flatMap(rest -> rest.without(order.id()));
      }
    }
    ride.ifPresent(created -> {
      RideRow row = new RideRow(search.of(created));
      rides.put(search.id(), row);
      eachOrder(
          row,
          (order, id) -> {
            order.ride = search.id();
            forgetWanted(order);
          });
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

  private Command open(Effect.OpenOffer effect, Instant at) {
    RideRow row = rides.get(effect.rideId());
    if (row == null || row.status != RideStatus.PENDING) {
      return row != null && row.status == RideStatus.OFFERED && row.offer != null
          ? new Command.OfferOpened(row.offer)
          : new Command.RideEnded(effect.rideId(), Optional.empty());
    }
    OfferOutcome outcome =
        offline.contains(effect.riderId())
            ? new OfferOutcome.Refused(OfferOutcome.Reason.RIDER_NOT_FREE)
            : book.tryOffer(effect.rideId(), effect.riderId(), at, effect.expiresAt());
    return switch (outcome) {
      case OfferOutcome.Refused refused ->
          new Command.OfferRefused(effect.rideId(), effect.riderId(), refused.reason());
      case OfferOutcome.Opened(Offer offer) -> {
        row.offer = offer;
        row.search = row.search.in(new RideState.Offered(offer));
        rideOfRider.put(offer.riderId(), row);
        move(row, RideStatus.OFFERED);
        yield new Command.OfferOpened(offer);
      }
    };
  }

  private List<Command> expire(Offer offer, Instant at) {
    RideRow row = rides.get(offer.rideId());
    if (row == null || !row.isHeldOutBy(offer)) {
      return List.of(whatCameFirst(row, offer));
    }
    if (at.isBefore(offer.expiresAt())) {
      return List.of();
    }
    book.expire(offer, at);
    reopen(row, offer, Refusal.Kind.UNANSWERED, at);
    answered(offer.riderId(), false);
    return List.of(new Command.OfferExpired(offer.rideId(), offer.riderId(), offer.token()));
  }

  private List<Command> withdraw(Offer offer, Instant at) {
    RideRow row = rides.get(offer.rideId());
    if (row == null || !row.isHeldOutBy(offer)) {
      return List.of(whatCameFirst(row, offer));
    }
    return List.of(withdraw(row, offer, at));
  }

  private Command withdraw(RideRow row, Offer offer, Instant now) {
    Refusal.Kind kind = takeBack(offer, now);
    reopen(row, offer, kind, now);
    return told(offer, kind);
  }

  /** An overdue offer is not withdrawn any more: its rider has let it pass. */
  private Refusal.Kind takeBack(Offer offer, Instant now) {
    if (book.withdraw(offer.rideId(), now).isPresent()) {
      return Refusal.Kind.WITHDRAWN;
    }
    answered(offer.riderId(), false);
    return Refusal.Kind.UNANSWERED;
  }

  private static Command whatCameFirst(@Nullable RideRow row, Offer offer) {
    RideId ride = offer.rideId();
    RiderId rider = offer.riderId();
    if (row == null || RideLifecycle.TABLE.isFinal(row.status)) {
      return new Command.RideEnded(ride, Optional.of(rider));
    }
    if (offer.equals(row.offer)) {
      return new Command.OfferAccepted(ride, rider, offer.token());
    }
    return told(offer, row.search.refusal(rider).map(Refusal::kind).orElse(Refusal.Kind.WITHDRAWN));
  }

  private static Command told(Offer offer, Refusal.Kind kind) {
    RideId ride = offer.rideId();
    RiderId rider = offer.riderId();
    return switch (kind) {
      case DECLINED -> new Command.OfferDeclined(ride, rider, offer.token());
      case UNANSWERED -> new Command.OfferExpired(ride, rider, offer.token());
      case WITHDRAWN -> new Command.OfferWithdrawn(ride, rider, offer.token());
    };
  }

  private List<Command> fail(Effect.FailRide effect) {
    RideRow ride = rides.get(effect.rideId());
    if (ride == null || ride.status != RideStatus.PENDING) {
      return List.of();
    }
    eachOrder(ride, (order, orderId) -> move(order, orderId, OrderStatus.CANCELLED));
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
      return isTaken(ride.status) ? Availability.RIDING : Availability.OFFERED;
    }
    return offline.contains(rider) ? Availability.OFFLINE : Availability.AVAILABLE;
  }

  private static boolean isTaken(RideStatus status) {
    return status == RideStatus.ACCEPTED || status == RideStatus.PICKED_UP;
  }

  private void answered(RiderId rider, boolean accepted) {
    AcceptanceRate before = acceptanceRates.getOrDefault(rider, AcceptanceRate.initial());
    acceptanceRates.put(rider, before.after(accepted));
  }

  private void forgetWanted(OrderRow order) {
    Wanted group = wanted.get(order.wantedAs);
    if (group != null && group.orders().orders().stream().noneMatch(o -> wantsRide(o.id()))) {
      wanted.remove(order.wantedAs);
    }
  }

  private boolean wantsRide(OrderId order) {
    OrderRow row = orders.get(order);
    return row != null && row.wantsRide();
  }

  private RideRow ride(RideId id) {
    RideRow row = rides.get(id);
    if (row == null) {
      throw new IllegalStateException("ride %s is not known".formatted(id));
    }
    return row;
  }

  @FunctionalInterface
  private interface OrderAction {
    void on(OrderRow order, OrderId id);
  }

  private void eachOrder(RideRow ride, OrderAction action) {
    for (RideOrder order : ride.search.ride().orders()) {
      OrderRow row = orders.get(order.id());
      if (row != null) {
        action.on(row, order.id());
      }
    }
  }

  private void move(RideRow ride, RideStatus to) {
    checked(RideLifecycle.TABLE, ride.status, to, ride.id());
    ride.status = to;
    if (RideLifecycle.TABLE.isFinal(to)) {
      endedRides.add(ride.id());
      if (endedRides.size() > InMemoryDispatchStore.ENDED_KEPT) {
        rides.remove(endedRides.remove());
      }
    }
  }

  private void move(OrderRow order, OrderId id, OrderStatus to) {
    checked(OrderLifecycle.TABLE, order.status, to, id);
    order.status = to;
    if (OrderLifecycle.TABLE.isFinal(to)) {
      endedOrders.add(id);
      if (endedOrders.size() > InMemoryDispatchStore.ENDED_KEPT) {
        orders.remove(endedOrders.remove());
      }
    }
  }

  private <S extends Enum<S>> void checked(Lifecycle<S> table, S from, S to, Object id) {
    transitions.accept(
        table
            .find(from, to)
            .orElseThrow(() ->
                new IllegalStateException("%s cannot go from %s to %s".formatted(id, from, to))));
  }
}
