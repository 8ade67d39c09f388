package io.dabba.dispatch.testkit;

import io.dabba.dispatch.AskAgain;
import io.dabba.dispatch.Command;
import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.DispatchPolicyBuilder;
import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.rider.Shift;
import io.dabba.dispatch.runtime.CitySession;
import io.dabba.dispatch.runtime.DispatchSetup;
import io.dabba.dispatch.runtime.InMemoryDispatchStore;
import io.dabba.dispatch.runtime.NotOwnerException;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Simulation}. */
final class SimulationRun {
  private static final CityId CITY = new CityId("simulated");
  private static final Instant START = Instant.parse("2026-01-01T11:00:00Z");
  private static final GeoPoint CENTER = new GeoPoint(19.0760, 72.8777);
  private static final double DISC_DEGREES = 0.035;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final Duration WAKE_AT_LEAST = Duration.ofMillis(1);
  private static final int TRACE = 200;
  private static final int KITCHENS = 12;
  private static final double ORDERS_PER_HOUR = 1.5;
  private static final List<Fault> FAULTS = List.of(Fault.values());
  private static final List<AskAgain> ASK_AGAIN = List.of(AskAgain.values());

  private final Simulation simulation;
  private final long seed;
  private final SplittableRandom random;
  private final SettableClock clock = new SettableClock(START);
  private final SimulatedCity city = new SimulatedCity(clock);
  private final Agenda agenda = new Agenda();
  private final Accounts accounts = new Accounts();
  private final RunningTime running = new RunningTime();
  private final Deque<Object> trace = new ArrayDeque<>();
  private final List<OrderId> orders = new ArrayList<>();
  private final List<GeoPoint> kitchens;

  /** For each kitchen the office that half of its orders go to. */
  private final List<GeoPoint> offices;

  private final Map<RideId, OrderId> firstOrder = new HashMap<>();
  private final CheckedOfferBook book;
  private final InMemoryDispatchStore store;
  private final DispatchSetup setup;
  private final SimulatedRiders riders;
  private final Faults faults;
  private final Instant end;

  private @Nullable CitySession session;
  private int incarnation;
  private long wakes;
  private long steps;
  private int rides;
  private boolean over;

  SimulationRun(Simulation simulation, long seed) {
    this.simulation = simulation;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    Strategy strategy = strategy();
    this.kitchens = Stream.generate(this::somewhere).limit(KITCHENS).toList();
    this.offices = Stream.generate(this::somewhere).limit(KITCHENS).toList();
    this.end = START.plus(simulation.plan().length());
    this.book = new CheckedOfferBook(simulation.book().get());
    this.store = new InMemoryDispatchStore(clock, book);
    this.faults = new Faults(this);
    this.riders = new SimulatedRiders(this);
    FaultyStore faulty =
        new FaultyStore(
            new CheckedStore(simulation.store().apply(store, riders), store),
            book,
            strategy.policy(),
            running,
            faults::strikes);
    this.setup =
        DispatchSetup.of(CITY, city, faulty, clock)
            .withStrategy(strategy)
            .withWarmUp(WARM_UP)
            .withoutPlanTime()
            .withListener(riders);
    store.onTransition(accounts::transition);
    store.tell(this::publish);
  }

  SimulationReport run() {
    Optional<String> violation = Optional.empty();
    try {
      plan();
      takeOver();
      for (Agenda.Entry next = agenda.next(); next != null && !over; next = agenda.next()) {
        clock.set(next.at().isAfter(clock.instant()) ? next.at() : clock.instant());
        trace(next.what());
        next.action().run();
      }
      requireAllEnded();
    } catch (InvariantViolation | IllegalStateException e) {
      violation = Optional.of("at %s: %s".formatted(clock.instant(), e.getMessage()));
    }
    return report(violation);
  }

  SplittableRandom random() {
    return random;
  }

  Instant now() {
    return clock.instant();
  }

  SettableClock clock() {
    return clock;
  }

  SimulatedCity city() {
    return city;
  }

  InMemoryDispatchStore store() {
    return store;
  }

  CheckedOfferBook book() {
    return book;
  }

  Accounts accounts() {
    return accounts;
  }

  SimulatedRiders riders() {
    return riders;
  }

  Faults faults() {
    return faults;
  }

  List<OrderId> orders() {
    return orders;
  }

  /** The customer of one of the ride's orders does not want it any more. */
  void cancelFirstOf(RideId ride) {
    OrderId order = firstOrder.get(ride);
    if (order != null) {
      store.cancel(order);
    }
  }

