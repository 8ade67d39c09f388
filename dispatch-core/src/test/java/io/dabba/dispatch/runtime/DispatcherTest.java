package io.dabba.dispatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Effect.FailureReason;
import io.dabba.dispatch.Policies;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A minute of domain time is a tenth of a second here. */
@Timeout(60)
class DispatcherTest {
  private static final CityId CITY = new CityId("dispatcher-test");
  private static final GeoPoint RESTAURANT = new GeoPoint(19.0760, 72.8777);
  private static final RideId RIDE = new RideId("biryani");
  private static final OrderId ORDER = new OrderId("biryani");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALA = new RiderId("bala");
  private static final Duration LONG = Duration.ofHours(10);
  private static final long PATIENCE_SECONDS = 20;

  private final DomainClock clock =
      DomainClock.anchored(Instant.parse("2026-11-22T12:00:00Z"), 600);
  private final RiderIndex riders = new RiderIndex(CITY, LONG);
  private final InMemoryDispatchStore store = new InMemoryDispatchStore(clock);
  private final Apps apps = new Apps();
  private @Nullable Dispatcher started;

  @AfterEach
  void close() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void order_isOffered_declined_offeredToTheNext_andAccepted() {
    rider(ASHA, 0.003);
    rider(BALA, 0.006);
    start(store, LONG);
    store.confirm(CITY, order());

    Offer first = next(apps.opened);
    assertThat(first.riderId()).isEqualTo(ASHA);
    await(() -> availability(ASHA) == Availability.OFFERED);
    assertThat(store.decline(RIDE, ASHA, first.token()))
        .isEqualTo(new DeclineOutcome.Declined(first));

    Offer second = next(apps.opened);
    assertThat(second.riderId()).isEqualTo(BALA);
    await(() -> availability(ASHA) == Availability.AVAILABLE);
    await(() -> availability(BALA) == Availability.OFFERED);
    assertThat(store.accept(RIDE, BALA, second.token()))
        .isEqualTo(new AcceptOutcome.Accepted(second));
    await(() -> availability(BALA) == Availability.RIDING);
    assertThat(apps.opened).isEmpty();
    assertThat(apps.closed).isEmpty();
  }

  @Test
  void unansweredOffer_isExpiredByTheClock_withoutAnyCommand() {
    rider(ASHA, 0.003);
    rider(BALA, 0.006);
    start(store, Duration.ofSeconds(30));
    store.confirm(CITY, order());

    Offer first = next(apps.opened);
    assertThat(next(apps.closed)).isEqualTo(new Closed(RIDE, ASHA, first.token()));
    assertThat(next(apps.opened).riderId()).isEqualTo(BALA);
    await(() -> availability(ASHA) == Availability.AVAILABLE);
  }

  /** As when the queue was full when he accepted. */
  @Test
  void acceptanceThatNobodyToldOf_isLearntWhenTheOfferWouldExpire() {
    rider(ASHA, 0.003);
    rider(BALA, 0.006);
    start(store, Duration.ofMinutes(30));
    store.confirm(CITY, order());
    Offer offer = next(apps.opened);
    store.tell(command -> true);

    assertThat(store.accept(RIDE, ASHA, offer.token()))
        .isEqualTo(new AcceptOutcome.Accepted(offer));
    await(() -> availability(ASHA) == Availability.RIDING);
    assertThat(availability(BALA)).isEqualTo(Availability.AVAILABLE);
    assertThat(apps.closed).isEmpty();
  }

  @Test
  void rideThatFindsNobody_isFailed_andItsOrderCancelled() {
    start(store, LONG);
    store.confirm(CITY, order());

    assertThat(next(apps.failed)).isEqualTo(new Failed(RIDE, FailureReason.ROUNDS_OVER));
    assertThat(store.order(ORDER)).contains(OrderStatus.CANCELLED);
  }

  @Test
  void storeThatFailsOnce_isAskedForTheCityAgain_andDispatchGoesOn() {
    assertGoesOnAfter(new IllegalStateException("the store fails, as this test wants it"));
  }

