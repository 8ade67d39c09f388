package io.dabba.server.rides;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.dispatch.Command;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.server.Ids;
import io.dabba.server.outbox.OutboxConsumer;
import io.dabba.server.outbox.OutboxEvent;
import io.dabba.server.postgres.Database;
import java.time.Instant;
import java.util.Optional;

/** Turns stored events into commands for the dispatcher of their city. */
public final class DispatchInbox implements OutboxConsumer {
  private final Database database;
  private final CityDispatchers dispatchers;

  public DispatchInbox(Database database, CityDispatchers dispatchers) {
    this.database = database;
    this.dispatchers = dispatchers;
  }

  @Override
  public boolean accept(OutboxEvent event) {
    return command(event).map(command -> dispatchers.submit(event.cityId(), command)).orElse(true);
  }

  /** What the event is to a dispatcher; empty if it is nothing. */
  Optional<Command> command(OutboxEvent event) {
    JsonNode payload = event.payload();
    return switch (event.type()) {
      case "order.confirmed", "order.accepted" -> accepted(event);
      case "order.food_ready" ->
          Optional.of(new Command.OrderReady(new OrderId(event.aggregateId()), event.occurredAt()));
      case "order.cancelled" ->
          Optional.of(new Command.OrderCancelled(new OrderId(event.aggregateId())));
      case "ride.accepted" ->
          Optional.of(new Command.OfferAccepted(ride(payload), rider(payload), token(payload)));
      case "ride.declined" ->
          Optional.of(new Command.OfferDeclined(ride(payload), rider(payload), token(payload)));
      case "ride.withdrawn" -> Optional.of(withdrawn(payload));
      case "ride.completed", "ride.cancelled" ->
          Optional.of(new Command.RideEnded(ride(payload), riderIfAny(payload)));
      case "ride.released" -> released(payload);
      case "rider.shift_changed" ->
          Optional.of(new Command.ShiftChanged(new RiderId(event.aggregateId())));
      default -> Optional.empty();
    };
  }

  /**
   * An order is dispatched once it is paid for and its restaurant has taken it on. One that has a
   * ride is one whose rider dropped out: its ride tells of itself.
   */
  private static Optional<Command> accepted(OutboxEvent event) {
    JsonNode payload = event.payload();
    if (payload.hasNonNull("rideId") || !payload.hasNonNull("acceptedAt")) {
      return Optional.empty();
    }
    RideOrder order =
        new RideOrder(
            new OrderId(event.aggregateId()),
            point(payload.get("dropoff")),
            placedAt(event),
            Instant.parse(payload.get("readyAt").asText()));
    return Optional.of(
        new Command.OrderConfirmed(new RideId(Ids.next()), point(payload.get("pickup")), order));
  }

  private static Command withdrawn(JsonNode payload) {
    boolean unanswered = payload.path("reason").asText().equals(Refusal.Kind.UNANSWERED.name());
    return unanswered
        ? new Command.OfferExpired(ride(payload), rider(payload), token(payload))
        : new Command.OfferWithdrawn(ride(payload), rider(payload), token(payload));
  }

  /** Where nothing is left of the ride, its rider is free all the same. */
  private Optional<Command> released(JsonNode payload) {
    return database
        .jdbi()
        .withHandle(handle -> StoredSearches.released(handle, ride(payload)))
        .<Command>map(released ->
            new Command.RideReleased(released.ride(), rider(payload), released.refusals()))
        .or(() -> Optional.of(new Command.RideEnded(ride(payload), Optional.of(rider(payload)))));
  }

  /** Events of an earlier release do not tell it. */
  private static Instant placedAt(OutboxEvent event) {
    JsonNode payload = event.payload();
    return payload.hasNonNull("placedAt")
        ? Instant.parse(payload.get("placedAt").asText())
        : event.occurredAt();
  }

  private static GeoPoint point(JsonNode node) {
    return new GeoPoint(node.get("lat").doubleValue(), node.get("lng").doubleValue());
  }

  private static RideId ride(JsonNode payload) {
    return new RideId(payload.get("rideId").asText());
  }

  private static RiderId rider(JsonNode payload) {
    return new RiderId(payload.get("riderId").asText());
  }

  private static Optional<RiderId> riderIfAny(JsonNode payload) {
    return payload.hasNonNull("riderId") ? Optional.of(rider(payload)) : Optional.empty();
  }

  private static FencingToken token(JsonNode payload) {
    return new FencingToken(Long.parseLong(payload.get("fencingToken").asText()));
  }
}
