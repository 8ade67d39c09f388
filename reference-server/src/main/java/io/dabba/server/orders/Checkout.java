package io.dabba.server.orders;

import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.order.OrderId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;
import io.dabba.server.Ids;
import io.dabba.server.customers.AddressBook;
import io.dabba.server.customers.AddressBook.Address;
import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.dabba.server.orders.RecordedAnswer.Claim;
import io.dabba.server.postgres.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Takes orders, each once. The order, its payment, its event and the claim of its key are stored in
 * one transaction before the gateway is asked; whoever comes first after a crash, the retry or
 * {@link PaymentSettlement}'s worker, goes on from there.
 */
final class Checkout {
  private static final Duration SLACK = Duration.ofMinutes(10);

  private final Database database;
  private final PaymentSettlement settlement;
  private final InstantSource clock;
  private final TravelTimes travelTimes;

  Checkout(
      Database database,
      PaymentSettlement settlement,
      InstantSource clock,
      TravelTimes travelTimes) {
    this.database = database;
    this.settlement = settlement;
    this.clock = clock;
    this.travelTimes = travelTimes;
  }

  /** Takes an order, or gives the answer that its key was given first. */
  RecordedAnswer place(String customer, String key, CheckoutRequest request) {
    Optional<Claim> known = find(customer, key);
    if (known.isPresent()) {
      return replay(known.get(), request);
    }
    Optional<OrderId> placed =
        database.inTransaction(handle -> store(handle, customer, key, request));
    if (placed.isPresent()) {
      settlement.settle(placed.get());
    }
    Claim claim = find(customer, key).orElseThrow();
    return placed.isPresent() && claim.answer().isPresent()
        ? first(claim.answer().get())
        : replay(claim, request);
  }

  private Optional<Claim> find(String customer, String key) {
    return database.jdbi().withHandle(handle -> RecordedAnswer.find(handle, customer, key));
  }

  private static RecordedAnswer first(RecordedAnswer answer) {
    return new RecordedAnswer(answer.status(), answer.contentType(), answer.body(), false);
  }

  private static RecordedAnswer replay(Claim claim, CheckoutRequest request) {
    if (!claim.fingerprint().equals(request.fingerprint())) {
      throw Problem.of(
              422,
              "idempotency-key-reused",
              "The Idempotency-Key belongs to another request",
              "The key was used for order %s".formatted(claim.order()))
          .with("field", "Idempotency-Key")
          .exception();
    }
    return claim
        .answer()
        .orElseThrow(() ->
            Problem.of(
                    409,
                    "still-running",
                    "The first request with this key is still running",
                    "Ask again in a second")
                .exception()
                .header("Retry-After", "1"));
  }

  /** Stores the order as CREATED; empty if the key was claimed by another request meanwhile. */
  private Optional<OrderId> store(
      Handle handle, String customer, String key, CheckoutRequest request) {
    if (!settlement.knows(request.paymentMethod())) {
      throw unprocessable("paymentMethod", request.paymentMethod(), "no such payment method");
    }
    Kitchen kitchen =
        Kitchen.find(handle, request.restaurantId())
            .orElseThrow(
                () -> unprocessable("restaurantId", request.restaurantId(), "no such restaurant"));
    Address address =
        AddressBook.find(handle, customer, request.addressId())
            .orElseThrow(
                () -> unprocessable("addressId", request.addressId(), "you have no such address"));
    if (!kitchen.open()) {
      throw unprocessable("restaurantId", request.restaurantId(), "the restaurant is closed");
    }
    double meters = kitchen.point().distanceMeters(address.point());
    if (meters > kitchen.deliveryRadiusMeters()) {
      throw unprocessable(
          "addressId", request.addressId(), "the restaurant does not deliver that far");
    }
    List<OrderLine> lines = lines(handle, request);
    OrderId id = new OrderId(Ids.next());
    insert(handle, id, customer, kitchen, address, lines, request.paymentMethod(), meters);
    if (RecordedAnswer.claim(handle, customer, key, request.fingerprint(), id)) {
      return Optional.of(id);
    }
    handle.rollback();
    return Optional.empty();
  }

