package io.dabba.server.rides;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.StaleReason;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.geo.RiderId;
import io.dabba.server.rides.OfferHistory.What;
import io.dabba.server.rides.OfferHistoryCheck.RiderRow;
import io.dabba.server.rides.OfferHistoryCheck.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The check of the contended run finds what it is there for. */
class OfferHistoryCheckTest {
  private static final RideId RIDE = new RideId("ride-a");
  private static final RideId OTHER_RIDE = new RideId("ride-b");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALA = new RiderId("bala");

  private final OfferHistory history = new OfferHistory();
  private final List<Row> rows = new ArrayList<>();
  private final List<RiderRow> riders = new ArrayList<>();

  @Test
  void goodHistory_hasNothingWrong() {
    opened(1, RIDE, ASHA, 1);
    call(3, What.ACCEPTED, RIDE, ASHA, 1);
    call(5, What.ACCEPTED_AGAIN, RIDE, ASHA, 1);
    call(7, What.RELEASED, RIDE, ASHA, 0);
    opened(9, RIDE, BALA, 1);
    call(11, What.DECLINED, RIDE, BALA, 1);
    opened(13, RIDE, ASHA, 2);
    opened(130, OTHER_RIDE, ASHA, 3);
    row(RIDE, ASHA, 1, "ACCEPTED", true);
    row(RIDE, BALA, 1, "DECLINED", false);
    row(RIDE, ASHA, 2, "EXPIRED", false);
    row(OTHER_RIDE, ASHA, 3, "OPEN", false);
    AcceptanceRate initial = AcceptanceRate.initial();
    riders.add(new RiderRow(ASHA, 3, initial.after(true).after(false).after(false)));
    riders.add(new RiderRow(BALA, 1, initial.after(false)));

    assertThat(violations()).isEmpty();
  }

  @Test
  void riderWithTwoRides_isFound() {
    opened(1, RIDE, ASHA, 1);
    call(3, What.ACCEPTED, RIDE, ASHA, 1);
    opened(5, OTHER_RIDE, ASHA, 2);

    assertThat(violations()).anyMatch(v -> v.startsWith("two offers bind one rider"));
  }

  @Test
  void rideWithTwoRiders_isFound() {
    opened(1, RIDE, ASHA, 1);
    opened(3, RIDE, BALA, 1);

    assertThat(violations()).anyMatch(v -> v.startsWith("two offers bind one ride:"));
  }

  @Test
  void callsAtTheSameTime_mayHaveHappenedInEitherOrder() {
    opened(1, RIDE, ASHA, 1);
    history.add(3, 9, What.WITHDRAWN, RIDE, Optional.of(ASHA), 1);
    opened(5, RIDE, BALA, 1);
    row(RIDE, ASHA, 1, "WITHDRAWN", false);
    row(RIDE, BALA, 1, "OPEN", false);

    assertThat(violations()).isEmpty();
  }

  @Test
  void withdrawal_mayBeToldBeforeTheOffer() {
    Offer offer = offer(1, RIDE, ASHA, 1);
    history.opened(1, 20, offer);
    history.add(3, 5, What.WITHDRAWN, RIDE, Optional.of(ASHA), 1);
    opened(7, RIDE, BALA, 1);
    row(RIDE, ASHA, 1, "WITHDRAWN", false);
    row(RIDE, BALA, 1, "OPEN", false);

    assertThat(violations()).isEmpty();
  }

  @Test
  void callBrokenOff_mayHaveHappened() {
    opened(1, RIDE, ASHA, 1);
    history.add(3, 9, What.BROKEN_OFF, RIDE, Optional.of(ASHA), 1);
    opened(5, RIDE, BALA, 1);
    row(RIDE, ASHA, 1, "DECLINED", false);
    row(RIDE, BALA, 1, "OPEN", false);

    assertThat(violations()).isEmpty();
  }

  @Test
  void acceptOfAStaleToken_isFound() {
    opened(1, RIDE, ASHA, 1);
    call(3, What.DECLINED, RIDE, ASHA, 1);
    call(5, What.ACCEPTED, RIDE, ASHA, 1);
    assertThat(violations())
        .anyMatch(v -> v.startsWith("a stale token was accepted"))
        .anyMatch(v -> v.startsWith("offer was closed more than once"));
  }

  @Test
  void acceptAfterTheRideWasOfferedToAnother_isFound() {
    opened(1, RIDE, ASHA, 1);
    opened(130, RIDE, BALA, 1);
    history.add(133, 134, What.ACCEPTED, RIDE, Optional.of(ASHA), 1);

    assertThat(violations())
        .anyMatch(v -> v.startsWith("a stale token was accepted"))
        .anyMatch(v -> v.startsWith("accepted too late"));
  }

  @Test
  void acceptOfAnothersToken_isFound() {
    opened(1, RIDE, ASHA, 1);
    call(3, What.ACCEPTED, RIDE, BALA, 1);
    assertThat(violations()).anyMatch(v -> v.startsWith("a token was accepted that was never"));
  }