  @Test
  void errorOfTheStore_doesNotEndTheThread() {
    assertGoesOnAfter(new StackOverflowError("the store is broken, as this test wants it"));
  }

  private void assertGoesOnAfter(Throwable failure) {
    rider(ASHA, 0.003);
    Failing failing = new Failing(store);
    failing.beforeCommit.set(failure);
    start(failing, LONG);
    store.confirm(CITY, order());

    assertThat(next(apps.opened).riderId()).isEqualTo(ASHA);
    await(() -> availability(ASHA) == Availability.OFFERED);
    assertThat(failing.takeOvers).hasValue(2);
  }

  /** The step was stored, but nobody heard: as when the connection breaks after the commit. */
  @Test
  void storeThatFailsAfterItsCommit_isTakenAtItsWord_andRidersAreFreeAgain() {
    rider(ASHA, 0.003);
    rider(BALA, 0.006);
    Failing failing = new Failing(store);
    start(failing, Duration.ofMinutes(30));
    store.confirm(CITY, order());
    assertThat(next(apps.opened).riderId()).isEqualTo(ASHA);
    await(() -> availability(ASHA) == Availability.OFFERED);
    failing.afterCommit.set(new IllegalStateException("the connection broke, as this test wants"));

    assertThat(next(apps.opened).riderId()).isEqualTo(BALA);
    await(() -> availability(ASHA) == Availability.AVAILABLE);
    assertThat(failing.takeOvers).hasValue(2);
  }

  @Test
  void orderForAFarYear_doesNotStopTheCity() {
    rider(ASHA, 0.003);
    start(store, LONG);
    store.confirm(CITY, order("feast", Instant.parse("9999-12-31T12:00:00Z")));
    store.confirm(CITY, order());

    assertThat(next(apps.opened).rideId()).isEqualTo(RIDE);
  }

  @Test
  void positionsForgotten_putTheEndOfASearchOff() {
    BlockingQueue<Effect> stored = new LinkedBlockingQueue<>();
    DispatchStore recording =
        new ForwardingStore(store) {
          @Override
          public List<Command> commit(CityId city, Epoch epoch, Step step) {
            stored.addAll(step.effects());
            return super.commit(city, epoch, step);
          }
        };
    Dispatcher dispatcher = start(setup(recording, LONG).withWarmUp(LONG));
    store.confirm(CITY, order());
    Instant end = ((Effect.CreateRide) next(stored)).search().giveUpAt();

    assertThat(dispatcher.positionsForgotten()).isTrue();
    await(() ->
        next(stored) instanceof Effect.SaveSearch(RideSearch search)
            && search.giveUpAt().isAfter(end));
  }

  @Test
  void positionsForgotten_whenThatCouldNotBeStored_putTheEndOffAllTheSame() {
    BlockingQueue<Effect> stored = new LinkedBlockingQueue<>();
    AtomicBoolean broken = new AtomicBoolean();
    DispatchStore failing =
        new ForwardingStore(store) {
          @Override
          public List<Command> commit(CityId city, Epoch epoch, Step step) {
            if (broken.getAndSet(false)) {
              throw new IllegalStateException("no connection");
            }
            stored.addAll(step.effects());
            return super.commit(city, epoch, step);
          }
        };
    Dispatcher dispatcher = start(setup(failing, LONG).withWarmUp(LONG));
    store.confirm(CITY, order());
    Instant end = ((Effect.CreateRide) next(stored)).search().giveUpAt();

    broken.set(true);
    assertThat(dispatcher.positionsForgotten()).isTrue();
    await(() ->
        next(stored) instanceof Effect.SaveSearch(RideSearch search)
            && search.giveUpAt().isAfter(end));
  }