  /** Something happens so much later. */
  void after(Duration delay, Object what, Runnable action) {
    agenda.note(clock.instant().plus(delay), what, action);
  }

  /** Anything from nothing to so long. */
  Duration upTo(Duration most) {
    return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
  }

  GeoPoint somewhere() {
    double distance = DISC_DEGREES * Math.sqrt(random.nextDouble());
    double angle = random.nextDouble(2 * Math.PI);
    return new GeoPoint(
        CENTER.lat() + distance * Math.sin(angle), CENTER.lng() + distance * Math.cos(angle));
  }

  /** The dispatcher dies, with all positions; whatever it was still to hear may be lost. */
  void crash() {
    session = null;
    incarnation++;
    city.forgetPositions();
    Duration down = upTo(Duration.ofMinutes(1));
    running.pause(now(), now().plus(down).plus(WARM_UP));
    after(down, "restart", this::takeOver);
  }

  /** Another dispatcher takes the city over, and the first goes on without knowing. */
  void pauseOwner() {
    CitySession paused = session;
    if (paused != null) {
      takeOver();
      after(
          upTo(Duration.ofMinutes(2)),
          "paused owner goes on",
          () -> {
            try {
              paused.step(List.of());
              paused.renew();
              throw new InvariantViolation("the owner of an earlier epoch was not refused");
            } catch (NotOwnerException e) {
              trace("refused: " + e.getMessage());
            } catch (FaultyStore.Crash e) {
              trace("the paused owner died");
            }
          });
    }
  }

  /** The index alone loses the positions. */
  void forgetPositions() {
    city.forgetPositions();
    Instant warmAt = now().plus(WARM_UP);
    running.pause(now(), warmAt);
    step(List.of(new Command.PositionsForgotten(warmAt)));
  }

  boolean isUp() {
    return session != null;
  }

  private void plan() {
    SimulationPlan plan = simulation.plan();
    for (int i = 0; i < plan.riders(); i++) {
      city.enroll(new RiderId("r" + i), Vehicle.MOTORCYCLE, somewhere());
      riders.add(new RiderId("r" + i));
      if (random.nextInt(3) == 0) {
        saysWhenHeGoes(new RiderId("r" + i));
      }
    }
    if (random.nextInt(4) == 0) {
      beginShortOfRiders();
    }
    for (int i = 0; i < plan.orders(); i++) {
      boolean bundle = i + 1 < plan.orders() && random.nextInt(10) == 0;
      int count = bundle ? 2 : 1;
      i += count - 1;
      after(upTo(plan.length()), "order", () -> order(count));
    }
    for (int i = 0; i < plan.faults(); i++) {
      Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
      after(upTo(plan.length()), "fault " + fault, () -> faults.happen(fault));
    }
    tick();
  }

  private void saysWhenHeGoes(RiderId rider) {
    Instant goes = now().plus(Duration.ofMinutes(30)).plus(upTo(simulation.plan().length()));
    store.shift(rider, new Shift(now(), Optional.of(goes), ORDERS_PER_HOUR));
  }

  /** Most riders come on shift in the course of the first half only. */
  private void beginShortOfRiders() {
    Duration half = simulation.plan().length().dividedBy(2);
    for (int i = 0; i < simulation.plan().riders() * 5 / 6; i++) {
      RiderId rider = new RiderId("r" + i);
      faults.goOffline(rider, upTo(half));
    }
  }

  /** Differs from seed to seed. */
  private Strategy strategy() {
    Strategy strategy = random.nextBoolean() ? Strategy.batch() : Strategy.standard();
    return strategy.withPolicy(policy());
  }

  /** Policies differ from seed to seed. */
  private DispatchPolicy policy() {
    DispatchPolicyBuilder policy =
        DispatchPolicy.builder()
            .offerTtl(Duration.ofSeconds(random.nextBoolean() ? 10 : 45))
            .radiusMeters(random.nextBoolean() ? 3_000 : 1_000)
            .giveUpAfter(Duration.ofMinutes(10))
            .askAgain(ASK_AGAIN.get(random.nextInt(ASK_AGAIN.size())));
    boolean overloaded = random.nextInt(4) == 0;
    return overloaded
        ? policy.candidates(4).windowSize(1).overloadWindowSize(2).overloadCandidates(2).build()
        : policy.build();
  }

