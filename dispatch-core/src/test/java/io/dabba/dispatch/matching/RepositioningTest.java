package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.geo.Availability;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a street of whole minutes; of n orders just placed 0.69 n are expected. */
class RepositioningTest {
  private final IdleRiders street = new IdleRiders();

  private static Repositioning within(int minutes) {
    return most(minutes, 50);
  }

  private static Repositioning most(int minutes, int moves) {
    return new Repositioning(
        IdleRiders.HORIZON, IdleRiders.NEXT_DOOR_METERS, Duration.ofMinutes(minutes), moves);
  }

  /** As "rider to minute". */
  private List<String> moves(Repositioning repositioning) {
    return street.hints(repositioning).stream()
        .map(hint -> hint.riderId() + " to " + Math.round(hint.to().lng() * 100))
        .toList();
  }

  @Test
  void whereNothingIsExpected_nobodyIsSent() {
    street.rider("asha", 0);

    assertThat(moves(within(30))).isEmpty();
  }

  @Test
  void aRiderIsSent_whereAWholeOrderIsExpected() {
    street.rider("asha", 0).orders(8, 2);

    assertThat(street.hints(within(10)))
        .singleElement()
        .satisfies(hint -> {
          assertThat(hint.riderId()).hasToString("asha");
          assertThat(hint.to()).isEqualTo(Windows.at(8));
          assertThat(hint.expectedOrders())
              .isCloseTo(1.3863, org.assertj.core.api.Assertions.within(1e-4));
        });
  }

  @Test
  void lessThanAnOrder_isWorthNoWay() {
    street.rider("asha", 0).orders(8, 1);

    assertThat(moves(within(10))).isEmpty();
  }

  @Test
  void nobodyIsSentFartherThanAllowed() {
    street.rider("asha", 0).orders(11, 3);

    assertThat(moves(within(10))).isEmpty();
    assertThat(moves(within(11))).containsExactly("asha to 11");
  }

  @Test
  void onlySoManyComeAsOrdersLackARider_theNearest() {
    // 2.08 are expected and one rider is next door
    street.rider("far", 0).rider("near", 6).rider("there", 12).orders(10, 3);

    assertThat(moves(within(30))).containsExactly("near to 10");
  }

  @Test
  void theTotalWayIsTheLeast_notThatOfTheFirst() {
    // 0 is nearest to both; with "b" there "a" would have to go 14 instead of 9
    street.rider("a", 9).rider("b", 6).orders(0, 2).orders(18, 2);

    assertThat(moves(within(30))).containsExactlyInAnyOrder("a to 18", "b to 0");
  }

  @Test
  void asManyAreSentAsCan_evenIfTheWayIsLonger() {
    // "b" reaches only 10, to which "a" is nearer
    street.rider("a", 7).rider("b", 19).orders(10, 2).orders(0, 2);

    assertThat(moves(within(9))).containsExactlyInAnyOrder("a to 0", "b to 10");
  }

  @Test
  void smallPlacesNextDoor_areWantedTogether_andOnce() {
    street.rider("a", 20).rider("b", 21).orders(9, 1).orders(10, 1).orders(11, 1);

    // 10 is not busier than 9, and 9 comes first; 2.08 in all
    assertThat(moves(within(30))).containsExactlyInAnyOrder("a to 9", "b to 9");
  }

  @Test
  void whoStandsWhereOrdersAreExpected_stays() {
    street.rider("a", 10).rider("b", 10).orders(10, 3).orders(20, 2);

    assertThat(moves(within(30))).isEmpty();
  }

  @Test
  void whoIsOneTooMany_goes_andTheNearestStays() {
    street.rider("a", 11).rider("b", 10).orders(10, 1).orders(20, 2);

    assertThat(moves(within(30))).containsExactly("a to 20");
  }

  @Test
  void whoIsNotIdle_isNotSent() {
    street
        .rider("offered", 0, 0, Availability.OFFERED, Optional.empty())
        .rider("riding", 0, 5, Availability.RIDING, Optional.empty())
        .orders(8, 4);

    assertThat(moves(within(30))).isEmpty();
  }

