package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.Availability;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One scenario per feature; see {@link Scenario} for how to read them. */
class CityDispatcherTest {
  private Scenario city = new Scenario();

  @Nested
  class WhenAnOrderIsDue {
    @Test
    void confirmedOrder_becomesARide_offeredToTheNearestRider() {
      city.rider("asha", 800);
      city.rider("bala", 300);
      city.confirmed("biryani", "12:12");

      assertThat(city.step())
          .containsExactly("create biryani, due 12:00", "offer biryani to bala until 12:00:10");
    }

    @Test
    void orderReadyMuchLater_isDueThePickupLeadBefore() {
      city.rider("asha", 300);
      city.confirmed("biryani", "12:30");

      assertThat(city.step()).containsExactly("create biryani, due 12:18");
      assertThat(city.nextWake()).isEqualTo("12:18");
      assertThat(city.stepAt("12:17:59")).isEmpty();
      assertThat(city.stepAt("12:18")).containsExactly("offer biryani to asha until 12:18:10");
    }

    @Test
    void orderReadyEarly_isDueAtOnce_andGivesUpAsMuchEarlier() {
      city.rider("asha", 300);
      city.confirmed("biryani", "12:30");
      city.step();
      city.at("12:05");
      city.ready("biryani");

      assertThat(city.step())
          .containsExactly(
              "save biryani: rounds 0, next 12:05, gives up 12:50",
              "offer biryani to asha until 12:05:10");
    }

    @Test
    void orderReadyEarly_whileTheCityIsCold_hasItsWholeTimeFromThenOn() {
      city = Scenario.coldUntil("12:10");
      city.confirmed("biryani", "12:30");
      city.step();
      city.at("12:05");
      city.ready("biryani");

      assertThat(city.step()).contains("save biryani: rounds 0, next 12:05, gives up 12:55");
    }

    @Test
    void orderReadyWhenItIsDueAlready_changesNothing() {
      city.confirmed("biryani", "12:12");
      city.step();
      city.at("12:00:05");
      city.ready("biryani");

      assertThat(city.step()).isEmpty();
      assertThat(city.nextWake()).isEqualTo("12:00:10");
    }

    @Test
    void ridesDueLongest_areMatchedFirst() {
      city.confirmed("dosa", "12:20");
      city.confirmed("biryani", "12:15");
      city.step();
      city.rider("asha", 300);

      assertThat(city.stepAt("12:10"))
          .containsExactly(
              "offer biryani to asha until 12:10:10",
              "save dosa: rounds 1, next 12:10:10, gives up 12:53");
    }

    @Test
    void ofRidesDueAsLong_theSmallerIdIsFirst() {
      city.rider("asha", 300);
      city.confirmed("dosa", "12:12");
      city.confirmed("biryani", "12:12");

      assertThat(city.step()).contains("offer biryani to asha until 12:00:10");
    }

    @Test
    void twoRidesOfAWindow_neverGoToOneRider() {
      city.rider("asha", 300);
      city.rider("bala", 2_000);
      city.confirmed("biryani", "12:12");
      city.confirmed("dosa", "12:12");

      assertThat(city.step())
          .containsExactly(
              "create biryani, due 12:00",
              "create dosa, due 12:00",
              "offer biryani to asha until 12:00:10",
              "offer dosa to bala until 12:00:10");
    }
  }

  @Nested
  class WhoIsAsked {
    @Test
    void fasterRider_isAskedBeforeANearerOne() {
      city.rider("asha", 300, Vehicle.WALKING);
      city.rider("bala", 800, Vehicle.MOTORCYCLE);
      city.confirmed("biryani", "12:12");

      assertThat(city.step()).contains("offer biryani to bala until 12:00:10");
    }

    @ParameterizedTest
    @EnumSource(value = Availability.class, mode = EnumSource.Mode.EXCLUDE, names = "AVAILABLE")
    void riderWhoIsNotAvailable_isNotAsked(Availability availability) {
      city.rider("asha", 300);
      city.index.availability(new RiderId("asha"), availability);
      city.confirmed("biryani", "12:12");

      assertThat(city.step())
          .containsExactly(
              "create biryani, due 12:00", "save biryani: rounds 1, next 12:00:10, gives up 12:45");
    }

    @Test
    void riderNotHeardOfForTooLong_isNotAsked() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.silent("asha");
      city.confirmed("biryani", "12:13:31");
      city.step();

