package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideStatus;
import org.junit.jupiter.api.Test;

/** A tray of two orders from one restaurant, for one rider. */
class SeveralOrdersTest {
  private final Scenario city = new Scenario();

  @Test
  void ride_isDueByTheOrderThatIsReadyLast() {
    city.confirmedTogether("tray", "biryani 12:20", "dosa 12:30");

    assertThat(city.step()).containsExactly("create tray, due 12:18");
  }

  @Test
  void ride_isOneOffer_andItsAnswerIsForAll() {
    city.rider("asha", 300);
    city.confirmedTogether("tray", "biryani 12:12", "dosa 12:10");

    assertThat(city.step())
        .containsExactly("create tray, due 12:00", "offer tray to asha until 12:00:10");
    city.accepts("tray");
    assertThat(city.step()).isEmpty();
    assertThat(city.order("biryani")).contains(OrderStatus.ASSIGNED);
    assertThat(city.order("dosa")).contains(OrderStatus.ASSIGNED);
    assertThat(city.openSearches()).isZero();
  }

  @Test
  void foodReadyEarly_waitsForTheOther() {
    city.confirmedTogether("tray", "biryani 12:20", "dosa 12:30");
    city.step();
    city.at("12:05");
    city.ready("biryani");

    assertThat(city.step()).isEmpty();
    assertThat(city.nextWake()).isEqualTo("12:18");
  }

  @Test
  void lastFoodReadyEarly_makesTheRideDueByTheOther() {
    city.confirmedTogether("tray", "biryani 12:20", "dosa 12:30");
    city.step();
    city.at("12:05");
    city.ready("dosa");

    assertThat(city.step()).containsExactly("save tray: rounds 0, next 12:08, gives up 12:53");
  }

  @Test
  void oneCancelledBeforeTheRideIsCreated_isLeftOut() {
    city.rider("asha", 300);
    city.confirmedTogether("tray", "biryani 12:12", "dosa 12:12");
    city.untold(() -> city.cancelled("biryani"));

    assertThat(city.step())
        .containsExactly("create tray, due 12:00", "offer tray to asha until 12:00:10");
    city.accepts("tray");
    assertThat(city.order("biryani")).contains(OrderStatus.CANCELLED);
    assertThat(city.order("dosa")).contains(OrderStatus.ASSIGNED);
  }

  @Test
  void allCancelledBeforeTheRideIsCreated_leaveNone() {
    city.confirmedTogether("tray", "biryani 12:12", "dosa 12:12");
    city.untold(() -> city.cancelled("biryani"));
    city.untold(() -> city.cancelled("dosa"));

    city.step();

    assertThat(city.ride("tray")).isEmpty();
    assertThat(city.openSearches()).isZero();
  }

  @Test
  void oneCancelledWhilePending_leavesTheRideToTheOther() {
    city.confirmedTogether("tray", "biryani 12:12", "dosa 12:12");
    city.step();
    city.cancelled("biryani");
    assertThat(city.step()).isEmpty();
    city.rider("asha", 300);

    assertThat(city.stepAt("12:00:10")).containsExactly("offer tray to asha until 12:00:20");
    city.cancelled("dosa");
    assertThat(city.step()).isEmpty();
    assertThat(city.ride("tray")).contains(RideStatus.CANCELLED);
    assertThat(city.openSearches()).isZero();
  }

  @Test
  void lastFoodCancelled_makesTheRideDueByTheOther() {
    city.confirmedTogether("tray", "biryani 12:20", "dosa 12:30");
    city.step();
    city.at("12:05");
    city.cancelled("dosa");

    assertThat(city.step()).containsExactly("save tray: rounds 0, next 12:08, gives up 12:53");
  }

  @Test
  void oneCancelledWhileHeldOut_takesTheOfferBack_andTheRestIsOfferedAnew() {
    city.rider("asha", 300);
    city.confirmedTogether("tray", "biryani 12:12", "dosa 12:12");
    city.step();
    Offer first = city.offer("tray");
    city.at("12:00:04");
    city.cancelled("biryani");

    assertThat(city.step()).containsExactly("offer tray to asha until 12:00:14");
    assertThat(city.offer("tray").token()).isGreaterThan(first.token());
    assertThat(city.store.accept(first.rideId(), first.riderId(), first.token()))
        .isInstanceOf(AcceptOutcome.Stale.class);
  }

  @Test
  void confirmedAgainWhileSearching_changesNothing() {
    city.confirmedTogether("tray", "biryani 12:12", "dosa 12:12");
    city.step();
    city.tell(Scenario.together("again", "biryani 12:12", "dosa 12:12"));

    assertThat(city.step()).isEmpty();
    assertThat(city.openSearches()).isEqualTo(1);
  }

  @Test
  void confirmedAgainWhenOneWasCancelledAndTheOtherTaken_isEndedByTheStore() {
    city.rider("asha", 300);
    city.confirmedTogether("tray", "biryani 12:12", "dosa 12:12");
    city.step();
    city.cancelled("biryani");
    city.step();
    city.accepts("tray");
    city.step();
    city.tell(Scenario.together("again", "biryani 12:12", "dosa 12:12"));

    city.step();

    assertThat(city.ride("again")).isEmpty();
    assertThat(city.openSearches()).isZero();
    assertThat(city.ride("tray")).contains(RideStatus.ACCEPTED);
  }

  @Test
  void rideGivenBack_isSearchedForWithAllItsOrders() {
    city.rider("asha", 300);
    city.rider("bala", 800);
    city.confirmedTogether("tray", "biryani 12:12", "dosa 12:12");
    city.step();
    city.accepts("tray");
    city.step();
    city.releases("tray");

    assertThat(city.step()).contains("offer tray to bala until 12:00:10");
    city.accepts("tray");
    assertThat(city.order("biryani")).contains(OrderStatus.ASSIGNED);
    assertThat(city.order("dosa")).contains(OrderStatus.ASSIGNED);
  }

  @Test
  void rideThatFindsNobody_failsWithAllItsOrders() {
    Scenario brief = new Scenario("maxRounds=1");
    brief.confirmedTogether("tray", "biryani 12:12", "dosa 12:12");
    brief.step();

    assertThat(brief.stepAt("12:00:10")).containsExactly("fail tray: ROUNDS_OVER");
    assertThat(brief.order("biryani")).contains(OrderStatus.CANCELLED);
    assertThat(brief.order("dosa")).contains(OrderStatus.CANCELLED);
  }
}
