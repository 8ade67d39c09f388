package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An order as its customer and its restaurant see it. */
record OrderView(
    String id,
    OrderStatus status,
    long version,
    String restaurantId,
    List<LineView> items,
    Money deliveryFee,
    Money total,
    AddressView address,
    Instant placedAt,
    Instant promisedAt,
    Optional<Instant> readyAt,
    Optional<Instant> deliveredAt,
    Optional<String> rideId,
    Optional<Order.AssignedRider> rider,
    Optional<String> cancelReason,
    Optional<NextAction> nextAction) {

  record LineView(String itemId, String name, int quantity, Money unitPrice, Money lineTotal) {}

  record AddressView(double lat, double lng, String text) {}

  /** What the customer has to do before the payment goes on. */
  record NextAction(String type, String url) {}

  static OrderView of(Order order) {
    return new OrderView(
        order.id().value(),
        order.status(),
        order.version(),
        order.restaurantId(),
        order.lines().stream().map(line -> line(order, line)).toList(),
        order.money(order.deliveryFeeMinor()),
        order.total(),
        new AddressView(order.dropoff().lat(), order.dropoff().lng(), order.dropoffText()),
        order.placedAt(),
        order.promisedAt(),
        order.readyAt(),
        order.deliveredAt(),
        order.rideId(),
        order.rider(),
        order.cancelReason(),
        order
            .actionUrl()
            .filter(url -> order.status() == OrderStatus.PAYMENT_PENDING)
            .map(url -> new NextAction("redirect", url)));
  }

  private static LineView line(Order order, OrderLine line) {
    return new LineView(
        line.itemId(),
        line.name(),
        line.quantity(),
        order.money(line.unitPriceMinor()),
        order.money(line.totalMinor()));
  }
}
