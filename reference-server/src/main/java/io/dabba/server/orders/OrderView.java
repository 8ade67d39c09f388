package io.dabba.server.orders;

import io.dabba.dispatch.order.OrderStatus;
import io.dabba.server.money.Money;
import io.dabba.server.payments.NextAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An order as its customer and its restaurant see it. */
public record OrderView(
    String id,
    OrderStatus status,
    long version,
    String restaurantId,
    List<LineView> items,
    BillView bill,
    Money deliveryFee,
    Money total,
    AddressView address,
    Instant placedAt,
    Instant promisedAt,
    Optional<Instant> acceptedAt,
    Optional<Instant> acceptBy,
    Optional<Instant> readyAt,
    Optional<Instant> deliveredAt,
    Optional<String> rideId,
    Optional<Order.AssignedRider> rider,
    Optional<String> cancelReason,
    Optional<NextAction> nextAction) {

  record LineView(
      String itemId,
      long version,
      String name,
      int quantity,
      List<OrderLine.ChosenOption> options,
      Money unitPrice,
      Money lineTotal) {}

  record BillView(
      Money items,
      Money discount,
      Money packagingFee,
      Money platformFee,
      Money deliveryFee,
      Money tax,
      Money tip,
      Optional<String> promotionCode) {}

  record AddressView(double lat, double lng, String text) {}

  public static OrderView of(Order order) {
    return new OrderView(
        order.id().value(),
        order.status(),
        order.version(),
        order.restaurantId(),
        order.lines().stream().map(line -> line(order, line)).toList(),
        bill(order),
        order.money(order.bill().deliveryFeeMinor()),
        order.total(),
        new AddressView(order.dropoff().lat(), order.dropoff().lng(), order.dropoffText()),
        order.placedAt(),
        order.promisedAt(),
        order.acceptedAt(),
        order.acceptBy().filter(at -> order.acceptedAt().isEmpty()),
        order.readyAt(),
        order.deliveredAt(),
        order.rideId(),
        order.rider(),
        order.cancelReason(),
        order.nextAction().filter(action -> order.status() == OrderStatus.PAYMENT_PENDING));
  }

  private static LineView line(Order order, OrderLine line) {
    return new LineView(
        line.itemId(),
        line.itemVersion(),
        line.name(),
        line.quantity(),
        line.options(),
        order.money(line.unitPriceMinor()),
        order.money(line.totalMinor()));
  }

  private static BillView bill(Order order) {
    Bill bill = order.bill();
    return new BillView(
        order.money(bill.itemsMinor()),
        order.money(bill.discountMinor()),
        order.money(bill.packagingFeeMinor()),
        order.money(bill.platformFeeMinor()),
        order.money(bill.deliveryFeeMinor()),
        order.money(bill.taxMinor()),
        order.money(bill.tipMinor()),
        order.promotionCode());
  }
}
