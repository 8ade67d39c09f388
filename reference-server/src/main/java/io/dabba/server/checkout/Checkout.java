package io.dabba.server.checkout;

import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.geo.Vehicle;
import io.dabba.server.Ids;
import io.dabba.server.catalog.Promotion;
import io.dabba.server.customers.AddressBook.Address;
import io.dabba.server.http.Problem;
import io.dabba.server.orders.Order;
import io.dabba.server.orders.OrderLine;
import io.dabba.server.orders.RecordedAnswer;
import io.dabba.server.orders.RecordedAnswer.Claim;
import io.dabba.server.payments.Charge;
import io.dabba.server.payments.Gateways;
import io.dabba.server.payments.PaymentGateway;
import io.dabba.server.payments.Standing;
import io.dabba.server.postgres.Database;
import io.dabba.server.settlement.Confirmation;
import io.dabba.server.settlement.PaymentSettlement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes orders, each once. The order, its payment, its event and the claim of its key are stored by
 * one statement before the gateway is asked; whoever comes first after a crash, the retry or the
 * {@link PaymentSettlement}'s worker, goes on from there. In the common case an order is three
 * round trips to PostgreSQL, two of which commit.
 */
final class Checkout {
  private static final Duration SLACK = Duration.ofMinutes(10);

  /** For how long a price that was shown is kept after another took its place. */
  private static final Duration SHOWN_FOR = Duration.ofMinutes(15);

  private final Database database;
  private final Gateways gateways;
  private final PaymentSettlement settlement;
  private final InstantSource clock;
  private final TravelTimes travelTimes;
  private final Runnable afterCommit;

  /**
   * @param afterCommit called when an order was confirmed; nothing is due with its payment then
   */
  Checkout(
      Database database,
      Gateways gateways,
      PaymentSettlement settlement,
      InstantSource clock,
      TravelTimes travelTimes,
      Runnable afterCommit) {
    this.database = database;
    this.gateways = gateways;
    this.settlement = settlement;
    this.clock = clock;
    this.travelTimes = travelTimes;
    this.afterCommit = afterCommit;
  }

  /**
   * An answer to a request.
   *
   * @param replayed whether it was given before
   */
  record Answer(RecordedAnswer record, boolean replayed) {}

  /** Takes an order, or gives the answer that its key was given first. */
  Answer place(String customer, String key, CheckoutRequest request) {
    CheckoutFacts facts = read(customer, key, request);
    if (facts.claim().isPresent()) {
      return replay(facts.claim().get(), customer, key, request);
    }
    PaymentGateway gateway =
        gateways
            .find(request.paymentMethod())
            .orElseThrow(() -> Refusals.unknownPaymentMethod(request.paymentMethod()));
    Kitchen kitchen =
        facts.kitchen().orElseThrow(() -> Refusals.unknownRestaurant(request.restaurantId()));
    Order order = compose(customer, request, facts, kitchen);
    boolean claimed =
        database.executePlain(connection ->
            Placement.insert(
                connection,
                order,
                new Placement.Claiming(key, request.fingerprint()),
                new Placement.Paying(
                    gateway.name(), request.paymentMethod(), settlement.times().lease())));
    if (!claimed) {
      Claim others = read(customer, key, request).claim().orElseThrow();
      return replay(others, customer, key, request);
    }
    return pay(order, kitchen, gateway, key, request);
  }

  private Answer pay(
      Order order, Kitchen kitchen, PaymentGateway gateway, String key, CheckoutRequest request) {
    Standing standing = gateway.authorize(charge(order, request));
    if (standing instanceof Standing.Authorized(String reference)) {
      Instant now = clock.instant();
      Optional<RecordedAnswer> answer =
          database.executePlain(connection ->
              Confirmation.confirm(
                  connection, order, kitchen.acceptance(), reference, gateway.name(), now));
      if (answer.isPresent()) {
        afterCommit.run();
        return new Answer(answer.get(), false);
      }
    }
    settlement.apply(order.id(), standing);
    Claim claim = read(order.customerId(), key, request).claim().orElseThrow();
    return new Answer(claim.answer().orElseThrow(() -> stillRunning(1)), false);
  }

