package io.dabba.server.tracking;

import static io.dabba.dispatch.order.OrderStatus.PICKED_UP;

import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An order as its customer watches it. */
record TrackedOrder(
    OrderId id,
    OrderStatus status,
    long version,
    Instant changedAt,
    Optional<RiderId> rider,
    GeoPoint pickup,
    GeoPoint dropoff) {

  /** Who has the order in hand now; before and after that his whereabouts are nobody's business. */
  Optional<RiderId> carriedBy() {
    return switch (status) {
      case ASSIGNED, READY, PICKED_UP -> rider;
      case CREATED, PAYMENT_PENDING, CONFIRMED, DELIVERED, CANCELLED -> Optional.empty();
    };
  }

  /** How long until the food is at the door, if the rider goes on from there now. */
  Duration eta(GeoPoint from, Vehicle vehicle, TravelTimes travelTimes) {
    return status == PICKED_UP
        ? travelTimes.between(from, dropoff, vehicle)
        : travelTimes
            .between(from, pickup, vehicle)
            .plus(travelTimes.between(pickup, dropoff, vehicle));
  }

  StatusMessage statusMessage() {
    return new StatusMessage("status", id.value(), status, changedAt);
  }

  PositionMessage positionMessage(
      GeoPoint at, Instant seenAt, Vehicle vehicle, TravelTimes travelTimes) {
    return new PositionMessage(
        "position",
        id.value(),
        at.lat(),
        at.lng(),
        seenAt,
        eta(at, vehicle, travelTimes).toSeconds());
  }

  /** A change of status, as it is sent. */
  record StatusMessage(String type, String orderId, OrderStatus status, Instant at) {}

  /** A position, as it is sent. */
  record PositionMessage(
      String type, String orderId, double lat, double lng, Instant at, long etaSeconds) {}
}