      assertThat(city.stepAt("12:01:31")).containsExactly("offer biryani to bala until 12:01:41");
    }

    @Test
    void riderHeardOfJustInTime_isAsked() {
      city.rider("asha", 300);
      city.silent("asha");
      city.confirmed("biryani", "12:13:30");
      city.step();

      assertThat(city.stepAt("12:01:30")).containsExactly("offer biryani to asha until 12:01:40");
    }

    @Test
    void radius_widensWithEachRoundThatFoundNobody() {
      city.rider("asha", 3_600);
      city.confirmed("biryani", "12:12");

      assertThat(city.step()).contains("save biryani: rounds 1, next 12:00:10, gives up 12:45");
      assertThat(city.stepAt("12:00:10"))
          .containsExactly("save biryani: rounds 2, next 12:00:20, gives up 12:45");
      assertThat(city.stepAt("12:00:20")).containsExactly("offer biryani to asha until 12:00:30");
    }

    @Test
    void thoseWhoDeclined_takeNoPlaceAmongTheCandidates() {
      city = new Scenario("candidates=1", "overloadCandidates=1");
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.confirmed("biryani", "12:12");
      city.step();
      city.declines("biryani");

      assertThat(city.step()).containsExactly("offer biryani to bala until 12:00:10");
    }
  }

  @Nested
  class WhenAnOfferIsAnswered {
    @Test
    void accepted_endsTheSearch() {
      city.rider("asha", 300);
      city.confirmed("biryani", "12:12");
      city.step();
      city.accepts("biryani");

      assertThat(city.step()).isEmpty();
      assertThat(city.openSearches()).isZero();
      assertThat(city.nextWake()).isEqualTo("never");
    }

    @Test
    void declined_goesToTheNextRider_neverToTheSameAgain() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.confirmed("biryani", "12:12");
      city.step();
      city.at("12:00:03");
      city.declines("biryani");
      assertThat(city.step()).containsExactly("offer biryani to bala until 12:00:13");
      city.declines("biryani");

      assertThat(city.step())
          .containsExactly("save biryani: rounds 1, next 12:00:13, gives up 12:45");
      assertThat(city.stepAt("12:00:13"))
          .containsExactly("save biryani: rounds 2, next 12:00:23, gives up 12:45");
      city.rider("chand", 2_000);
      assertThat(city.stepAt("12:00:23")).containsExactly("offer biryani to chand until 12:00:33");
    }

    @Test
    void declinedRide_leavesTheRiderForOthers() {
      city.rider("asha", 300);
      city.confirmed("biryani", "12:12");
      city.step();
      city.declines("biryani");
      city.confirmed("dosa", "12:12");

      assertThat(city.step()).contains("offer dosa to asha until 12:00:10");
    }

    @Test
    void unanswered_isExpiredWhenItsTimeIsOver_thenGoesToTheNext() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.confirmed("biryani", "12:12");
      city.step();
      assertThat(city.nextWake()).isEqualTo("12:00:10");

      assertThat(city.stepAt("12:00:09")).isEmpty();
      assertThat(city.stepAt("12:00:10"))
          .containsExactly("expire biryani of asha", "offer biryani to bala until 12:00:20");
    }

    @Test
    void acceptedInTimeButHeardLate_isNotOfferedAgain() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.confirmed("biryani", "12:12");
      city.step();
      city.at("12:00:09");
      city.untold(() -> city.accepts("biryani"));

      assertThat(city.stepAt("12:00:10")).containsExactly("expire biryani of asha");
      assertThat(city.openSearches()).isZero();
    }

    @Test
    void withdrawnBecauseTheRiderLeft_goesToTheNext() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.confirmed("biryani", "12:12");
      city.step();
      city.goes("asha");

      assertThat(city.step()).containsExactly("offer biryani to bala until 12:00:10");
    }

    @Test
    void refusedByTheStore_pausesAndGoesOnWithAnother() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.untold(() -> city.goes("asha"));
      city.confirmed("biryani", "12:12");

      assertThat(city.step()).contains("offer biryani to asha until 12:00:10");
      assertThat(city.nextWake()).isEqualTo("12:00:01");
      assertThat(city.stepAt("12:00:01")).containsExactly("offer biryani to bala until 12:00:11");
    }

    @Test
    void riderWhomTheStoreRefused_mayBeAskedAgain() {
      city.rider("asha", 300);
      city.untold(() -> city.goes("asha"));
      city.confirmed("biryani", "12:12");
      city.step();
      assertThat(city.stepAt("12:00:01"))
          .containsExactly("save biryani: rounds 1, next 12:00:11, gives up 12:45");
      city.at("12:00:11");
      city.comes("asha", 300);

      assertThat(city.step()).containsExactly("offer biryani to asha until 12:00:21");
    }

    @Test
    void proposalWithoutAnAnswer_isNotRepeated() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      CityDispatcher dispatcher =
          new CityDispatcher(Scenario.CITY, Strategy.standard(), List.of(), city.now());
      List<Command> confirmed = List.of(Scenario.order("biryani", city.now()));
      assertThat(dispatcher.handle(confirmed, city.seen(), city.now()).effects()).hasSize(2);

      assertThat(dispatcher.handle(List.of(), city.seen(), city.now()).effects()).isEmpty();
    }
  }

  @Nested
  class WhenAnOrderIsCancelled {
    @Test
    void cancelledBeforeItIsDue_isNeverOffered() {
      city.rider("asha", 300);
      city.confirmed("biryani", "12:30");
      city.step();
      city.cancelled("biryani");

      assertThat(city.step()).isEmpty();
      assertThat(city.nextWake()).isEqualTo("never");
      assertThat(city.stepAt("12:18")).isEmpty();
    }

    @Test
    void cancelledInTheStepOfItsConfirmation_isNotOffered() {
      city.rider("asha", 300);
      city.confirmed("biryani", "12:12");
      city.cancelled("biryani");

      assertThat(city.step()).containsExactly("create biryani, due 12:00");
      assertThat(city.openSearches()).isZero();
    }

    @Test
    void cancelledBeforeTheDispatcherHeardOfIt_isEndedByTheStore() {
      city.confirmed("biryani", "12:30");
      city.untold(() -> city.cancelled("biryani"));

      assertThat(city.step()).containsExactly("create biryani, due 12:18");
      assertThat(city.openSearches()).isZero();
    }

    @Test
    void cancelledWithoutAWord_isEndedByTheStoreAtTheNextRound() {
      city.confirmed("biryani", "12:12");
      city.step();
      city.untold(() -> city.cancelled("biryani"));

      assertThat(city.stepAt("12:00:10")).hasSize(1);
      assertThat(city.openSearches()).isZero();
      assertThat(city.nextWake()).isEqualTo("never");
    }

    @Test
    void cancelledWhileHeldOut_isNotOfferedToTheNext() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.confirmed("biryani", "12:12");
      city.step();
      city.cancelled("biryani");

      assertThat(city.step()).isEmpty();
      assertThat(city.stepAt("12:00:10")).isEmpty();
    }
  }

  @Nested
  class WhenNobodyIsFound {
    @Test
    void searchEnds_afterSoManyRounds() {
      city = new Scenario("maxRounds=2");
      city.confirmed("biryani", "12:12");
      city.step();
      city.stepAt("12:00:10");

      assertThat(city.stepAt("12:00:20")).containsExactly("fail biryani: ROUNDS_OVER");
      assertThat(city.openSearches()).isZero();
      assertThat(city.nextWake()).isEqualTo("never");
    }

    @Test
    void searchEnds_afterSoLong() {
      city = new Scenario("giveUpAfter=PT20S");
      city.confirmed("biryani", "12:12");
      city.step();

      assertThat(city.stepAt("12:00:10"))
          .containsExactly("save biryani: rounds 2, next 12:00:20, gives up 12:00:20");
      assertThat(city.stepAt("12:00:20")).containsExactly("fail biryani: TIME_OVER");
    }

    @Test
    void whileTheCityIsCold_noRoundCounts_andNothingIsGivenUp() {
      city = Scenario.coldUntil("12:05", "maxRounds=1");
      city.confirmed("biryani", "12:12");
      assertThat(city.step()).contains("save biryani: rounds 0, next 12:00:10, gives up 12:50");
      assertThat(city.stepAt("12:04:59"))
          .containsExactly("save biryani: rounds 0, next 12:05:09, gives up 12:50");

      assertThat(city.stepAt("12:05:09"))
          .containsExactly("save biryani: rounds 1, next 12:05:19, gives up 12:50");
      assertThat(city.stepAt("12:05:19")).containsExactly("fail biryani: ROUNDS_OVER");
    }

    @Test
    void whileTheCityIsCold_timeLimitsDoNotEndASearch() {
      city = Scenario.coldUntil("12:05", "giveUpAfter=PT10S");
      city.confirmed("biryani", "12:12");
      city.step();

      assertThat(city.stepAt("12:04:59")).noneMatch(line -> line.startsWith("fail"));
      assertThat(city.stepAt("12:05:09")).noneMatch(line -> line.startsWith("fail"));
      assertThat(city.stepAt("12:05:19")).containsExactly("fail biryani: TIME_OVER");
    }

    @Test
    void whileTheCityIsCold_thoseWhoAreThereAreAsked() {
      city = Scenario.coldUntil("12:05");
      city.rider("asha", 300);
      city.confirmed("biryani", "12:12");

      assertThat(city.step()).contains("offer biryani to asha until 12:00:10");
    }

    @Test
    void rideThatIsHeldOut_isNotGivenUp() {
      city = new Scenario("giveUpAfter=PT5S");
      city.rider("asha", 300);
      city.confirmed("biryani", "12:12");
      city.step();

      assertThat(city.stepAt("12:00:06")).isEmpty();
      assertThat(city.stepAt("12:00:10"))
          .containsExactly("expire biryani of asha", "fail biryani: TIME_OVER");
    }
  }

  @Nested
  class AfterARestart {
    @Test
    void heldOutRide_staysHeldOut_andItsAnswerCounts() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.confirmed("biryani", "12:12");
      city.step();
      city.restart();

      assertThat(city.stepAt("12:00:05")).isEmpty();
      assertThat(city.nextWake()).isEqualTo("12:00:10");
      city.declines("biryani");
      assertThat(city.step()).containsExactly("offer biryani to bala until 12:00:15");
    }

    @Test
    void offerWhoseTimeWasOverMeanwhile_isExpired() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.confirmed("biryani", "12:12");
      city.step();
      city.at("12:03");

      assertThat(city.restart())
          .containsExactly(
              "save biryani: rounds 0, next 12:00, gives up 12:48",
              "expire biryani of asha",
              "offer biryani to bala until 12:03:10");
    }

    @Test
    void roundsAndRefusals_goOnWhereTheyStood() {
      city.rider("asha", 300);
      city.confirmed("biryani", "12:12");
      city.step();
      city.declines("biryani");
      city.step();
      city.stepAt("12:00:10");
      city.restart();

      assertThat(city.stepAt("12:00:20"))
          .containsExactly("save biryani: rounds 3, next 12:00:30, gives up 12:45");
    }

    @Test
    void confirmedOrderThatNobodyHeardOf_getsItsRide() {
      city.rider("asha", 300);
      city.confirmed("biryani", "12:12");

      assertThat(city.restart())
          .containsExactly("create biryani, due 12:00", "offer biryani to asha until 12:00:10");
    }
  }

  @Nested
  class WhenARiderDropsOut {
    @Test
    void releasedRide_goesToAnotherAtOnce() {
      city.rider("asha", 300);
      city.rider("bala", 800);
      city.confirmed("biryani", "12:12");
      city.step();
      city.accepts("biryani");
      city.step();
      city.at("12:06");
      city.releases("biryani");

      assertThat(city.step())
          .containsExactly(
              "save biryani: rounds 0, next 12:06, gives up 12:51",
              "offer biryani to bala until 12:06:10");
    }

    @Test
    void releasedRide_isNeverOfferedToTheOneWhoDroppedOut() {
      city.rider("asha", 300);
      city.confirmed("biryani", "12:12");
      city.step();
      city.accepts("biryani");
      city.step();
      city.releases("biryani");

      assertThat(city.step())
          .containsExactly(
              "save biryani: rounds 0, next 12:00, gives up 12:45",
              "save biryani: rounds 1, next 12:00:10, gives up 12:45");
    }
  }

  @Test
  void nextWake_isTheEarliestOfAll() {
    assertThat(city.nextWake()).isEqualTo("never");
    city.confirmed("dosa", "12:30");
    city.step();
    assertThat(city.nextWake()).isEqualTo("12:18");
    city.confirmed("biryani", "12:20");
    city.step();
    assertThat(city.nextWake()).isEqualTo("12:08");
    city.cancelled("biryani");
    city.step();
    assertThat(city.nextWake()).isEqualTo("12:18");
  }
}