  private static List<OrderLine> lines(Handle handle, CheckoutRequest request) {
    if (request.items().isEmpty()) {
      throw unprocessable("items", "[]", "an order has at least one item");
    }
    List<OrderLine> lines = new ArrayList<>();
    for (CheckoutRequest.Item item : request.items()) {
      String field = "items[%d].itemId".formatted(lines.size());
      Kitchen.Dish dish =
          Kitchen.dish(handle, request.restaurantId(), item.itemId())
              .orElseThrow(() -> unprocessable(field, item.itemId(), "not on the menu"));
      if (!dish.available()) {
        throw unprocessable(field, item.itemId(), "not available now");
      }
      lines.add(new OrderLine(item.itemId(), dish.name(), item.quantity(), dish.priceMinor()));
    }
    return lines;
  }

  private void insert(
      Handle handle,
      OrderId id,
      String customer,
      Kitchen kitchen,
      Address address,
      List<OrderLine> lines,
      String paymentMethod,
      double meters) {
    Instant now = clock.instant();
    GeoPoint door = address.point();
    Instant ready = now.plus(kitchen.prepTime());
    Duration way = travelTimes.between(kitchen.point(), door, Vehicle.MOTORCYCLE);
    long items = lines.stream().mapToLong(OrderLine::totalMinor).reduce(0, Math::addExact);
    long fee = DeliveryFee.minor(meters);
    handle
        .createUpdate(
            """
            WITH placed AS (
              INSERT INTO orders (id, city_id, customer_id, restaurant_id, status, currency, items_minor,
                                  delivery_fee_minor, total_minor, dropoff_lat, dropoff_lng,
                                  dropoff_text, placed_at, promised_at, expected_ready_at)
              VALUES (:id, :city, :customer, :restaurant, 'CREATED', :currency, :items, :fee,
                      :items + :fee, :lat, :lng, :text, :now, :promised, :ready)),
            asked AS (
              INSERT INTO payments (order_id, method, amount_minor, currency, status, due,
                                    wall_attempt_at)
              VALUES (:id, :method, :items + :fee, :currency, 'ASKED', 'SETTLE',
                      clock_timestamp() + interval '10 seconds'))
            INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                                schema_version, occurred_at, payload)
            VALUES ('order', :id, 1, :city, 'order.created', 1, :now,
                    jsonb_build_object('orderId', :id, 'customerId', :customer, 'restaurantId', :restaurant))
            """)
        .bind("id", id.value())
        .bind("city", kitchen.cityId())
        .bind("customer", customer)
        .bind("restaurant", kitchen.restaurantId())
        .bind("currency", kitchen.currency())
        .bind("items", items)
        .bind("fee", fee)
        .bind("lat", door.lat())
        .bind("lng", door.lng())
        .bind("text", address.text())
        .bind("now", now)
        .bind("promised", ready.plus(way).plus(SLACK))
        .bind("ready", ready)
        .bind("method", paymentMethod)
        .execute();
    int position = 0;
    for (OrderLine line : lines) {
      handle
          .createUpdate(
              """
              INSERT INTO order_lines (order_id, position, item_id, name, quantity, unit_price_minor)
              VALUES (:order, :position, :item, :name, :quantity, :price)
              """)
          .bind("order", id.value())
          .bind("position", position++)
          .bind("item", line.itemId())
          .bind("name", line.name())
          .bind("quantity", line.quantity())
          .bind("price", line.unitPriceMinor())
          .execute();
    }
  }

  private static ProblemException unprocessable(String field, String value, String why) {
    return Problem.of(422, "order-not-possible", "The order is not possible", why)
        .with("field", field)
        .with("value", value)
        .exception();
  }
}
