package io.dabba.server.rides;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.runtime.DispatchStore;
import io.dabba.dispatch.runtime.RecoveredCity;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import io.dabba.server.orders.CancelReason;
import io.dabba.server.orders.OrderStore;
import io.dabba.server.orders.OrderTransitions;
import io.dabba.server.postgres.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The {@link DispatchStore} in PostgreSQL: a step is one transaction. */
public final class PostgresDispatchStore implements DispatchStore {
  private final Database database;
  private final Runnable afterCommit;

  /**
   * @param afterCommit called when a step has written events
   */
  public PostgresDispatchStore(Database database, Runnable afterCommit) {
    this.database = database;
    this.afterCommit = afterCommit;
  }

  @Override
  public RecoveredCity load(CityId city) {
    return database.inTransaction(handle -> StoredSearches.load(handle, city));
  }

  @Override
  public List<Command> commit(CityId city, Step step) {
    List<Command> answers =
        database.inTransaction(handle -> {
          List<Command> commands = new ArrayList<>();
          for (Effect effect : step.effects()) {
            carryOut(handle, effect, step.at()).ifPresent(commands::add);
          }
          handle
              .createUpdate(
                  """
                  UPDATE cities SET last_step_at = greatest(last_step_at, :at) WHERE id = :city
                  """)
              .bind("city", city.value())
              .bind("at", step.at())
              .execute();
          return commands;
        });
    if (step.effects().stream().anyMatch(Effect.FailRide.class::isInstance)) {
      afterCommit.run();
    }
    return answers;
  }

  @Override
  public Map<RiderId, Availability> availability(Set<RiderId> riders) {
    return database.inTransaction(handle -> RiderAvailability.of(handle, riders));
  }

  private static Optional<Command> carryOut(Handle handle, Effect effect, Instant at) {
    return switch (effect) {
      case Effect.CreateRide e -> create(handle, e.search());
      case Effect.SaveSearch e -> save(handle, e.search());
      case Effect.OpenOffer e -> Optional.of(open(handle, e, at));
      case Effect.ExpireOffer e -> Optional.of(expire(handle, e.offer(), at));
      case Effect.FailRide e -> fail(handle, e.rideId(), at);
    };
  }

  private static Optional<Command> create(Handle handle, RideSearch search) {
    RideId ride = search.id();
    List<RideOrder> orders = search.ride().orders();
    for (RideOrder order : orders) {
      if (!OrderStore.wantsRide(handle, order.id())) {
        return Optional.of(new Command.RideEnded(ride, Optional.empty()));
      }
    }
    StoredSearches.insert(handle, search);
    for (RideOrder order : orders) {
      OrderStore.joinRide(handle, order.id(), ride);
    }
    return Optional.empty();
  }

  private static Optional<Command> save(Handle handle, RideSearch search) {
    return StoredSearches.save(handle, search)
        ? Optional.empty()
        : Optional.of(new Command.RideEnded(search.id(), Optional.empty()));
  }

  /**
   * A ride that is not pending is held out already, which the dispatcher is told as if it had just
   * been, or taken or over: it never forgets a ride that still searches.
   */
  private static Command open(Handle handle, Effect.OpenOffer effect, Instant at) {
    OfferOutcome outcome =
        new PostgresOfferBook(handle)
            .tryOffer(effect.rideId(), effect.riderId(), at, effect.expiresAt());
    return switch (outcome) {
      case OfferOutcome.Opened opened -> new Command.OfferOpened(opened.offer());
      case OfferOutcome.Refused refused
          when refused.reason() == OfferOutcome.Reason.RIDER_NOT_FREE ->
          new Command.OfferRefused(effect.rideId(), effect.riderId(), refused.reason());
      case OfferOutcome.Refused refused ->
          PostgresOfferBook.openOffer(handle, effect.rideId())
              .<Command>map(Command.OfferOpened::new)
              .orElseGet(() -> new Command.RideEnded(effect.rideId(), Optional.empty()));
    };
  }

  /**
   * The answer that came first is told again here, so that the dispatcher never waits for a relay
   * to learn it.
   */
  private static Command expire(Handle handle, Offer offer, Instant at) {
    if (new PostgresOfferBook(handle).expire(offer, at)) {
      return new Command.OfferExpired(offer.rideId(), offer.riderId(), offer.token());
    }
    String status =
        handle
            .createQuery("SELECT status FROM offers WHERE rider_id = :rider AND token = :token")
            .bind("rider", offer.riderId().value())
            .bind("token", offer.token().value())
            .mapTo(String.class)
            .one();
    return switch (status) {
      case "ACCEPTED" -> new Command.OfferAccepted(offer.rideId(), offer.riderId(), offer.token());
      case "DECLINED" -> new Command.OfferDeclined(offer.rideId(), offer.riderId(), offer.token());
      default -> new Command.OfferWithdrawn(offer.rideId(), offer.riderId(), offer.token());
    };
  }

  private static Optional<Command> fail(Handle handle, RideId ride, Instant at) {
    Set<OrderId> orders = OrderStore.ofRide(handle, ride).keySet();
    int failed =
        handle
            .createUpdate(
                "UPDATE rides SET status = 'FAILED' WHERE id = :id AND status = 'PENDING'")
            .bind("id", ride.value())
            .execute();
    if (failed == 1) {
      orders.forEach(order ->
          OrderTransitions.cancel(handle, order, OrderStatus.CONFIRMED, CancelReason.NO_RIDER, at));
    }
    return Optional.empty();
  }
}
