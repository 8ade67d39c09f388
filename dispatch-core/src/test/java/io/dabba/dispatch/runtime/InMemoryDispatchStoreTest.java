package io.dabba.dispatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Decision;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Effect.FailureReason;
import io.dabba.dispatch.Load;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideState;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.lifecycle.Transition;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.offer.StaleReason;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.rider.Shift;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryDispatchStoreTest {
  private static final CityId CITY = new CityId("mumbai");
  private static final GeoPoint POINT = new GeoPoint(19.0760, 72.8777);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant EXPIRY = NOON.plusSeconds(10);
  private static final Instant END = NOON.plus(Duration.ofMinutes(45));
  private static final RideId RIDE = new RideId("tray");
  private static final OrderId BIRYANI = new OrderId("biryani");
  private static final OrderId DOSA = new OrderId("dosa");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALA = new RiderId("bala");
  private static final FencingToken TOKEN = new FencingToken(1);

  private Instant now = NOON;
  private final InMemoryDispatchStore store = new InMemoryDispatchStore(() -> now);
  private final List<Command> told = new ArrayList<>();
  private Epoch epoch = store.takeOver(CITY).epoch();

  @Nested
  class WhatIsConfirmed {
    @Test
    void orders_areTold_andUnheard_untilTheyHaveARide() {
      store.tell(told::add);
      store.confirm(CITY, confirmed(BIRYANI, DOSA));

      assertThat(told).containsExactly(confirmed(BIRYANI, DOSA));
      assertThat(recovered().unheard())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("rideId")
          .containsExactly(confirmed(BIRYANI, DOSA));
      commit(new Effect.CreateRide(search(BIRYANI, DOSA)));
      assertThat(recovered().unheard()).isEmpty();
      assertThat(store.ride(RIDE)).contains(RideStatus.PENDING);
      assertThat(store.order(BIRYANI)).contains(OrderStatus.CONFIRMED);
    }

    @Test
    void orders_areThoseOfTheirCity() {
      store.confirm(CITY, confirmed(BIRYANI));
      commit(new Effect.CreateRide(search(BIRYANI)));

      RecoveredCity other = store.takeOver(new CityId("pune"));

      assertThat(other.unheard()).isEmpty();
      assertThat(other.searches()).isEmpty();
      assertThat(other.countedUntil()).isEmpty();
    }

    @Test
    void orderThatIsKnown_isRefusedByName_andWithItAllThatCameWithIt() {
      store.confirm(CITY, confirmed(BIRYANI));

      assertThatThrownBy(() -> store.confirm(CITY, confirmed(DOSA, BIRYANI)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("orderId=biryani is known already");
      assertThat(store.order(DOSA)).isEmpty();
      assertThat(recovered().unheard())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("rideId")
          .containsExactly(confirmed(BIRYANI));
    }

    @Test
    void sameOrderTwice_isRefusedByName() {
      assertThatThrownBy(() -> store.confirm(CITY, confirmed(DOSA, DOSA)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("orderId=dosa is known already");
      assertThat(store.order(DOSA)).isEmpty();
    }

    /** Before anybody is told: a dispatcher could do nothing with it, now or after a restart. */
    @ParameterizedTest
    @ValueSource(ints = {0, Ride.MAX_ORDERS + 1})
    void noOrdersOrTooMany_areRefused(int orders) {
      OrderId[] ids =
          IntStream.range(0, orders).mapToObj(n -> new OrderId("o" + n)).toArray(OrderId[]::new);

      assertThatThrownBy(() -> confirmed(ids))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("orders=%d of ride tray is not between 1 and 10".formatted(orders));
    }

    @Test
    void asManyOrdersAsARideHolds_areTaken() {
      OrderId[] ids =
          IntStream.range(0, Ride.MAX_ORDERS)
              .mapToObj(n -> new OrderId("o" + n))
              .toArray(OrderId[]::new);

      store.confirm(CITY, confirmed(ids));

      assertThat(recovered().unheard())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("rideId")
          .containsExactly(confirmed(ids));
    }

    @Test
    void orderThatWasCancelledSince_isLeftOutOfItsRide() {
      store.confirm(CITY, confirmed(BIRYANI, DOSA));
      assertThat(store.cancel(BIRYANI)).isTrue();

      assertThat(recovered().unheard())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("rideId")
          .containsExactly(confirmed(DOSA));
      assertThat(commit(new Effect.CreateRide(search(BIRYANI, DOSA))))
          .containsExactly(new Command.OrderLeftOut(RIDE, BIRYANI));
      assertThat(stored().ride()).isEqualTo(search(DOSA).ride());
    }

    @Test
    void rideWhoseOrdersHaveOneAlready_isNotCreated() {
      create();
      RideId other = new RideId("other");

      assertThat(commit(new Effect.CreateRide(search(other, BIRYANI))))
          .containsExactly(new Command.OrderLeftOut(other, BIRYANI));
      assertThat(store.ride(other)).isEmpty();
    }
  }

  @Nested
  class WhatTheDispatcherHears {
    @Test
    void factThatItHadNoRoomFor_makesItBeginAnew() {
      store.tell(command -> false);
      store.confirm(CITY, confirmed(BIRYANI));

      assertThatThrownBy(() -> commit(new Effect.CreateRide(search(BIRYANI))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has missed facts");
      epoch = recovered().epoch();
      assertThat(commit(new Effect.CreateRide(search(BIRYANI)))).isEmpty();
    }

    @Test
    void factFromBeforeItListened_makesItBeginAnew() {
      epoch = recovered().epoch();
      store.confirm(CITY, confirmed(BIRYANI));
      store.tell(command -> true);

      assertThatThrownBy(() -> store.renew(CITY, epoch, NOON))
          .isInstanceOf(IllegalStateException.class);
      assertThat(recovered().unheard()).hasSize(1);
    }
  }

  @Test
  void factFromBeforeTheTakeover_wasReadByIt() {
    store.confirm(CITY, confirmed(BIRYANI));
    epoch = recovered().epoch();
    store.tell(command -> true);

    assertThat(commit(new Effect.CreateRide(search(BIRYANI)))).isEmpty();
  }

  @Nested
  class WhatRidersSay {
    @Test
    void accepted_assignsEveryOrder_andTheSameAnswerAgainIsToldTheSame() {
      Offer offer = open();
      store.tell(told::add);

      assertThat(store.accept(RIDE, ASHA, TOKEN)).isEqualTo(new AcceptOutcome.Accepted(offer));
      assertThat(store.accept(RIDE, ASHA, TOKEN))
          .isEqualTo(new AcceptOutcome.AlreadyAccepted(offer));
      assertThat(told).containsExactly(new Command.OfferAccepted(RIDE, ASHA, TOKEN));
      assertThat(store.ride(RIDE)).contains(RideStatus.ACCEPTED);
      assertThat(statuses()).containsExactly(OrderStatus.ASSIGNED, OrderStatus.ASSIGNED);
      assertThat(availability(ASHA)).isEqualTo(Availability.RIDING);
    }

    @Test
    void acceptedTooLate_changesNothing() {
      open();
      now = EXPIRY;
      store.tell(told::add);

      assertThat(store.accept(RIDE, ASHA, TOKEN))
          .isEqualTo(new AcceptOutcome.Stale(StaleReason.EXPIRED));
      assertThat(told).isEmpty();
      assertThat(store.ride(RIDE)).contains(RideStatus.OFFERED);
    }

    @Test
    void declined_leavesTheRideAndTheRiderForOthers() {
      Offer offer = open();
      store.tell(told::add);

      assertThat(store.decline(RIDE, ASHA, TOKEN)).isEqualTo(new DeclineOutcome.Declined(offer));
      assertThat(store.decline(RIDE, ASHA, TOKEN))
          .isEqualTo(new DeclineOutcome.AlreadyDeclined(offer));
      assertThat(told).containsExactly(new Command.OfferDeclined(RIDE, ASHA, TOKEN));
      assertThat(store.ride(RIDE)).contains(RideStatus.PENDING);
      assertThat(availability(ASHA)).isEqualTo(Availability.AVAILABLE);
      assertThat(stored().refusals())
          .isEqualTo(Map.of(ASHA, new Refusal(TOKEN, Refusal.Kind.DECLINED)));
    }

    @Test
    void released_isSearchedForAnew_withWhoDidNotKeepIt() {
      open();
      store.accept(RIDE, ASHA, TOKEN);
      store.tell(told::add);
      now = NOON.plusSeconds(60);

      assertThat(store.release(RIDE, BALA)).isFalse();
      assertThat(store.release(RIDE, ASHA)).isTrue();
      assertThat(store.release(RIDE, ASHA)).isFalse();
      assertThat(told)
          .containsExactly(
              new Command.RideReleased(
                  search(BIRYANI, DOSA).ride(),
                  ASHA,
                  Map.of(ASHA, new Refusal(TOKEN, Refusal.Kind.DECLINED))));
      assertThat(store.ride(RIDE)).contains(RideStatus.PENDING);
      assertThat(statuses()).containsExactly(OrderStatus.CONFIRMED, OrderStatus.CONFIRMED);
      assertThat(availability(ASHA)).isEqualTo(Availability.AVAILABLE);
      assertThat(stored().dueAt()).isEqualTo(now);
      assertThat(stored().giveUpAt()).isEqualTo(now.plus(Duration.ofMinutes(45)));
    }

    @Test
    void delivered_endsTheRideAndItsOrders_andFreesTheRider() {
      open();
      store.accept(RIDE, ASHA, TOKEN);
      store.tell(told::add);

      assertThat(store.deliver(RIDE, ASHA)).as("before the pickup").isFalse();
      assertThat(store.pickUp(RIDE, BALA)).isFalse();
      assertThat(store.pickUp(RIDE, ASHA)).isTrue();
      assertThat(statuses()).containsExactly(OrderStatus.PICKED_UP, OrderStatus.PICKED_UP);
      assertThat(store.release(RIDE, ASHA)).as("after the pickup").isFalse();
      assertThat(store.deliver(RIDE, ASHA)).isTrue();
      assertThat(statuses()).containsExactly(OrderStatus.DELIVERED, OrderStatus.DELIVERED);
      assertThat(store.ride(RIDE)).contains(RideStatus.COMPLETED);
      assertThat(availability(ASHA)).isEqualTo(Availability.AVAILABLE);
      assertThat(told).containsExactly(new Command.RideEnded(RIDE, Optional.of(ASHA)));
    }

    @Test
    void riderWhoGoesOffShift_losesHisOffer_andIsNotAskedUntilHeComesBack() {
      open();
      store.tell(told::add);
      epoch = recovered().epoch();

      store.shift(ASHA, false);

      assertThat(told)
          .containsExactly(
              new Command.OfferWithdrawn(RIDE, ASHA, TOKEN), new Command.ShiftChanged(ASHA));
      assertThat(store.accept(RIDE, ASHA, TOKEN))
          .isEqualTo(new AcceptOutcome.Stale(StaleReason.WITHDRAWN));
      assertThat(availability(ASHA)).isEqualTo(Availability.OFFLINE);
      assertThat(commit(openTo(ASHA)))
          .containsExactly(
              new Command.OfferRefused(RIDE, ASHA, OfferOutcome.Reason.RIDER_NOT_FREE));
      store.shift(ASHA, true);
      assertThat(availability(ASHA)).isEqualTo(Availability.AVAILABLE);
    }

    @Test
    void riderWhoGoesOffShiftOnARide_keepsIt() {
      open();
      store.accept(RIDE, ASHA, TOKEN);

      store.shift(ASHA, false);
      assertThat(availability(ASHA)).isEqualTo(Availability.RIDING);
      store.pickUp(RIDE, ASHA);
      assertThat(store.deliver(RIDE, ASHA)).isTrue();
      assertThat(availability(ASHA)).isEqualTo(Availability.OFFLINE);
    }

    @Test
    void everyAnswer_movesTheRidersRate_butNotAWithdrawal() {
      open();
      store.shift(ASHA, false);
      assertThat(rate(ASHA)).isEqualTo(AcceptanceRate.initial());

      Offer offer = offerTo(BALA);
      store.accept(RIDE, BALA, offer.token());
      assertThat(rate(BALA)).isEqualTo(AcceptanceRate.initial().after(true));
      store.release(RIDE, BALA);
      assertThat(rate(BALA)).isEqualTo(AcceptanceRate.initial().after(true).after(false));
      store.decline(RIDE, BALA, offerTo(BALA).token());
      assertThat(rate(BALA))
          .isEqualTo(AcceptanceRate.initial().after(true).after(false).after(false));
      assertThat(recovered().profiles()).isEqualTo(Map.of(BALA, profile(BALA)));
    }
  }

  @Nested
  class WhatRidersAreOwed {
    private static final Shift THREE_HOURS =
        new Shift(NOON, Optional.of(NOON.plus(Duration.ofHours(3))), 1);

    @Test
    void ordersTaken_andNotGivenBack_countAgainstWhatIsGuaranteed() {
      store.tell(told::add);
      store.shift(ASHA, THREE_HOURS);
      assertThat(told).containsExactly(new Command.ShiftChanged(ASHA));
      assertThat(profile(ASHA).shiftEndsAt()).isEqualTo(THREE_HOURS.endsAt());
      assertThat(profile(ASHA).ordersOwed()).isEqualTo(3);

      epoch = recovered().epoch();
      open();
      assertThat(profile(ASHA).ordersOwed()).isEqualTo(3);
      store.accept(RIDE, ASHA, TOKEN);
      assertThat(profile(ASHA).ordersOwed()).isEqualTo(1);
      store.release(RIDE, ASHA);
      assertThat(profile(ASHA).ordersOwed()).isEqualTo(3);
    }

    @Test
    void shiftThatGoesOnByOtherTerms_countsOn_andTheNextOneBeginsAnew() {
      store.shift(ASHA, THREE_HOURS);
      open();
      store.accept(RIDE, ASHA, TOKEN);

      store.shift(ASHA, new Shift(NOON, Optional.of(NOON.plus(Duration.ofHours(5))), 1));
      assertThat(profile(ASHA).ordersOwed()).isEqualTo(3);
      store.shift(ASHA, new Shift(NOON.plusSeconds(1), Optional.empty(), 2));
      now = NOON.plusSeconds(1).plus(Duration.ofHours(1));
      assertThat(profile(ASHA).ordersOwed()).isEqualTo(2);
    }

    @Test
    void shiftThatIsOver_isForgotten_andUntilThenWhoTakesTheCityOverKnowsIt() {
      store.shift(BALA, THREE_HOURS);
      assertThat(recovered().profiles()).isEqualTo(Map.of(BALA, profile(BALA)));

      store.shift(BALA, false);

      assertThat(recovered().profiles()).isEmpty();
      assertThat(profile(BALA))
          .isEqualTo(new RiderProfile(Availability.OFFLINE, AcceptanceRate.initial()));
    }

    @Test
    void riderOfWhomNothingIsSaid_isOwedNothing() {
      open();
      store.accept(RIDE, ASHA, TOKEN);

      assertThat(profile(ASHA).ordersOwed()).isZero();
      assertThat(profile(ASHA).shiftEndsAt()).isEmpty();
    }
  }

  @Nested
  class WhatRestaurantsAndCustomersSay {
    @Test
    void foodThatIsReady_isToldOnce() {
      open();
      store.accept(RIDE, ASHA, TOKEN);
      store.tell(told::add);

      assertThat(store.ready(BIRYANI)).isTrue();
      assertThat(store.ready(BIRYANI)).isFalse();
      assertThat(store.ready(new OrderId("idli"))).isFalse();
      assertThat(told).containsExactly(new Command.OrderReady(BIRYANI, NOON));
      assertThat(statuses()).containsExactly(OrderStatus.READY, OrderStatus.ASSIGNED);
    }

    @Test
    void foodThatIsReadyBeforeARiderIsFound_isReadyTheMomentOneIs() {
      create();
      store.ready(DOSA);
      assertThat(statuses()).containsExactly(OrderStatus.CONFIRMED, OrderStatus.CONFIRMED);
      offerTo(ASHA);

      store.accept(RIDE, ASHA, TOKEN);

      assertThat(statuses()).containsExactly(OrderStatus.ASSIGNED, OrderStatus.READY);
    }

    @Test
    void oneOfTwoOrdersCancelled_leavesTheRideToTheOther() {
      create();
      store.tell(told::add);

      assertThat(store.cancel(BIRYANI)).isTrue();
      assertThat(store.cancel(BIRYANI)).isFalse();
      assertThat(told).containsExactly(new Command.OrderCancelled(BIRYANI));
      assertThat(stored().ride()).isEqualTo(search(DOSA).ride());
      assertThat(store.ride(RIDE)).contains(RideStatus.PENDING);
    }

    @Test
    void lastOrderCancelled_endsTheRide() {
      create();
      store.cancel(BIRYANI);
      store.cancel(DOSA);

      assertThat(store.ride(RIDE)).contains(RideStatus.CANCELLED);
      assertThat(recovered().searches()).isEmpty();
    }

    @Test
    void oneOfTwoOrdersCancelled_whileTheRideIsHeldOut_takesTheOfferBack() {
      open();
      store.tell(told::add);
      epoch = recovered().epoch();

      store.cancel(BIRYANI);

      assertThat(told)
          .containsExactly(
              new Command.OrderCancelled(BIRYANI), new Command.OfferWithdrawn(RIDE, ASHA, TOKEN));
      assertThat(store.accept(RIDE, ASHA, TOKEN))
          .isEqualTo(new AcceptOutcome.Stale(StaleReason.WITHDRAWN));
      assertThat(store.ride(RIDE)).contains(RideStatus.PENDING);
      assertThat(offerTo(ASHA).token()).isGreaterThan(TOKEN);
    }

    @Test
    void lastOrderCancelled_onTheWay_freesTheRider() {
      open();
      store.accept(RIDE, ASHA, TOKEN);
      store.pickUp(RIDE, ASHA);
      store.tell(told::add);

      store.cancel(BIRYANI);
      assertThat(availability(ASHA)).isEqualTo(Availability.RIDING);
      store.cancel(DOSA);

      assertThat(told)
          .containsExactly(
              new Command.OrderCancelled(BIRYANI),
              new Command.OrderCancelled(DOSA),
              new Command.RideEnded(RIDE, Optional.of(ASHA)));
      assertThat(availability(ASHA)).isEqualTo(Availability.AVAILABLE);
      assertThat(store.ride(RIDE)).contains(RideStatus.CANCELLED);
    }

    @Test
    void orderThatIsUnknownOrDelivered_isNotCancelled() {
      open();
      store.accept(RIDE, ASHA, TOKEN);
      store.pickUp(RIDE, ASHA);
      store.deliver(RIDE, ASHA);

      assertThat(store.cancel(BIRYANI)).isFalse();
      assertThat(store.cancel(new OrderId("idli"))).isFalse();
    }
  }

  @Nested
  class WhatAStepDoes {
    @Test
    void offer_isOpened() {
      Offer offer = new Offer(RIDE, ASHA, TOKEN, NOON, EXPIRY);
      create();

      assertThat(commit(openTo(ASHA))).containsExactly(new Command.OfferOpened(offer));
      assertThat(stored().state()).isEqualTo(new RideState.Offered(offer));
      assertThat(availability(ASHA)).isEqualTo(Availability.OFFERED);
      assertThat(availability(BALA)).isEqualTo(Availability.AVAILABLE);
    }

    @Test
    void offerOfARideThatIsHeldOut_isAnsweredByTheOneThatIsOpen() {
      Offer offer = open();

      assertThat(commit(openTo(BALA))).containsExactly(new Command.OfferOpened(offer));
    }

    @Test
    void offerToARiderWhoHoldsAnother_isRefused() {
      open();
      OrderId idli = new OrderId("idli");
      RideId other = new RideId("other");
      store.confirm(CITY, confirmed(other, idli));

      assertThat(
              commit(
                  new Effect.CreateRide(search(other, idli)),
                  new Effect.OpenOffer(other, ASHA, EXPIRY)))
          .containsExactly(
              new Command.OfferRefused(other, ASHA, OfferOutcome.Reason.RIDER_NOT_FREE));
    }

    @Test
    void expiry_isAnsweredAsOften_asItIsAskedFor() {
      Offer offer = open();
      now = EXPIRY;

      for (int n = 0; n < 2; n++) {
        assertThat(commit(new Effect.ExpireOffer(offer)))
            .containsExactly(new Command.OfferExpired(RIDE, ASHA, TOKEN));
      }
      assertThat(rate(ASHA)).isEqualTo(AcceptanceRate.initial().after(false));
    }

    @Test
    void expiryBeforeTime_changesNothing() {
      Offer offer = open();
      now = EXPIRY.minusNanos(1_000);

      assertThat(commit(new Effect.ExpireOffer(offer))).isEmpty();
      assertThat(availability(ASHA)).isEqualTo(Availability.OFFERED);
    }

    @Test
    void withdrawal_takesTheOfferBack_asOftenAsItIsAskedFor() {
      Offer offer = open();

      for (int n = 0; n < 2; n++) {
        assertThat(commit(new Effect.WithdrawOffer(offer)))
            .containsExactly(new Command.OfferWithdrawn(RIDE, ASHA, TOKEN));
      }
      assertThat(store.ride(RIDE)).contains(RideStatus.PENDING);
    }

    static Stream<Effect> endsOfAnOffer() {
      Offer offer = new Offer(RIDE, ASHA, TOKEN, NOON, EXPIRY);
      return Stream.of(new Effect.ExpireOffer(offer), new Effect.WithdrawOffer(offer));
    }

    @ParameterizedTest
    @MethodSource("endsOfAnOffer")
    void endOfAnOffer_isAnsweredByTheAnswerThatCameFirst(Effect end) {
      open();
      store.accept(RIDE, ASHA, TOKEN);
      assertThat(commit(end)).containsExactly(new Command.OfferAccepted(RIDE, ASHA, TOKEN));

      store.release(RIDE, ASHA);
      assertThat(commit(end)).containsExactly(new Command.OfferDeclined(RIDE, ASHA, TOKEN));

      store.cancel(BIRYANI);
      store.cancel(DOSA);
      assertThat(commit(end)).containsExactly(new Command.RideEnded(RIDE, Optional.of(ASHA)));
    }

    @Test
    void savedSearch_keepsWhatTheStoreKnowsBetter() {
      Offer offer = open();
      now = NOON.plusSeconds(5);
      store.ready(BIRYANI);
      RideSearch saved = search(BIRYANI, DOSA).missed(EXPIRY, true).paused(NOON, EXPIRY);

      assertThat(commit(new Effect.SaveSearch(saved))).isEmpty();
      assertThat(stored())
          .isEqualTo(
              saved.in(new RideState.Offered(offer)).of(saved.ride().withReady(BIRYANI, now)));
    }

    @Test
    void savedSearchOfARideThatIsOver_isAnsweredSo() {
      open();
      store.accept(RIDE, ASHA, TOKEN);

      assertThat(commit(new Effect.SaveSearch(search(BIRYANI, DOSA))))
          .containsExactly(new Command.RideEnded(RIDE, Optional.empty()));
    }

    @Test
    void rideThatFails_takesItsOrdersWithIt() {
      create();

      assertThat(commit(new Effect.FailRide(RIDE, FailureReason.TIME_OVER)))
          .containsExactly(new Command.RideFailed(RIDE, FailureReason.TIME_OVER));
      assertThat(store.ride(RIDE)).contains(RideStatus.FAILED);
      assertThat(statuses()).containsExactly(OrderStatus.CANCELLED, OrderStatus.CANCELLED);
    }

    @Test
    void rideThatWasTakenMeanwhile_doesNotFail() {
      open();
      store.accept(RIDE, ASHA, TOKEN);

      commit(new Effect.FailRide(RIDE, FailureReason.TIME_OVER));

      assertThat(store.ride(RIDE)).contains(RideStatus.ACCEPTED);
    }
  }

  @Nested
  class WhatIsKept {
    @Test
    void decisions_areKeptUpToALimit_theLatestLast() {
      create();
      for (int round = 0; round <= RideRow.DECISIONS_KEPT; round++) {
        commit(List.of(decision(RIDE, round)));
      }

      assertThat(store.explain(RIDE))
          .hasSize(RideRow.DECISIONS_KEPT)
          .startsWith(decision(RIDE, 1))
          .endsWith(decision(RIDE, RideRow.DECISIONS_KEPT));
      assertThat(store.explain(new RideId("other"))).isEmpty();
    }

    @Test
    void ridesAndOrdersThatEnded_areKeptUpToALimit() {
      for (int n = 0; n <= InMemoryDispatchStore.ENDED_KEPT; n++) {
        RideId ride = new RideId("ride" + n);
        OrderId order = new OrderId("order" + n);
        store.confirm(CITY, confirmed(ride, order));
        commit(new Effect.CreateRide(search(ride, order)));
        store.cancel(order);
      }

      assertThat(store.order(new OrderId("order0"))).isEmpty();
      assertThat(store.ride(new RideId("ride0"))).isEmpty();
      assertThat(store.order(new OrderId("order1"))).contains(OrderStatus.CANCELLED);
      assertThat(store.ride(new RideId("ride1"))).contains(RideStatus.CANCELLED);
    }

    @Test
    void everyTransition_isTold() {
      List<String> moves = new ArrayList<>();
      store.onTransition(transition -> moves.add(move(transition)));

      open();
      store.accept(RIDE, ASHA, TOKEN);

      assertThat(moves)
          .containsExactly(
              "PENDING OFFERED", "OFFERED ACCEPTED", "CONFIRMED ASSIGNED", "CONFIRMED ASSIGNED");
    }

    private static String move(Transition<?> transition) {
      return transition.from() + " " + transition.to();
    }
  }

  @Nested
  class WhoOwnsTheCity {
    @Test
    void stepOfAnEarlierEpoch_isRefused_andNothingOfItIsStored() {
      store.confirm(CITY, confirmed(BIRYANI));
      Epoch earlier = epoch;
      Instant counted = NOON.minusSeconds(60);
      store.renew(CITY, earlier, counted);
      assertThat(recovered().epoch()).isEqualTo(earlier.next());

      assertThatThrownBy(() ->
              store.commit(CITY, earlier, step(List.of(), new Effect.CreateRide(search(BIRYANI)))))
          .isInstanceOf(NotOwnerException.class)
          .hasMessage("epoch 1 of city mumbai is over");
      assertThatThrownBy(() -> store.renew(CITY, earlier, NOON))
          .isInstanceOf(NotOwnerException.class);
      store.release(CITY, earlier);
      assertThat(store.ride(RIDE)).isEmpty();
      assertThat(recovered().countedUntil()).contains(counted);
    }

    @Test
    void epochs_areOfTheirCity() {
      recovered();

      assertThat(store.takeOver(new CityId("pune")).epoch()).isEqualTo(new Epoch(1));
    }

    @Test
    void limits_areCountedUntilTheLatest() {
      commit();
      store.renew(CITY, epoch, NOON.minusSeconds(1));
      assertThat(recovered().countedUntil()).contains(NOON);

      store.renew(CITY, epoch, NOON.plusSeconds(1));
      assertThat(recovered().countedUntil()).contains(NOON.plusSeconds(1));
    }

    @Test
    void epochBelowOne_isRefused() {
      assertThatThrownBy(() -> new Epoch(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("epoch=0 is not at least 1");
    }
  }

  private void create() {
    store.confirm(CITY, confirmed(BIRYANI, DOSA));
    assertThat(commit(new Effect.CreateRide(search(BIRYANI, DOSA)))).isEmpty();
  }

  /** Creates the ride and holds it out to Asha. */
  private Offer open() {
    create();
    return offerTo(ASHA);
  }

  private Offer offerTo(RiderId rider) {
    return ((Command.OfferOpened) commit(openTo(rider)).getFirst()).offer();
  }

  private Effect openTo(RiderId rider) {
    return new Effect.OpenOffer(RIDE, rider, now.plusSeconds(10));
  }

  private List<Command> commit(Effect... effects) {
    return store.commit(CITY, epoch, step(List.of(), effects));
  }

  private void commit(List<Decision> decisions) {
    assertThat(store.commit(CITY, epoch, step(decisions))).isEmpty();
  }

  private Step step(List<Decision> decisions, Effect... effects) {
    return new Step(now, now, List.of(effects), decisions, Load.NONE);
  }

  /** Takes the city over. */
  private RecoveredCity recovered() {
    RecoveredCity recovered = store.takeOver(CITY);
    epoch = recovered.epoch();
    return recovered;
  }

  private RideSearch stored() {
    return recovered().searches().getFirst();
  }

  private List<OrderStatus> statuses() {
    return Stream.of(BIRYANI, DOSA).map(order -> store.order(order).orElseThrow()).toList();
  }

  private Availability availability(RiderId rider) {
    return profile(rider).availability();
  }

  private AcceptanceRate rate(RiderId rider) {
    return profile(rider).acceptanceRate();
  }

  private RiderProfile profile(RiderId rider) {
    return Optional.ofNullable(store.riders(Set.of(rider)).get(rider)).orElseThrow();
  }

  private static Command.OrderConfirmed confirmed(OrderId... orders) {
    return confirmed(RIDE, orders);
  }

  private static Command.OrderConfirmed confirmed(RideId ride, OrderId... orders) {
    return new Command.OrderConfirmed(
        ride,
        POINT,
        Stream.of(orders).map(order -> new RideOrder(order, POINT, NOON, NOON)).toList());
  }

  private static RideSearch search(OrderId... orders) {
    return search(RIDE, orders);
  }

  private static RideSearch search(RideId ride, OrderId... orders) {
    Command.OrderConfirmed confirmed = confirmed(ride, orders);
    return RideSearch.begin(new Ride(ride, CITY, POINT, confirmed.orders()), NOON, END);
  }

  private static Decision decision(RideId ride, int round) {
    return new Decision(
        ride, NOON, round, 3_000, false, false, Set.of(), List.of(), Optional.empty());
  }
}