  @Test
  void whoIsFreeThereSoon_isCounted_andLaterIsNot() {
    street.rider("idle", 0).orders(8, 2);
    street.rider("later", 8, 31, Availability.RIDING, Optional.empty());
    assertThat(moves(within(30))).containsExactly("idle to 8");

    street.rider("soon", 8, 30, Availability.RIDING, Optional.empty());
    assertThat(moves(within(30))).isEmpty();
  }

  @Test
  void whoFollowsAHint_isCountedWhereHeArrives() {
    street.rider("idle", 0).orders(8, 2);
    street.rider("follows", 8, 5, Availability.AVAILABLE, Optional.empty());

    assertThat(moves(within(30))).isEmpty();
  }

  @Test
  void whoseShiftEndsOnTheWay_isNotSent() {
    street.rider("leaves", 0, 0, Availability.AVAILABLE, Optional.of(7.0)).orders(8, 2);
    assertThat(moves(within(30))).isEmpty();

    street.rider("stays", 0, 0, Availability.AVAILABLE, Optional.of(8.0));
    assertThat(moves(within(30))).containsExactly("stays to 8");
  }

  @Test
  void mostMoves_goWhereMostIsLacking() {
    street.rider("a", 13).rider("b", 7).rider("c", 30).orders(10, 2).orders(20, 4);

    // 2.77 lack at 20, then 1.77 there, then 1.39 at 10
    assertThat(moves(most(30, 2))).containsExactlyInAnyOrder("a to 20", "c to 20");
    assertThat(moves(most(30, 3))).containsExactlyInAnyOrder("a to 20", "b to 10", "c to 20");
  }

  @Test
  void theOnlyRider_goesWhereMostIsLacking_notWhereHeIsNearest() {
    street.rider("a", 0).orders(3, 2).orders(8, 4);

    assertThat(moves(within(10))).containsExactly("a to 8");
  }

  @Test
  void aPlaceThatNobodyReaches_takesNoMoveFromOthers() {
    street.rider("a", 0).orders(5, 2).orders(50, 9);

    assertThat(moves(most(10, 1))).containsExactly("a to 5");
  }

  @Test
  void aWantThatCannotBeFilledBesideOthers_takesNoMoveFromThem() {
    // only "a" reaches 20 and 27, which lack more than 0 does
    street.rider("a", 24).rider("b", 4).orders(27, 4).orders(20, 4).orders(0, 2);

    assertThat(moves(most(5, 2))).hasSize(2).contains("b to 0");
  }

  @Test
  void aRiderWhoComesTwice_isRefused() {
    street.rider("a", 0).rider("a", 5);

    assertThatThrownBy(() -> moves(within(10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("riderId=a comes twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PT0S  | 500    | PT0S  | 1     | horizon=PT0S is not positive and at most PT24H
          PT25H | 500    | PT5M  | 1     | horizon=PT25H is not positive and at most PT24H
          PT30M | -1     | PT5M  | 1     | reachMeters=-1.0 is not between 0 and 100000
          PT30M | NaN    | PT5M  | 1     | reachMeters=NaN is not between 0 and 100000
          PT30M | 500    | PT-1S | 1     | maxWay=PT-1S is not between 0 and horizon=PT30M
          PT30M | 500    | PT31M | 1     | maxWay=PT31M is not between 0 and horizon=PT30M
          PT30M | 500    | PT5M  | 0     | mostMoves=0 is not between 1 and 10000
          PT30M | 500    | PT5M  | 10001 | mostMoves=10001 is not between 1 and 10000
          """)
  void badValues_areRefusedByName(
      Duration horizon, double reachMeters, Duration maxWay, int mostMoves, String message) {
    assertThatThrownBy(() -> new Repositioning(horizon, reachMeters, maxWay, mostMoves))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "-1, -1.0", "NaN, NaN", "Infinity, Infinity"})
  void aHintToWhereNothingIsExpected_isRefusedByName(double expectedOrders, String named) {
    assertThatThrownBy(() -> new RepositionHint(new RiderId("a"), Windows.at(0), expectedOrders))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expectedOrders=%s is not positive and finite", named);
  }
}
