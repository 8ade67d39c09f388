package io.dabba.dispatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.ModelStore;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.eta.GreatCircleTravelTimes;
import io.dabba.dispatch.matching.GreedyMatcher;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A minute of domain time is a tenth of a second here. */
@Timeout(60)
class DispatcherTest {
  private static final CityId CITY = new CityId("dispatcher-test");
  private static final GeoPoint RESTAURANT = new GeoPoint(19.0760, 72.8777);
  private static final RideId RIDE = new RideId("biryani");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALA = new RiderId("bala");
  private static final Duration LONG = Duration.ofHours(10);
  private static final long PATIENCE_SECONDS = 20;

  private final DomainClock clock =
      DomainClock.anchored(Instant.parse("2026-11-22T12:00:00Z"), 600);
  private final RiderIndex riders = new RiderIndex(CITY, LONG);
  private final BlockingQueue<RideId> failed = new LinkedBlockingQueue<>();
  private final InMemoryDispatchStore store = new InMemoryDispatchStore(clock, failed::add);
  private final BlockingQueue<Command> answers = new LinkedBlockingQueue<>();
  private Dispatcher dispatcher;

  @AfterEach
  void close() {
    if (dispatcher != null) {
      dispatcher.close();
    }
  }

  @Test
  void order_isOffered_declined_offeredToTheNext_andAccepted() {
    rider(ASHA, 0.003);
    rider(BALA, 0.006);
    start(store, LONG);
    assertThat(dispatcher.submit(order())).isTrue();

    Offer first = awaitOffer();
    assertThat(first.riderId()).isEqualTo(ASHA);
    await(() -> availability(ASHA) == Availability.OFFERED);
    assertThat(store.offers().decline(RIDE, ASHA, first.token(), clock.instant()))
        .isEqualTo(new DeclineOutcome.Declined(first));
    dispatcher.submit(new Command.OfferDeclined(RIDE, ASHA, first.token()));

    Offer second = awaitOffer();
    assertThat(second.riderId()).isEqualTo(BALA);
    await(() -> availability(ASHA) == Availability.AVAILABLE);
    await(() -> availability(BALA) == Availability.OFFERED);
    assertThat(store.offers().accept(RIDE, BALA, second.token(), clock.instant()))
        .isEqualTo(new AcceptOutcome.Accepted(second));
    dispatcher.submit(new Command.OfferAccepted(RIDE, BALA, second.token()));
    await(() -> availability(BALA) == Availability.RIDING);
    assertThat(answers).isEmpty();
  }

  @Test
  void unansweredOffer_isExpiredByTheClock_withoutAnyCommand() {
    rider(ASHA, 0.003);
    rider(BALA, 0.006);
    start(store, Duration.ofSeconds(30));
    dispatcher.submit(order());

    Offer first = awaitOffer();
    Command.OfferExpired expired = await(Command.OfferExpired.class);
    assertThat(expired).isEqualTo(new Command.OfferExpired(RIDE, ASHA, first.token()));
    assertThat(awaitOffer().riderId()).isEqualTo(BALA);
    await(() -> availability(ASHA) == Availability.AVAILABLE);
  }

  /** As when the queue was full when he accepted. */
  @Test
  void acceptanceThatNobodyToldOf_isLearntWhenTheOfferWouldExpire() throws Exception {
    rider(ASHA, 0.003);
    rider(BALA, 0.006);
    start(store, Duration.ofMinutes(30));
    dispatcher.submit(order());
    Offer offer = awaitOffer();
    assertThat(store.offers().accept(RIDE, ASHA, offer.token(), clock.instant()))
        .isEqualTo(new AcceptOutcome.Accepted(offer));

    assertThat(await(Command.OfferAccepted.class))
        .isEqualTo(new Command.OfferAccepted(RIDE, ASHA, offer.token()));
    await(() -> availability(ASHA) == Availability.RIDING);
    assertThat(availability(BALA)).isEqualTo(Availability.AVAILABLE);
  }

