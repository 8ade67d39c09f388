package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.server.money.Money;
import io.dabba.server.payments.NextAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a customer buys from one restaurant, as stored.
 *
 * @param promisedAt frozen when the order is placed
 * @param nextAction what the customer has to do before the payment goes on
 */
public record Order(
    OrderId id,
    CityId cityId,
    String customerId,
    String restaurantId,
    OrderStatus status,
    long version,
    String currency,
    Bill bill,
    Optional<String> promotionCode,
    GeoPoint dropoff,
    String dropoffText,
    Optional<String> rideId,
    Optional<AssignedRider> rider,
    Instant placedAt,
    Instant promisedAt,
    Instant expectedReadyAt,
    Optional<Instant> acceptedAt,
    Optional<Instant> acceptBy,
    Optional<Instant> readyAt,
    Optional<Instant> deliveredAt,
    Optional<String> cancelReason,
    Optional<NextAction> nextAction,
    List<OrderLine> lines) {
  public Order {
    lines = List.copyOf(lines);
  }

  /** Who brings an order. */
  public record AssignedRider(String id, String name, String vehicle) {}

  /** What the customer pays. */
  public Money total() {
    return money(bill.totalMinor());
  }

  Money money(long amountMinor) {
    return new Money(amountMinor, currency);
  }

  /** This order once it is paid for. */
  public Order confirmed(Optional<Instant> accepted, Optional<Instant> acceptUntil) {
    return new Order(
        id,
        cityId,
        customerId,
        restaurantId,
        OrderStatus.CONFIRMED,
        version + 1,
        currency,
        bill,
        promotionCode,
        dropoff,
        dropoffText,
        rideId,
        rider,
        placedAt,
        promisedAt,
        expectedReadyAt,
        accepted,
        acceptUntil,
        readyAt,
        deliveredAt,
        Optional.empty(),
        Optional.empty(),
        lines);
  }
}