  @Test
  void stats_sayWhatWasDone() {
    rider(ASHA, 0.003);
    Dispatcher dispatcher = start(store, LONG);
    store.confirm(CITY, order());
    next(apps.opened);

    await(() -> dispatcher.stats().filter(stats -> stats.offers() == 1).isPresent());
    assertThat(dispatcher.stats().orElseThrow())
        .satisfies(stats -> {
          assertThat(stats.epoch()).isEqualTo(new Epoch(1));
          assertThat(stats.openSearches()).isEqualTo(1);
          assertThat(stats.decisions()).isEqualTo(1);
          assertThat(stats.degradedSteps()).isZero();
        });
  }

  @Test
  void cityOfAnother_isTakenOverWhenItsLeaseEnds_withWhatHappenedMeanwhile() {
    rider(ASHA, 0.003);
    Leased leased = new Leased(store);
    leased.toAnother = true;
    Dispatcher dispatcher = start(leased, LONG);
    await(() -> leased.asked.get() >= 2);
    store.confirm(CITY, order());
    assertThat(dispatcher.stats()).isEmpty();
    assertThat(store.ride(RIDE)).isEmpty();

    leased.toAnother = false;

    assertThat(next(apps.opened).riderId()).isEqualTo(ASHA);
    await(() -> dispatcher.stats().isPresent());
  }

  @Test
  void cityThatWasLost_isLeftAlone_untilTheLeaseOfTheOtherEnds() {
    rider(ASHA, 0.003);
    Leased leased = new Leased(store);
    Dispatcher dispatcher = start(leased, LONG);
    await(() -> dispatcher.stats().isPresent());

    leased.toAnother = true;
    assertThat(store.takeOver(CITY).epoch()).isEqualTo(new Epoch(2));
    await(() -> leased.asked.get() >= 3);
    assertThat(dispatcher.stats()).isEmpty();
    store.confirm(CITY, order());
    assertThat(store.ride(RIDE)).isEmpty();

    leased.toAnother = false;
    assertThat(next(apps.opened).riderId()).isEqualTo(ASHA);
    await(() -> dispatcher.stats().isPresent());
    assertThat(dispatcher.stats().orElseThrow().epoch()).isEqualTo(new Epoch(3));
  }

  @Test
  void close_givesTheCityUp_endsTheThread_andTakesNothingAnyMore() {
    Leased leased = new Leased(store);
    Dispatcher dispatcher = start(leased, LONG);
    await(() -> dispatcher.stats().isPresent());
    assertThat(dispatchThreads()).isEqualTo(1);

    dispatcher.close();

    assertThat(leased.released).hasValue(new Epoch(1));
    assertThat(dispatchThreads()).isZero();
    assertThat(dispatcher.submit(order())).isFalse();
    assertThat(dispatcher.stats()).isEmpty();
  }

  @Test
  void close_whileTheStoreIsFailing_endsTheThread() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Dispatcher dispatcher =
        start(
            new ForwardingStore(store) {
              @Override
              public RecoveredCity takeOver(CityId city) {
                asked.countDown();
                throw new IllegalStateException("the store fails, as this test wants it");
              }
            },
            LONG);
    assertThat(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

    dispatcher.close();

    assertThat(dispatchThreads()).isZero();
  }

