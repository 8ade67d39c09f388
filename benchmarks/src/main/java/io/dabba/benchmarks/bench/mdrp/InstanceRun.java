package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.mdrp.Agenda.Turn;
import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import io.dabba.dispatch.Command;
import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.rider.Shift;
import io.dabba.dispatch.runtime.CitySession;
import io.dabba.dispatch.runtime.DispatchSetup;
import io.dabba.dispatch.runtime.InMemoryDispatchStore;
import io.dabba.dispatch.testkit.SettableClock;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The day of one instance through the dispatch of a city as it runs in production, on a clock of
 * its own. All that happens in a minute is told before the step of that minute; an order is known
 * from the minute in which it is placed. Riders take every offer at once, unless the rules of the
 * instance forbid the trip.
 *
 * <p>That food is ready is not told: since an order was placed it was known when it would be.
 */
final class InstanceRun {
  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration STALE_AFTER = Duration.ofDays(1);
  private static final int LONGEST_WAIT_MINUTES = 24 * 60;

  private final Instance instance;
  private final SettableClock clock = new SettableClock(MIDNIGHT);
  private final CityId city = new CityId("mdrp");
  private final RiderIndex index = new RiderIndex(city, STALE_AFTER);
  private final InMemoryDispatchStore store = new InMemoryDispatchStore(clock);
  private final OfferWatch watch = new OfferWatch(store);
  private final CitySession session;
  private final Agenda agenda = new Agenda();
  private final Map<RiderId, DayRider> riders = new LinkedHashMap<>();
  private final Map<OrderId, Order> orders = new HashMap<>();
  private final List<Command> told = new ArrayList<>();
  private int minute;
  private int lastNoted;
  private int refusals;

  /**
   * What a run came to.
   *
   * @param refusals how many offers riders refused, since the rules forbade the trip
   * @param seconds of wall time
   */
  record Outcome(Instance instance, Solution solution, int refusals, double seconds) {}

  private InstanceRun(Instance instance, Strategy strategy) {
    this.instance = instance;
    store.tell(told::add);
    session =
        CitySession.takeOver(
            DispatchSetup.of(index, watch, clock).withStrategy(strategy).withoutPlanTime(),
            clock.instant());
    instance.riders().forEach(this::note);
    instance.orders().forEach(this::note);
  }

  /** Runs the day until nothing is left to happen. */
  static Outcome run(Instance instance, Strategy strategy) {
    long start = System.nanoTime();
    InstanceRun run = new InstanceRun(instance, strategy);
    run.day();
    List<Trip> trips = run.riders.values().stream().flatMap(r -> r.trips().stream()).toList();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(instance, Solution.of(trips), run.refusals, seconds);
  }

  private void day() {
    for (OptionalInt next = next(); next.isPresent(); next = next()) {
      minute = Math.max(minute, next.getAsInt());
      clock.set(instant(minute));
      agenda.doUntil(minute);
      riders.values().forEach(this::report);
      step();
    }
  }

  /** The next minute in which something happens or the dispatcher wants to be woken. */
  private OptionalInt next() {
    OptionalInt noted = agenda.next();
    lastNoted = Math.max(lastNoted, noted.orElse(0));
    OptionalInt wake =
        session
            .nextWake()
            .map(instant -> OptionalInt.of(Math.max(minute + 1, minuteOf(instant))))
            .orElse(OptionalInt.empty());
    if (noted.isEmpty() && wake.orElse(0) > lastNoted + LONGEST_WAIT_MINUTES) {
      throw new IllegalStateException(
          "instance %s: %d rides are still open a day after all has happened"
              .formatted(instance.name(), session.stats().openSearches()));
    }
    return noted.isEmpty() || (wake.isPresent() && wake.getAsInt() < noted.getAsInt())
        ? wake
        : noted;
  }

  /** Riders' answers are told in the minute of their offers. */
  private void step() {
    boolean due = session.nextWake().filter(at -> !at.isAfter(clock.instant())).isPresent();
    while (due || !told.isEmpty()) {
      List<Command> commands = List.copyOf(told);
      told.clear();
      session.step(commands);
      watch.drain().forEach(this::answer);
      due = false;
    }
  }

  /** One whose shift ends as it begins does not come. */
  private void note(Rider rider) {
    if (rider.onAt() == rider.offAt()) {
      return;
    }
    DayRider day = new DayRider(rider);
    riders.put(day.id(), day);
    Shift shift =
        new Shift(
            instant(rider.onAt()),
            Optional.of(instant(rider.offAt())),
            instance.rules().guaranteedOrdersPerHour());
    agenda.note(
        rider.onAt(),
        Turn.SHIFT,
        () -> {
          day.shift(true);
          index.enroll(day.id(), Vehicle.CAR, Availability.OFFLINE);
          store.shift(day.id(), shift);
        });
    agenda.note(
        rider.offAt(),
        Turn.SHIFT,
        () -> {
          day.shift(false);
          store.shift(day.id(), false);
        });
  }

  private void note(Order order) {
    OrderId id = new OrderId(order.id());
    orders.put(id, order);
    RideOrder wanted =
        new RideOrder(
            id, order.door().point(), instant(order.placedAt()), instant(order.readyAt()));
    Command.OrderConfirmed confirmed =
        new Command.OrderConfirmed(
            new RideId("ride-" + orders.size()), order.restaurant().place().point(), wanted);
    agenda.note(order.placedAt(), Turn.ORDER, () -> store.confirm(city, confirmed));
  }

  private void report(DayRider rider) {
    if (rider.reports(minute)) {
      index.report(Ping.of(rider.id(), rider.at(minute).point(), clock.instant()));
    }
  }

  private void answer(OfferWatch.Opened opened) {
    Offer offer = opened.offer();
    DayRider rider = riders.get(offer.riderId());
    if (rider == null) {
      throw new IllegalStateException("nobody is rider " + offer.riderId());
    }
    List<Order> stops = opened.stops().stream().map(this::order).toList();
    Trip trip = rider.planned(instance.rules(), minute, stops);
    if (!trip.isAllowed(instance.rules())) {
      store.decline(offer.rideId(), offer.riderId(), offer.token());
      refusals++;
      return;
    }
    store.accept(offer.rideId(), offer.riderId(), offer.token());
    rider.goesOn(trip);
    agenda.note(
        trip.leavesPickupAt(), Turn.RIDE, () -> store.pickUp(offer.rideId(), offer.riderId()));
    agenda.note(trip.freeAt(), Turn.RIDE, () -> store.deliver(offer.rideId(), offer.riderId()));
  }

  private Order order(OrderId id) {
    Order order = orders.get(id);
    if (order == null) {
      throw new IllegalStateException("nothing is known of order " + id);
    }
    return order;
  }

  private static Instant instant(int minute) {
    return MIDNIGHT.plus(Duration.ofMinutes(minute));
  }

  /** Rounded up. */
  private static int minuteOf(Instant instant) {
    return Math.toIntExact(
        Math.ceilDiv(
            Duration.between(MIDNIGHT, instant).toMillis(), Duration.ofMinutes(1).toMillis()));
  }
}