  @Test
  void rideThatFindsNobody_isFailed() throws Exception {
    start(store, LONG);
    dispatcher.submit(order());

    assertThat(failed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(RIDE);
  }

  @Test
  void storeThatFailsOnce_isLoadedAgain_andDispatchGoesOn() {
    rider(ASHA, 0.003);
    ModelStore model = new ModelStore(clock);
    FailingOnce failing = new FailingOnce(model, false);
    start(failing, LONG);
    dispatcher.submit(model.confirm(order()));

    assertThat(awaitOffer().riderId()).isEqualTo(ASHA);
    await(() -> availability(ASHA) == Availability.OFFERED);
    assertThat(failing.loads.get()).isEqualTo(2);
  }

  /** The step was stored, but nobody heard: as when the connection breaks after the commit. */
  @Test
  void storeThatFailsAfterItsCommit_isTakenAtItsWord_andRidersAreFreeAgain() {
    rider(ASHA, 0.003);
    rider(BALA, 0.006);
    ModelStore model = new ModelStore(clock);
    FailingOnce failing = new FailingOnce(model, true);
    failing.armed.set(false);
    start(failing, Duration.ofMinutes(30));
    dispatcher.submit(model.confirm(order()));
    assertThat(awaitOffer().riderId()).isEqualTo(ASHA);
    await(() -> availability(ASHA) == Availability.OFFERED);
    failing.armed.set(true);

    assertThat(awaitOffer().riderId()).isEqualTo(BALA);
    await(() -> availability(ASHA) == Availability.AVAILABLE);
    assertThat(failing.loads.get()).isEqualTo(2);
  }

  @Test
  void searchWhoseEndPassedWhileTheServerWasDown_goesOn() throws Exception {
    Instant now = clock.instant();
    Ride ride = new Ride(RIDE, CITY, RESTAURANT, List.of(order().order()));
    RideSearch search = RideSearch.begin(ride, now.minus(LONG), LONG.minusMinutes(30));
    Stored stored = new Stored(search, now.minus(Duration.ofHours(1)), new LinkedBlockingQueue<>());
    start(stored, LONG);

    Step first = stored.steps().poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(first).isNotNull();
    assertThat(first.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.SaveSearch.class,
            saved ->
                assertThat(saved.search().giveUpAt())
                    .isAfterOrEqualTo(search.giveUpAt().plus(Duration.ofHours(1))));
  }

  @Test
  void orderForAFarYear_doesNotStopTheCity() {
    rider(ASHA, 0.003);
    start(store, LONG);
    dispatcher.submit(order("feast", Instant.parse("9999-12-31T12:00:00Z")));
    dispatcher.submit(order());

    assertThat(awaitOffer().rideId()).isEqualTo(RIDE);
  }

  @Test
  void close_endsTheThread_andNothingIsTakenAnyMore() {
    start(store, LONG);
    await(() -> dispatchThreads() == 1);

    dispatcher.close();

    assertThat(dispatchThreads()).isZero();
    assertThat(dispatcher.submit(order())).isFalse();
  }

  @Test
  void close_whileTheStoreIsFailing_endsTheThread() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    start(new FailingAlways(asked), LONG);
    assertThat(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

    dispatcher.close();

    assertThat(dispatchThreads()).isZero();
  }

  @Test
  void fullQueue_saysSo() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch mayLoad = new CountDownLatch(1);
    start(new SlowToLoad(store, loading, mayLoad), LONG);
    assertThat(loading.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    for (int n = 0; n < Dispatcher.QUEUE_CAPACITY; n++) {
      assertThat(dispatcher.submit(new Command.ShiftChanged(ASHA))).isTrue();
    }

    assertThat(dispatcher.submit(new Command.ShiftChanged(ASHA))).isFalse();
    mayLoad.countDown();
    await(() -> dispatcher.submit(new Command.ShiftChanged(ASHA)));
  }

  private void start(DispatchStore over, Duration offerTtl) {
    DispatchPolicy standard = DispatchPolicy.standard();
    DispatchPolicy policy =
        new DispatchPolicy(
            offerTtl,
            standard.pickupLead(),
            standard.roundInterval(),
            standard.refusalPause(),
            standard.radiusMeters(),
            standard.radiusStepMeters(),
            standard.maxRadiusMeters(),
            standard.candidates(),
            LONG,
            3,
            LONG,
            standard.windowSize());
    dispatcher =
        Dispatcher.start(
            new Dispatcher.Setup(
                riders,
                over,
                clock,
                policy,
                new GreedyMatcher(),
                new GreatCircleTravelTimes(),
                Duration.ZERO,
                answers::addAll));
  }

  private void rider(RiderId rider, double degreesAway) {
    riders.enroll(rider, Vehicle.MOTORCYCLE, Availability.AVAILABLE);
    GeoPoint point = new GeoPoint(RESTAURANT.lat() + degreesAway, RESTAURANT.lng());
    riders.report(Ping.of(rider, point, clock.instant()));
  }

  private Command.OrderConfirmed order() {
    return order(RIDE.value(), clock.instant());
  }

  private static Command.OrderConfirmed order(String name, Instant readyAt) {
    RideOrder order = new RideOrder(new OrderId(name), new GeoPoint(19.09, 72.88), readyAt);
    return new Command.OrderConfirmed(new RideId(name), RESTAURANT, order);
  }

  private Availability availability(RiderId rider) {
    return riders.find(rider).orElseThrow().availability();
  }

  private Offer awaitOffer() {
    return await(Command.OfferOpened.class).offer();
  }

  /** The store's next answer of this kind. */
  private <C extends Command> C await(Class<C> kind) {
    try {
      while (true) {
        Command answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer).as("an answer, awaiting %s", kind.getSimpleName()).isNotNull();
        if (kind.isInstance(answer)) {
          return kind.cast(answer);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the deadline of a condition").isLessThan(deadlineNanos);
      Thread.onSpinWait();
    }
  }

  private static long dispatchThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("dispatch-" + CITY))
        .count();
  }