  private void order(int count) {
    int kitchen = random.nextInt(KITCHENS);
    List<RideOrder> group = new ArrayList<>();
    Instant readyAt = now().plus(Duration.ofMinutes(5)).plus(upTo(Duration.ofMinutes(20)));
    for (int i = 0; i < count; i++) {
      OrderId id = new OrderId("o" + orders.size());
      orders.add(id);
      GeoPoint door = random.nextBoolean() ? offices.get(kitchen) : somewhere();
      group.add(new RideOrder(id, door, now(), readyAt));
      if (random.nextInt(3) == 0) {
        after(upTo(Duration.ofMinutes(25)), "food of " + id + " is ready", () -> store.ready(id));
      }
    }
    RideId ride = nextRide();
    firstOrder.put(ride, group.getFirst().id());
    store.confirm(CITY, new Command.OrderConfirmed(ride, kitchens.get(kitchen), group));
  }

  private RideId nextRide() {
    return new RideId("ride" + rides++);
  }

  /**
   * Facts reach the dispatcher at least once, unless it dies: then it reads them from the store.
   */
  private boolean publish(Command fact) {
    Duration delay = upTo(Duration.ofMillis(50));
    if (faults.strikes(Fault.FACT_LATE)) {
      delay = delay.plus(upTo(Duration.ofMinutes(1)));
    }
    send(fact, delay);
    if (faults.strikes(Fault.FACT_TWICE)) {
      send(again(fact), upTo(Duration.ofMinutes(5)));
    }
    return true;
  }

  private Command again(Command fact) {
    return fact instanceof Command.OrderConfirmed c
        ? new Command.OrderConfirmed(nextRide(), c.pickup(), c.orders())
        : fact;
  }

  private void send(Command fact, Duration delay) {
    int sentIn = incarnation;
    boolean lostInCrash = random.nextBoolean();
    after(
        delay,
        fact,
        () -> {
          if (incarnation == sentIn || !lostInCrash) {
            step(List.of(fact));
          }
        });
  }

  private void tick() {
    after(
        TICK,
        "tick",
        () -> {
          CitySession owner = session;
          if (owner != null) {
            guarded(owner::renew);
            step(List.of());
          }
          over = isOver();
          tick();
        });
  }

  private void takeOver() {
    boolean first = !isUp();
    Instant warmAt = first ? now().plus(WARM_UP) : now();
    if (first) {
      running.pause(now(), warmAt);
    }
    guarded(() -> session = CitySession.takeOver(setup, warmAt));
    wakeLater();
  }

  private void step(List<Command> commands) {
    CitySession owner = session;
    if (owner != null) {
      steps++;
      guarded(() -> owner.step(commands));
      wakeLater();
    }
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (FaultyStore.Crash e) {
      crash();
    }
  }

  private void wakeLater() {
    CitySession owner = session;
    long wake = ++wakes;
    Optional<Instant> at = owner == null ? Optional.empty() : owner.nextWake();
    at.ifPresent(instant -> {
      Instant soonest = now().plus(WAKE_AT_LEAST);
      agenda.note(
          instant.isAfter(soonest) ? instant : soonest,
          "wake",
          () -> {
            if (wake == wakes) {
              step(List.of());
            }
          });
    });
  }

  /** Whether all orders have come and ended; or it takes so long that one must be stranded. */
  private boolean isOver() {
    if (now().isBefore(end)) {
      return false;
    }
    return now().isAfter(end.plus(Duration.ofHours(6))) || orders.stream().allMatch(this::hasEnded);
  }

  private boolean hasEnded(OrderId order) {
    return store.order(order).filter(status -> !OrderLifecycle.TABLE.isFinal(status)).isEmpty();
  }

  private void requireAllEnded() {
    for (OrderId order : orders) {
      if (!hasEnded(order)) {
        throw new InvariantViolation(
            "order %s is stranded, %s".formatted(order, store.order(order)));
      }
    }
  }

  private SimulationReport report(Optional<String> violation) {
    long delivered =
        orders.stream()
            .filter(order -> store.order(order).equals(Optional.of(OrderStatus.DELIVERED)))
            .count();
    return new SimulationReport(
        seed,
        orders.size(),
        (int) delivered,
        riders.failedRides(),
        steps,
        riders.offers(),
        accounts.faults(),
        accounts.transitions(),
        violation,
        violation.isPresent() ? trace.stream().map(Object::toString).toList() : List.of());
  }

  void trace(Object what) {
    if (trace.size() == TRACE) {
      trace.removeFirst();
    }
    trace.addLast(what);
  }
}