  @Test
  void fullQueue_saysSo() throws Exception {
    CountDownLatch taking = new CountDownLatch(1);
    CountDownLatch mayTake = new CountDownLatch(1);
    Dispatcher dispatcher =
        start(
            new ForwardingStore(store) {
              @Override
              public RecoveredCity takeOver(CityId city) {
                taking.countDown();
                try {
                  mayTake.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return super.takeOver(city);
              }
            },
            LONG);
    assertThat(taking.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    for (int n = 0; n < Dispatcher.QUEUE_CAPACITY; n++) {
      assertThat(dispatcher.submit(new Command.ShiftChanged(ASHA))).isTrue();
    }

    assertThat(dispatcher.submit(new Command.ShiftChanged(ASHA))).isFalse();
    mayTake.countDown();
    await(() -> dispatcher.submit(new Command.ShiftChanged(ASHA)));
  }

  private Dispatcher start(DispatchStore over, Duration offerTtl) {
    return start(setup(over, offerTtl));
  }

  private Dispatcher start(DispatchSetup setup) {
    Dispatcher dispatcher = Dispatcher.start(setup);
    store.tell(dispatcher::submit);
    started = dispatcher;
    return dispatcher;
  }

  private DispatchSetup setup(DispatchStore over, Duration offerTtl) {
    Strategy strategy =
        Strategy.standard()
            .withPolicy(
                Policies.standardBut(
                    "offerTtl=" + offerTtl,
                    "maxPositionAge=" + LONG,
                    "maxRounds=3",
                    "giveUpAfter=" + LONG));
    return DispatchSetup.of(riders, over, clock)
        .withStrategy(strategy)
        .withWarmUp(Duration.ZERO)
        .withListener(apps);
  }

  private void rider(RiderId rider, double degreesAway) {
    riders.enroll(rider, Vehicle.MOTORCYCLE, Availability.AVAILABLE);
    GeoPoint point = new GeoPoint(RESTAURANT.lat() + degreesAway, RESTAURANT.lng());
    riders.report(Ping.of(rider, point, clock.instant()));
  }

  private Command.OrderConfirmed order() {
    return order(ORDER.value(), clock.instant());
  }

  private static Command.OrderConfirmed order(String name, Instant readyAt) {
    RideOrder order =
        new RideOrder(new OrderId(name), new GeoPoint(19.09, 72.88), readyAt, readyAt);
    return new Command.OrderConfirmed(new RideId(name), RESTAURANT, order);
  }

  private Availability availability(RiderId rider) {
    return riders.find(rider).orElseThrow().availability();
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("what is awaited").isNotNull();
      return next;
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

  private record Closed(RideId ride, RiderId rider, FencingToken token) {}

  private record Failed(RideId ride, FailureReason reason) {}

  /** What was told. */
  private static final class Apps implements DispatchListener {
    final BlockingQueue<Offer> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<Closed> closed = new LinkedBlockingQueue<>();
    final BlockingQueue<Failed> failed = new LinkedBlockingQueue<>();

    @Override
    public void offerOpened(Offer offer) {
      opened.add(offer);
    }

    @Override
    public void offerClosed(RideId ride, RiderId rider, FencingToken token) {
      closed.add(new Closed(ride, rider, token));
    }

    @Override
    public void rideFailed(RideId ride, FailureReason reason) {
      failed.add(new Failed(ride, reason));
    }
  }

  /** Fails one commit, before it or after it. */
  private static final class Failing extends ForwardingStore {
    final AtomicInteger takeOvers = new AtomicInteger();
    final AtomicReference<@Nullable Throwable> beforeCommit = new AtomicReference<>();
    final AtomicReference<@Nullable Throwable> afterCommit = new AtomicReference<>();

    Failing(DispatchStore store) {
      super(store);
    }

    @Override
    public RecoveredCity takeOver(CityId city) {
      takeOvers.incrementAndGet();
      return super.takeOver(city);
    }

    @Override
    public List<Command> commit(CityId city, Epoch epoch, Step step) {
      throwIfAny(beforeCommit.getAndSet(null));
      List<Command> answers = super.commit(city, epoch, step);
      throwIfAny(afterCommit.getAndSet(null));
      return answers;
    }

    private static void throwIfAny(@Nullable Throwable failure) {
      switch (failure) {
        case null -> {}
        case Error e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new AssertionError("not a failure of a store", failure);
      }
    }
  }

  /** Says that another owns the city for as long as the test wants. */
  private static final class Leased extends ForwardingStore {
    final AtomicInteger asked = new AtomicInteger();
    final AtomicReference<@Nullable Epoch> released = new AtomicReference<>();
    volatile boolean toAnother;

    Leased(DispatchStore store) {
      super(store);
    }

    @Override
    public RecoveredCity takeOver(CityId city) {
      asked.incrementAndGet();
      if (toAnother) {
        throw new CityTakenException(city, "another");
      }
      return super.takeOver(city);
    }

    @Override
    public void release(CityId city, Epoch epoch) {
      released.set(epoch);
      super.release(city, epoch);
    }
  }
}