  /** Fails one commit that has effects, before it or after it. */
  private static final class FailingOnce implements DispatchStore {
    final AtomicInteger loads = new AtomicInteger();
    final AtomicBoolean armed = new AtomicBoolean(true);
    private final DispatchStore store;
    private final boolean afterCommit;

    FailingOnce(DispatchStore store, boolean afterCommit) {
      this.store = store;
      this.afterCommit = afterCommit;
    }

    @Override
    public RecoveredCity load(CityId city) {
      loads.incrementAndGet();
      return store.load(city);
    }

    @Override
    public List<Command> commit(CityId city, Step step) {
      boolean fails = armed.compareAndSet(true, false);
      if (fails && !afterCommit) {
        throw new IllegalStateException("the store fails, as this test wants it");
      }
      List<Command> commands = store.commit(city, step);
      if (fails) {
        throw new IllegalStateException("the connection broke, as this test wants it");
      }
      return commands;
    }

    @Override
    public Map<RiderId, Availability> availability(Set<RiderId> riders) {
      return store.availability(riders);
    }
  }

  /** Has one search, and carries out nothing. */
  private record Stored(RideSearch search, Instant lastStepAt, BlockingQueue<Step> steps)
      implements DispatchStore {
    @Override
    public RecoveredCity load(CityId city) {
      return new RecoveredCity(List.of(search), List.of(), Optional.of(lastStepAt));
    }

    @Override
    public List<Command> commit(CityId city, Step step) {
      steps.add(step);
      return List.of();
    }

    @Override
    public Map<RiderId, Availability> availability(Set<RiderId> riders) {
      return Map.of();
    }
  }

  private record FailingAlways(CountDownLatch asked) implements DispatchStore {
    @Override
    public RecoveredCity load(CityId city) {
      asked.countDown();
      throw new IllegalStateException("the store fails, as this test wants it");
    }

    @Override
    public List<Command> commit(CityId city, Step step) {
      throw new IllegalStateException("never loaded");
    }

    @Override
    public Map<RiderId, Availability> availability(Set<RiderId> riders) {
      throw new IllegalStateException("never loaded");
    }
  }

  private record SlowToLoad(DispatchStore store, CountDownLatch loading, CountDownLatch mayLoad)
      implements DispatchStore {
    @Override
    public RecoveredCity load(CityId city) {
      loading.countDown();
      try {
        mayLoad.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return store.load(city);
    }

    @Override
    public List<Command> commit(CityId city, Step step) {
      return store.commit(city, step);
    }

    @Override
    public Map<RiderId, Availability> availability(Set<RiderId> riders) {
      return store.availability(riders);
    }
  }
}
