package io.dabba.dispatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect.FailureReason;
import io.dabba.dispatch.Policies;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Owners of one city after another, on one store; the clock stands where the test sets it. */
class CitySessionTest {
  private static final CityId CITY = new CityId("mumbai");
  private static final GeoPoint RESTAURANT = new GeoPoint(19.0760, 72.8777);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final RideId RIDE = new RideId("biryani");
  private static final RiderId ASHA = new RiderId("asha");
  private static final FencingToken TOKEN = new FencingToken(1);

  private Instant now = NOON;
  private final RiderIndex riders = new RiderIndex(CITY, Duration.ofMinutes(2));
  private final InMemoryDispatchStore store = new InMemoryDispatchStore(() -> now);
  private final List<Command> facts = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private DispatchSetup setup = DispatchSetup.of(riders, store, () -> now).withListener(new Apps());

  CitySessionTest() {
    store.tell(facts::add);
  }

  @Test
  void secondOwner_putsTheFirstOut_andNothingOfItIsStored() {
    CitySession first = takeOver();
    CitySession second = takeOver();
    assertThat(first.epoch()).isLessThan(second.epoch());
    store.confirm(CITY, order("biryani"));

    assertThatThrownBy(() -> first.step(facts)).isInstanceOf(NotOwnerException.class);
    assertThat(store.ride(RIDE)).isEmpty();
    assertThatThrownBy(first::renew).isInstanceOf(NotOwnerException.class);
    first.release();

    second.step(facts);
    assertThat(store.ride(RIDE)).contains(RideStatus.PENDING);
    second.renew();
  }

  @Test
  void openOffers_areToldAgain_byTheNextOwner() {
    rider(ASHA);
    store.confirm(CITY, order("biryani"));
    takeOver();
    assertThat(told).containsExactly("opened biryani asha");
    now = NOON.plusSeconds(3);

    takeOver();

    assertThat(told).containsExactly("opened biryani asha", "opened biryani asha");
  }

  @Test
  void offerThatExpiredMeanwhile_isClosed() {
    rider(ASHA);
    store.confirm(CITY, order("biryani"));
    takeOver();
    now = NOON.plusSeconds(60);

    takeOver();

    assertThat(told)
        .containsExactly("opened biryani asha", "opened biryani asha", "closed biryani asha 1");
    assertThat(availability()).isEqualTo(Availability.AVAILABLE);
  }

  @Test
  void acceptanceThatNobodyToldOf_isKnownToTheNextOwner() {
    rider(ASHA);
    store.confirm(CITY, order("biryani"));
    takeOver();
    store.accept(RIDE, ASHA, TOKEN);
    assertThat(availability()).isEqualTo(Availability.OFFERED);

    CitySession next = takeOver();

    assertThat(availability()).isEqualTo(Availability.RIDING);
    assertThat(next.stats().openSearches()).isZero();
  }

  @Test
  void rideThatEndedWithoutAWord_leavesItsRiderFree_forTheNextOwner() {
    rider(ASHA);
    store.confirm(CITY, order("biryani"));
    CitySession first = takeOver();
    store.accept(RIDE, ASHA, TOKEN);
    first.step(facts);
    assertThat(availability()).isEqualTo(Availability.RIDING);
    store.pickUp(RIDE, ASHA);
    store.deliver(RIDE, ASHA);

    takeOver();

    assertThat(availability()).isEqualTo(Availability.AVAILABLE);
  }

  /** As at a process that stood by while he rode for another. */
  @Test
  void riderWhoWasBusyWhenOnlyHisShiftWasKnown_isFree_forTheNextOwner() {
    riders.enroll(ASHA, Vehicle.MOTORCYCLE, Availability.RIDING);

    takeOver();

    riders.report(Ping.of(ASHA, RESTAURANT, now));
    assertThat(availability()).isEqualTo(Availability.AVAILABLE);
  }

  @Test
  void orderCancelledDuringATakeover_isSearchedForNoMore() {
    store.confirm(CITY, order("biryani"));
    takeOver();
    DispatchStore cancelling =
        new ForwardingStore(store) {
          @Override
          public RecoveredCity takeOver(CityId city) {
            RecoveredCity recovered = super.takeOver(city);
            store.cancel(new OrderId("biryani"));
            return recovered;
          }
        };
    setup = DispatchSetup.of(riders, cancelling, () -> now);

    assertThat(takeOver().stats().openSearches()).isZero();
  }

  /** Down from 12:01 to 12:02, then cold until 12:02:40. */
  @Test
  void twoRestartsInARow_putTheEndOff_onlyByTheTimeReallyLost() {
    store.confirm(CITY, order("biryani"));
    CitySession first = takeOver();
    now = NOON.plusSeconds(60);
    first.renew();

    now = NOON.plusSeconds(120);
    takeOver(now.plusSeconds(30));
    now = NOON.plusSeconds(130);
    takeOver(now.plusSeconds(30));

    assertThat(stored().giveUpAt()).isEqualTo(NOON.plus(Duration.ofMinutes(45)).plusSeconds(100));
  }

  @Test
  void coldTime_countsForTheNextOwnerAsFarAsItHadPassed() {
    store.confirm(CITY, order("biryani"));
    CitySession first = takeOver(NOON.plusSeconds(30));
    now = NOON.plusSeconds(10);
    first.renew();
    now = NOON.plusSeconds(20);
    takeOver(NOON.plusSeconds(30));

    assertThat(stored().giveUpAt()).isEqualTo(NOON.plus(Duration.ofMinutes(45)).plusSeconds(30));
  }

