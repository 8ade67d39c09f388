package io.dabba.server.tracking;

import static io.dabba.dispatch.order.OrderStatus.PICKED_UP;

import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderPosition;
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

  /**
   * Where the rider is.
   *
   * @param ping the ping that brought him there, if it is at hand
   */
  PositionMessage positionMessage(
      RiderPosition rider, Optional<Ping> ping, TravelTimes travelTimes) {
    return new PositionMessage(
        "position",
        id.value(),
        rider.point().lat(),
        rider.point().lng(),
        rider.at(),
        ping.map(Ping::speedMps).filter(Double::isFinite),
        ping.map(Ping::headingDegrees).filter(Double::isFinite),
        eta(rider.point(), rider.vehicle(), travelTimes).toSeconds());
  }

  /** A change of status, as it is sent. */
  record StatusMessage(String type, String orderId, OrderStatus status, Instant at) {}

  /** A position, as it is sent, and how the rider goes on from there, as far as he said. */
  record PositionMessage(
      String type,
      String orderId,
      double lat,
      double lng,
      Instant at,
      Optional<Double> speedMps,
      Optional<Double> headingDegrees,
      long etaSeconds) {}
}