  @Test
  void acceptForAnotherRide_isFound() {
    opened(1, RIDE, ASHA, 1);
    call(3, What.ACCEPTED, OTHER_RIDE, ASHA, 1);
    assertThat(violations()).anyMatch(v -> v.startsWith("a token was accepted that was never"));
  }

  @Test
  void answersThatDiffer_areFound() {
    Offer offer = opened(1, RIDE, ASHA, 1);
    AcceptOutcome accepted = new AcceptOutcome.Accepted(offer);
    AcceptOutcome again = new AcceptOutcome.AlreadyAccepted(offer);
    AcceptOutcome stale = new AcceptOutcome.Stale(StaleReason.EXPIRED);
    row(RIDE, ASHA, 1, "OPEN", false);
    twice(accepted, again);
    twice(stale, stale);
    assertThat(violations()).isEmpty();

    twice(stale, accepted);
    twice(accepted, accepted);
    assertThat(violations()).hasSize(2).allMatch(v -> v.startsWith("two answers to one accept"));
  }

  @Test
  void acceptRefusedAndThenCounted_isFound() {
    opened(1, RIDE, ASHA, 1);
    call(3, What.ACCEPT_REFUSED, RIDE, ASHA, 1);
    call(5, What.ACCEPTED, RIDE, ASHA, 1);

    assertThat(violations()).anyMatch(v -> v.startsWith("accept was refused and counted"));
  }

  @Test
  void tokensThatDoNotIncrease_areFound() {
    opened(1, RIDE, ASHA, 2);
    call(3, What.DECLINED, RIDE, ASHA, 2);
    opened(5, RIDE, ASHA, 1);

    assertThat(violations()).anyMatch(v -> v.startsWith("a higher token was given before"));
  }

  @Test
  void tokenGivenTwice_isFound() {
    opened(1, RIDE, ASHA, 1);
    call(3, What.DECLINED, RIDE, ASHA, 1);
    opened(5, OTHER_RIDE, ASHA, 1);

    assertThat(violations()).anyMatch(v -> v.startsWith("token was given twice"));
  }

  @Test
  void rideLeftTwice_andOfferedAfterItsEnd_isFound() {
    opened(1, RIDE, ASHA, 1);
    call(3, What.ACCEPTED, RIDE, ASHA, 1);
    call(5, What.ENDED, RIDE, ASHA, 0);
    call(7, What.RELEASED, RIDE, ASHA, 0);
    opened(9, RIDE, BALA, 1);
    row(RIDE, ASHA, 1, "ACCEPTED", true);

    assertThat(violations())
        .anyMatch(v -> v.startsWith("ride was left more often than taken"))
        .anyMatch(v -> v.startsWith("ride was offered after its end"));
  }

  @Test
  void rowsThatSayOtherwise_areFound() {
    opened(1, RIDE, ASHA, 1);
    call(3, What.ACCEPTED, RIDE, ASHA, 1);
    row(RIDE, ASHA, 1, "DECLINED", false);
    row(OTHER_RIDE, BALA, 1, "OPEN", false);
    assertThat(violations())
        .hasSize(2)
        .anyMatch(v -> v.contains("is stored as Row"))
        .anyMatch(v -> v.startsWith("nobody was told of Row"));
  }

  @Test
  void offerThatIsNotStored_isFound() {
    opened(1, RIDE, ASHA, 1);

    assertThat(violations()).singleElement().asString().endsWith("is stored as null");
  }

  @Test
  void riderWhoseTokensOrRateAreWrong_isFound() {
    opened(1, RIDE, ASHA, 2);
    row(RIDE, ASHA, 2, "OPEN", false);
    riders.add(new RiderRow(ASHA, 2, AcceptanceRate.initial().after(true)));

    assertThat(violations())
        .hasSize(3)
        .anyMatch(v -> v.startsWith("token 1 is not that of"))
        .anyMatch(v -> v.startsWith("last token is not 1"))
        .anyMatch(v -> v.startsWith("rate is not"));
  }

  private List<String> violations() {
    return OfferHistoryCheck.violations(history, rows, riders);
  }

  /** For a hundred ticks. */
  private Offer opened(long from, RideId ride, RiderId rider, long token) {
    Offer offer = offer(from, ride, rider, token);
    history.opened(from, from + 1, offer);
    return offer;
  }

  private static Offer offer(long from, RideId ride, RiderId rider, long token) {
    return new Offer(
        ride, rider, new FencingToken(token), OfferHistory.at(from), OfferHistory.at(from + 100));
  }

  private void call(long from, What what, RideId ride, RiderId rider, long token) {
    history.add(from, from + 1, what, ride, Optional.of(rider), token);
  }

  private void twice(AcceptOutcome one, AcceptOutcome other) {
    history.acceptedTwice(new OfferHistory.Twice(ASHA, new FencingToken(1), one, other));
  }

  private void row(RideId ride, RiderId rider, long token, String status, boolean over) {
    rows.add(new Row(ride, rider, token, status, over));
  }
}