  @Test
  void rideThatWasNotDueYet_isNotPutOff() {
    store.confirm(CITY, order("feast", NOON.plus(Duration.ofHours(20))));
    takeOver();
    Instant end = stored().giveUpAt();
    now = NOON.plus(Duration.ofHours(8));

    takeOver(now.plusSeconds(30));

    assertThat(stored().giveUpAt()).isEqualTo(end);
  }

  @Test
  void restart_cancelsNoOrder_howeverLongItTook() {
    store.confirm(CITY, order("biryani"));
    takeOver();
    now = NOON.plus(Duration.ofHours(8));

    takeOver(now.plusSeconds(30));

    assertThat(store.ride(RIDE)).contains(RideStatus.PENDING);
    assertThat(told).isEmpty();
  }

  @Test
  void positionsForgotten_areSoForTheNextOwnerToo() {
    policy("maxRounds=1", "giveUpAfter=PT1M");
    store.confirm(CITY, order("biryani"));
    CitySession first = takeOver();
    first.step(List.of(new Command.PositionsForgotten(NOON.plusSeconds(30))));
    now = NOON.plusSeconds(20);

    CitySession second = takeOver(NOON);
    second.step(List.of());

    assertThat(store.ride(RIDE)).contains(RideStatus.PENDING);
    assertThat(stored().rounds()).isEqualTo(1);
  }

  @Test
  void offerTakenBackFromASilentRider_isTold() {
    policy("offerTtl=PT5M");
    rider(ASHA);
    store.confirm(CITY, order("biryani"));
    CitySession session = takeOver();
    now = NOON.plusSeconds(91);

    session.step(List.of());

    assertThat(told).containsExactly("opened biryani asha", "closed biryani asha 1");
  }

  @Test
  void rideThatFails_isTold() {
    policy("maxRounds=1");
    store.confirm(CITY, order("biryani"));
    CitySession session = takeOver();
    now = NOON.plusSeconds(10);

    session.step(List.of());

    assertThat(told).containsExactly("failed biryani ROUNDS_OVER");
  }

  @Test
  void listenerThatFails_changesNothing() {
    rider(ASHA);
    setup =
        setup.withListener(
            new DispatchListener() {
              @Override
              public void offerOpened(Offer offer) {
                throw new IllegalStateException("the listener fails, as this test wants it");
              }
            });
    store.confirm(CITY, order("biryani"));

    CitySession session = takeOver();

    assertThat(session.stats().openSearches()).isEqualTo(1);
    assertThat(availability()).isEqualTo(Availability.OFFERED);
  }

  @Test
  void stats_sayWhatWasDone_andHowItStands() {
    policy("windowSize=1");
    rider(ASHA);
    CitySession session = takeOver();
    store.confirm(CITY, order("biryani"));
    store.confirm(CITY, order("dosa"));

    session.step(facts);

    DispatchStats stats = session.stats();
    assertThat(stats.epoch()).isEqualTo(new Epoch(1));
    assertThat(stats.openSearches()).isEqualTo(2);
    assertThat(stats.due()).isEqualTo(2);
    assertThat(stats.degraded()).isTrue();
    assertThat(stats.steps()).as("at the start, of the orders, of the answer").isEqualTo(3);
    assertThat(stats.degradedSteps()).isEqualTo(1);
    assertThat(stats.decisions()).isEqualTo(2);
    assertThat(stats.offers()).isEqualTo(1);
    assertThat(stats.lastStep()).isPositive();

    session.step(List.of());
    assertThat(session.stats().due()).isZero();
    assertThat(session.stats().degraded()).isFalse();
    assertThat(session.stats().degradedSteps()).isEqualTo(1);
  }

  @Test
  void negativeWarmUp_isRefusedByName() {
    assertThatThrownBy(() -> setup.withWarmUp(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("warmUp=PT-1S is negative");
  }

  private CitySession takeOver() {
    return takeOver(now);
  }

  /** As a process does that hears of all riders until then. */
  private CitySession takeOver(Instant warmAt) {
    return CitySession.takeOver(setup, warmAt);
  }

  private void policy(String... changes) {
    setup = setup.withStrategy(Strategy.standard().withPolicy(Policies.standardBut(changes)));
  }

  private RideSearch stored() {
    return store.takeOver(CITY).searches().getFirst();
  }

  private void rider(RiderId rider) {
    riders.enroll(rider, Vehicle.MOTORCYCLE, Availability.AVAILABLE);
    riders.report(Ping.of(rider, RESTAURANT, now));
  }

  private Availability availability() {
    return riders.find(ASHA).orElseThrow().availability();
  }

  private Command.OrderConfirmed order(String name) {
    return order(name, now);
  }

  private static Command.OrderConfirmed order(String name, Instant readyAt) {
    RideOrder order = new RideOrder(new OrderId(name), RESTAURANT, readyAt, readyAt);
    return new Command.OrderConfirmed(new RideId(name), RESTAURANT, order);
  }

  private final class Apps implements DispatchListener {
    @Override
    public void offerOpened(Offer offer) {
      told.add("opened %s %s".formatted(offer.rideId(), offer.riderId()));
    }

    @Override
    public void offerClosed(RideId ride, RiderId rider, FencingToken token) {
      told.add("closed %s %s %s".formatted(ride, rider, token));
    }

    @Override
    public void rideFailed(RideId ride, FailureReason reason) {
      told.add("failed %s %s".formatted(ride, reason));
    }
  }
}