  private Answer replay(Claim claim, String customer, String key, CheckoutRequest request) {
    if (!claim.fingerprint().equals(request.fingerprint())) {
      throw ofKey(
          "idempotency-key-reused",
          "The Idempotency-Key belongs to another request",
          "The key was used for order %s",
          claim.order());
    }
    if (claim.reaped()) {
      throw ofKey(
          "idempotency-key-expired",
          "The Idempotency-Key is too old",
          "Its answer is no longer kept; ask for order %s",
          claim.order());
    }
    if (claim.answer().isPresent()) {
      return new Answer(claim.answer().get(), true);
    }
    if (!settlement.settle(claim.order(), false)) {
      throw stillRunning(settlement.secondsLeft(claim.order()));
    }
    Claim after = read(customer, key, request).claim().orElseThrow();
    return new Answer(after.answer().orElseThrow(() -> stillRunning(1)), false);
  }

  private CheckoutFacts read(String customer, String key, CheckoutRequest request) {
    return database.executePlain(
        connection -> CheckoutFacts.read(connection, customer, key, request));
  }

  private Order compose(
      String customer, CheckoutRequest request, CheckoutFacts facts, Kitchen kitchen) {
    Instant now = clock.instant();
    Address address =
        facts.address().orElseThrow(() -> Refusals.unknownAddress(request.addressId()));
    if (!kitchen.isOpenAt(now)) {
      throw Refusals.restaurantClosed(kitchen.restaurantId());
    }
    double meters = kitchen.point().distanceMeters(address.point());
    if (meters > kitchen.deliveryRadiusMeters()) {
      throw Refusals.outOfRange(request.addressId());
    }
    List<OrderLine> lines =
        Cart.lines(
            request, facts, (index, dish, version) -> shown(kitchen, index, dish, version, now));
    long items = Pricing.itemsMinor(lines);
    if (items < kitchen.charges().minOrderMinor()) {
      throw Refusals.belowMinimum(items, kitchen.charges().minOrderMinor());
    }
    requireValid(request, facts, items, now);
    Pricing.Priced priced =
        Pricing.price(lines, kitchen.charges(), facts.promotion(), meters, request.tipMinor());
    if (priced.bill().totalMinor() == 0) {
      throw Refusals.nothingToPay();
    }
    Instant ready = now.plus(kitchen.prepTime());
    Duration way = travelTimes.between(kitchen.point(), address.point(), Vehicle.MOTORCYCLE);
    return new Order(
        new OrderId(Ids.next()),
        kitchen.cityId(),
        customer,
        kitchen.restaurantId(),
        OrderStatus.CREATED,
        1,
        kitchen.charges().currency(),
        priced.bill(),
        request.promotionCode(),
        address.point(),
        address.text(),
        Optional.empty(),
        Optional.empty(),
        now,
        ready.plus(way).plus(SLACK),
        ready,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        priced.lines());
  }

  private static void requireValid(
      CheckoutRequest request, CheckoutFacts facts, long itemsMinor, Instant now) {
    if (request.promotionCode().isEmpty()) {
      return;
    }
    String code = request.promotionCode().get();
    Promotion promotion =
        facts
            .promotion()
            .orElseThrow(() -> Refusals.promotionNotValid(code, "there is none of that name here"));
    if (!promotion.isValidAt(now)) {
      throw Refusals.promotionNotValid(
          code,
          "it is valid from %s until %s".formatted(promotion.validFrom(), promotion.validUntil()));
    }
    if (itemsMinor < promotion.minItemsMinor()) {
      throw Refusals.promotionNotValid(
          code, "the items must come to at least %d".formatted(promotion.minItemsMinor()));
    }
  }

  private Dish shown(Kitchen kitchen, int index, Dish now, long version, Instant at) {
    return database
        .jdbi()
        .withHandle(
            handle -> CheckoutFacts.earlier(handle, kitchen.restaurantId(), now.id(), version))
        .filter(earlier -> !earlier.replacedAt().plus(SHOWN_FOR).isBefore(at))
        .map(CheckoutFacts.Earlier::dish)
        .orElseThrow(() -> Refusals.priceChanged(index, version, now));
  }

  private static Charge charge(Order order, CheckoutRequest request) {
    return new Charge(
        order.id().value(), order.bill().totalMinor(), order.currency(), request.paymentMethod());
  }

  private static RuntimeException stillRunning(int seconds) {
    return Problem.of(
            409,
            "still-running",
            "The first request with this key is still running",
            "Ask again in %d s".formatted(seconds))
        .exception()
        .header("Retry-After", Integer.toString(seconds));
  }

  private static RuntimeException ofKey(String slug, String title, String detail, OrderId order) {
    return Problem.of(422, slug, title, detail.formatted(order))
        .with("field", "Idempotency-Key")
        .with("orderId", order.value())
        .exception();
  }
}
