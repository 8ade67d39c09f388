package io.dabba.server.rides;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideLifecycle;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.geo.RiderId;
import io.dabba.server.orders.CancelReason;
import io.dabba.server.orders.Cause;
import io.dabba.server.orders.OrderStore;
import io.dabba.server.orders.OrderTransitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** One step of a dispatcher, within its transaction. */
final class StepTransaction {
  private final Handle handle;
  private final Epoch epoch;
  private final Map<RideId, Offer> opened = new HashMap<>();
  private final Map<RideId, RideSearch> saved = new LinkedHashMap<>();

  StepTransaction(Handle handle, Epoch epoch) {
    this.handle = handle;
    this.epoch = epoch;
  }

  /** Carries out the effects, and keeps why they were decided; returns the answers. */
  List<Command> carryOut(Step step) {
    lock(step.effects());
    List<Command> answers = new ArrayList<>();
    for (Effect effect : step.effects()) {
      answers.addAll(carryOut(effect, step.at()));
    }
    answers.addAll(save());
    stampOffers();
    StoredDecisions.store(handle, epoch, step.decisions(), opened);
    return answers;
  }

  /** In the order that {@link PostgresOfferBook} gives to transactions of several operations. */
  private void lock(List<Effect> effects) {
    Set<OrderId> orders = new HashSet<>();
    Set<RideId> rides = new HashSet<>();
    Set<RideId> withOrders = new HashSet<>();
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.CreateRide e -> e.search().ride().orders().forEach(o -> orders.add(o.id()));
        case Effect.SaveSearch e -> rides.add(e.search().id());
        case Effect.OpenOffer e when e.joined().isEmpty() -> rides.add(e.rideId());
        case Effect.OpenOffer e -> StoredBundles.rides(e).forEach(withOrders::add);
        case Effect.ExpireOffer e -> rides.add(e.offer().rideId());
        case Effect.WithdrawOffer e -> rides.add(e.offer().rideId());
        case Effect.FailRide e -> withOrders.add(e.rideId());
      }
    }
    if (!orders.isEmpty() || !withOrders.isEmpty()) {
      OrderStore.lock(handle, orders, withOrders);
    }
    rides.addAll(withOrders);
    if (!rides.isEmpty()) {
      handle
          .createQuery("SELECT 1 FROM rides WHERE id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE")
          .bindArray("ids", String.class, rides.stream().map(RideId::value).toList())
          .mapTo(Integer.class)
          .list();
    }
  }

  private List<Command> carryOut(Effect effect, Instant at) {
    return switch (effect) {
      case Effect.CreateRide e -> create(e.search());
      case Effect.SaveSearch e -> {
        saved.put(e.search().id(), e.search());
        yield List.of();
      }
      case Effect.OpenOffer e -> open(e, at);
      case Effect.ExpireOffer e -> expire(e.offer(), at);
      case Effect.WithdrawOffer e -> withdraw(e.offer(), at);
      case Effect.FailRide e -> fail(e.rideId(), e.reason(), at);
    };
  }

  private List<Command> create(RideSearch search) {
    List<OrderId> asked = search.ride().orders().stream().map(RideOrder::id).toList();
    Set<OrderId> wanting = OrderStore.thoseWithoutRide(handle, asked);
    List<Command> answers = new ArrayList<>();
    Optional<Ride> ride = Optional.of(search.ride());
    for (OrderId order : asked) {
      if (!wanting.contains(order)) {
        answers.add(new Command.OrderLeftOut(search.id(), order));
        ride = ride.flatMap(rest -> rest.without(order));
      }
    }
    ride.ifPresent(created -> {
      StoredSearches.insert(handle, search.of(created));
      OrderStore.joinRide(
          handle, created.orders().stream().map(RideOrder::id).toList(), created.id());
    });
    return answers;
  }

  /** At the end and in one statement; what it writes is nothing to the other effects. */
  private List<Command> save() {
    Set<RideId> ended = new LinkedHashSet<>(saved.keySet());
    ended.removeAll(StoredSearches.save(handle, saved.values()));
    return ended.stream()
        .<Command>map(ride -> new Command.RideEnded(ride, Optional.empty()))
        .toList();
  }

  private List<Command> open(Effect.OpenOffer effect, Instant at) {
    if (!StoredBundles.isWhole(handle, effect)) {
      return notJoined(effect);
    }
    OfferOutcome outcome =
        new PostgresOfferBook(handle)
            .tryOffer(effect.rideId(), effect.riderId(), at, effect.expiresAt());
    return switch (outcome) {
      case OfferOutcome.Opened(Offer offer) -> {
        StoredBundles.join(handle, effect, at);
        opened.put(offer.rideId(), offer);
        yield List.of(new Command.OfferOpened(offer));
      }
      case OfferOutcome.Refused(OfferOutcome.Reason reason)
          when reason == OfferOutcome.Reason.RIDER_NOT_FREE ->
          List.of(new Command.OfferRefused(effect.rideId(), effect.riderId(), reason));
      case OfferOutcome.Refused refused -> List.of(notPending(effect.rideId()));
    };
  }

  /**
   * A ride that is not pending is held out already, which the dispatcher is told as if it had just
   * been, or taken or over: it never forgets a ride that still searches.
   */
  private Command notPending(RideId ride) {
    return PostgresOfferBook.openOffer(handle, ride)
        .<Command>map(Command.OfferOpened::new)
        .orElseGet(() -> new Command.RideEnded(ride, Optional.empty()));
  }

  /** The dispatcher is told what it does not know of the rides that it took for pending. */
  private List<Command> notJoined(Effect.OpenOffer effect) {
    Set<RideId> pending = StoredBundles.pending(handle, effect);
    if (!pending.contains(effect.rideId())) {
      return List.of(notPending(effect.rideId()));
    }
    List<Command> answers = new ArrayList<>();
    answers.add(
        new Command.OfferRefused(
            effect.rideId(), effect.riderId(), OfferOutcome.Reason.RIDE_NOT_PENDING));
    effect.joined().stream()
        .filter(ride -> !pending.contains(ride))
        .map(this::notPending)
        .forEach(answers::add);
    return answers;
  }

  private List<Command> expire(Offer offer, Instant at) {
    return new PostgresOfferBook(handle).expire(offer, at)
        ? List.of(new Command.OfferExpired(offer.rideId(), offer.riderId(), offer.token()))
        : whatCameFirst(offer);
  }

  private List<Command> withdraw(Offer offer, Instant at) {
    boolean withdrawn =
        PostgresOfferBook.openOffer(handle, offer.rideId())
            .filter(open -> isSame(open, offer))
            .flatMap(open -> new PostgresOfferBook(handle).withdraw(open.rideId(), at))
            .isPresent();
    if (!withdrawn) {
      return whatCameFirst(offer);
    }
    RideEvents.withdrawn(handle, offer, at);
    return List.of(new Command.OfferWithdrawn(offer.rideId(), offer.riderId(), offer.token()));
  }

  private static boolean isSame(Offer open, Offer asked) {
    return open.riderId().equals(asked.riderId()) && open.token().equals(asked.token());
  }

  private record Closed(RideStatus ride, String offer, boolean givenBack) {}

  /**
   * What closed an offer is told again here, so that the dispatcher never waits for a relay to
   * learn it; nothing if it is open still.
   */
  private List<Command> whatCameFirst(Offer offer) {
    RideId ride = offer.rideId();
    RiderId rider = offer.riderId();
    Closed closed =
        handle
            .createQuery(
                """
                SELECT r.status AS ride, o.status AS offer, o.ended_at IS NOT NULL AS given_back
                FROM offers o JOIN rides r ON r.id = o.ride_id
                WHERE o.rider_id = :rider AND o.token = :token
                """)
            .bind("rider", rider.value())
            .bind("token", offer.token().value())
            .map((rs, ctx) ->
                new Closed(
                    RideStatus.valueOf(rs.getString("ride")),
                    rs.getString("offer"),
                    rs.getBoolean("given_back")))
            .one();
    if (RideLifecycle.TABLE.isFinal(closed.ride())) {
      return List.of(new Command.RideEnded(ride, Optional.of(rider)));
    }
    return switch (closed.offer()) {
      case "OPEN" -> List.of();
      case "ACCEPTED" ->
          closed.givenBack()
              ? List.of(new Command.OfferDeclined(ride, rider, offer.token()))
              : List.of(new Command.OfferAccepted(ride, rider, offer.token()));
      case "DECLINED" -> List.of(new Command.OfferDeclined(ride, rider, offer.token()));
      case "EXPIRED" -> List.of(new Command.OfferExpired(ride, rider, offer.token()));
      default -> List.of(new Command.OfferWithdrawn(ride, rider, offer.token()));
    };
  }

  private List<Command> fail(RideId ride, Effect.FailureReason reason, Instant at) {
    Set<OrderId> orders = OrderStore.ofRide(handle, ride).keySet();
    int failed =
        handle
            .createUpdate(
                """
                UPDATE rides SET status = 'FAILED', failed_at = :at, fail_reason = :reason
                WHERE id = :id AND status = 'PENDING'
                """)
            .bind("id", ride.value())
            .bind("at", at)
            .bind("reason", reason.name())
            .execute();
    if (failed == 1) {
      orders.forEach(order ->
          OrderTransitions.cancel(
              handle, order, OrderStatus.CONFIRMED, CancelReason.NO_RIDER, Cause.system(at)));
      RideEvents.failed(handle, ride, reason, at);
      return List.of(new Command.RideFailed(ride, reason));
    }
    return List.of();
  }

  private void stampOffers() {
    if (opened.isEmpty()) {
      return;
    }
    List<Offer> offers = List.copyOf(opened.values());
    handle
        .createUpdate(
            """
            UPDATE offers o SET epoch = :epoch
            FROM unnest(:riders, :tokens) AS n (rider_id, token)
            WHERE o.rider_id = n.rider_id AND o.token = n.token
            """)
        .bind("epoch", epoch.value())
        .bindArray("riders", String.class, offers.stream().map(o -> o.riderId().value()).toList())
        .bindArray("tokens", Long.class, offers.stream().map(o -> o.token().value()).toList())
        .execute();
  }
}
