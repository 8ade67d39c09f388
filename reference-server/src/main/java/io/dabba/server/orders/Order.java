package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a customer buys from one restaurant, as stored.
 *
 * @param actionUrl where the customer has to act before the payment goes on
 */
public record Order(
    OrderId id,
    CityId cityId,
    String customerId,
    String restaurantId,
    OrderStatus status,
    long version,
    String currency,
    long itemsMinor,
    long deliveryFeeMinor,
    GeoPoint dropoff,
    String dropoffText,
    Optional<String> rideId,
    Optional<AssignedRider> rider,
    Instant placedAt,
    Instant promisedAt,
    Optional<Instant> readyAt,
    Optional<Instant> deliveredAt,
    Optional<String> cancelReason,
    Optional<String> actionUrl,
    List<OrderLine> lines) {

  /** Who brings an order. */
  public record AssignedRider(String id, String name, String vehicle) {}

  /** What the customer pays. */
  public Money total() {
    return new Money(Math.addExact(itemsMinor, deliveryFeeMinor), currency);
  }

  Money money(long amountMinor) {
    return new Money(amountMinor, currency);
  }
}
