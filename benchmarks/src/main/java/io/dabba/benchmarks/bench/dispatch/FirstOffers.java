package io.dabba.benchmarks.bench.dispatch;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.dispatch.Command;
import io.dabba.dispatch.Decision;
import io.dabba.dispatch.matching.Candidate;
import io.dabba.dispatch.matching.Planning;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.runtime.DispatchListener;
import io.dabba.dispatch.runtime.DispatchSetup;
import io.dabba.dispatch.runtime.Dispatcher;
import io.dabba.dispatch.runtime.DomainClock;
import io.dabba.dispatch.runtime.InMemoryDispatchStore;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * How long rides wait for their first offer from the moment they are due, with a {@link Dispatcher}
 * as a process runs it: on its thread, by the machine's clock. Every offer is taken at once, and
 * the ride over two seconds later. Each order has a restaurant of its own, so none goes with
 * another.
 *
 * <p>A ride whose food is ready when it is confirmed is <em>due</em> then. Else it is due for the
 * rider to whom it is offered, and not before all of this holds: it is confirmed; he is free; he
 * was heard of where the dispatcher saw him; and he must leave within the policy's offer lead, so
 * that he can have the food when it is ready. A plan that was changed in favour of a rider who
 * should have left already counts as late by as much.
 */
final class FirstOffers implements DispatchListener {
  private static final CityId CITY = new CityId("mumbai");
  private static final long SEED = 1;
  private static final double DELIVERY_METERS = 3_000;
  private static final Duration RIDE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int DIGITS = 3;

  private final OrderStream stream;
  private final DomainClock clock = DomainClock.system();
  private final InMemoryDispatchStore store = new InMemoryDispatchStore(clock);
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final RiderIndex index = new RiderIndex(CITY, Duration.ofMinutes(2));
  private final MovingRiders riders;
  private final ExecutorService doings =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("riders").factory());
  private final Executor afterRide =
      CompletableFuture.delayedExecutor(RIDE.toNanos(), TimeUnit.NANOSECONDS, doings);
  private final Map<RideId, Confirmed> waiting = new ConcurrentHashMap<>();
  private final Map<RiderId, Instant> freeSince = new ConcurrentHashMap<>();
  private final AtomicInteger delivered = new AtomicInteger();
  private final Histogram waitMicros = new Histogram(DIGITS);

  private record Confirmed(GeoPoint pickup, Instant at, Instant readyAt, boolean counts) {}

  private FirstOffers(OrderStream stream) {
    this.stream = stream;
    this.riders = new MovingRiders(index, stream.riders(), random.split(), clock.instant());
  }

  /**
   * Confirms the orders of the stream and waits until all are delivered.
   *
   * @return how long each that counts has waited, in microseconds
   */
  static Histogram measure(OrderStream stream) throws InterruptedException {
    return new FirstOffers(stream).measure();
  }

  private Histogram measure() throws InterruptedException {
    DispatchSetup setup =
        DispatchSetup.of(index, store, clock)
            .withStrategy(stream.strategy())
            .withWarmUp(Duration.ZERO)
            .withListener(this);
    try (doings;
        Dispatcher dispatcher = Dispatcher.start(setup)) {
      store.tell(dispatcher::submit);
      untilAllAreDelivered();
    }
    return waitMicros;
  }

  /** Riders report and orders come at steady rates, however long offers take. */
  private void untilAllAreDelivered() throws InterruptedException {
    long start = System.nanoTime();
    long end = start + stream.duration().plus(PATIENCE).toNanos();
    int confirmed = 0;
    for (long pings = 0; delivered.get() < stream.orders(); pings++) {
      TimeUnit.NANOSECONDS.sleep(start + pings * riders.pause().toNanos() - System.nanoTime());
      riders.report(clock.instant());
      long elapsed = System.nanoTime() - start;
      while (confirmed < stream.orders() && confirmed * stream.pause().toNanos() <= elapsed) {
        confirm(confirmed++);
      }
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "only %d of %d orders are delivered".formatted(delivered.get(), stream.orders()));
      }
    }
  }

  private void confirm(int number) {
    GeoPoint pickup = CityDisc.anywhere(random);
    double meters = DELIVERY_METERS * random.nextDouble();
    double angle = random.nextDouble(2 * Math.PI);
    GeoPoint door = CityDisc.beside(pickup, meters * Math.cos(angle), meters * Math.sin(angle));
    RideId ride = new RideId("ride-" + number);
    Instant now = clock.instant();
    Instant readyAt = now.plus(stream.readyAfter());
    waiting.put(ride, new Confirmed(pickup, now, readyAt, number >= stream.warmUp()));
    RideOrder order = new RideOrder(new OrderId("order-" + number), door, now, readyAt);
    store.confirm(CITY, new Command.OrderConfirmed(ride, pickup, order));
  }

  /** On the dispatcher's thread, which alone writes down how long was waited. */
  @Override
  public void offerOpened(Offer offer) {
    Instant now = clock.instant();
    Confirmed order = waiting.remove(offer.rideId());
    if (order != null && order.counts()) {
      Duration wait = Duration.between(dueAt(order, offer), now);
      waitMicros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(wait.toNanos())));
    }
    doings.execute(() -> accept(offer));
  }

  private Instant dueAt(Confirmed order, Offer offer) {
    if (stream.dueAtOnce()) {
      return order.at();
    }
    Candidate chosen = chosen(offer);
    Ping seen = seen(chosen, order.pickup());
    Instant free = freeSince.getOrDefault(offer.riderId(), Instant.MIN);
    Planning planning = stream.strategy().policy().planning();
    return Stream.of(
            order.at(), free, seen.at(), leadBegins(order.readyAt(), chosen.pickupEta(), planning))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** When a rider with this way before him is to be asked. */
  static Instant leadBegins(Instant readyAt, Duration way, Planning planning) {
    return readyAt.minus(planning.service().beforePickup()).minus(way).minus(planning.offerLead());
  }

  private Candidate chosen(Offer offer) {
    Decision decision = store.explain(offer.rideId()).getLast();
    return decision.considered().stream()
        .map(Decision.Considered::candidate)
        .filter(candidate -> candidate.riderId().equals(offer.riderId()))
        .findFirst()
        .orElseThrow();
  }

  /** He may have reported since: it was the ping from which he has the way that was reckoned. */
  private Ping seen(Candidate rider, GeoPoint pickup) {
    return riders.lastTwo(rider.riderId()).stream()
        .min(Comparator.comparing(ping -> way(ping, pickup).minus(rider.pickupEta()).abs()))
        .orElseThrow();
  }

  private Duration way(Ping from, GeoPoint to) {
    return stream.strategy().travelTimes().between(from.point(), to, MovingRiders.VEHICLE);
  }

  private void accept(Offer offer) {
    OfferCycle.requireAccepted(store.accept(offer.rideId(), offer.riderId(), offer.token()));
    afterRide.execute(() -> deliver(offer));
  }

  private void deliver(Offer offer) {
    freeSince.put(offer.riderId(), clock.instant());
    boolean ended =
        store.pickUp(offer.rideId(), offer.riderId())
            && store.deliver(offer.rideId(), offer.riderId());
    OfferCycle.requireEnded(ended, offer.rideId());
    delivered.incrementAndGet();
  }
}
