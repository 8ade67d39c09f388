package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.RideState.Offered;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that come twice, late, or not at all. */
class LateCommandsTest {
  private static final Instant NOON = Scenario.time("12:00");
  private static final RideId RIDE = new RideId("biryani");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALA = new RiderId("bala");
  private static final RiderId CHAND = new RiderId("chand");
  private static final FencingToken ONE = new FencingToken(1);
  private static final FencingToken TWO = new FencingToken(2);
  private static final Instant END = NOON.plus(DispatchPolicy.standard().giveUpAfter());
  private static final Refusal DECLINED = new Refusal(ONE, Refusal.Kind.DECLINED);
  private static final Map<RiderId, Refusal> DECLINED_BY_ASHA = Map.of(ASHA, DECLINED);
  private static final Ride BIRYANI =
      new Ride(RIDE, Scenario.CITY, Scenario.RESTAURANT, Scenario.order("biryani", NOON).orders());

  /** Tokens increase per rider, so those of two riders may be equal. */
  static Stream<Command> answersOfAshaToHerOwnOffer() {
    return Stream.of(
        new Command.OfferAccepted(RIDE, ASHA, ONE),
        new Command.OfferDeclined(RIDE, ASHA, ONE),
        new Command.OfferExpired(RIDE, ASHA, ONE),
        new Command.OfferWithdrawn(RIDE, ASHA, ONE));
  }

  @ParameterizedTest
  @MethodSource("answersOfAshaToHerOwnOffer")
  void lateAnswerOfOneRider_doesNotAnswerForAnotherWithTheSameToken(Command late) {
    assertStaysOfferedToBala(late);
  }

  static Stream<Command> whatNoLongerApplies() {
    return Stream.of(
        Scenario.order("biryani", NOON),
        new Command.OrderReady(new OrderId("biryani"), NOON),
        new Command.OfferOpened(offer(ASHA, ONE, NOON.minusSeconds(5))),
        new Command.OfferOpened(offer(BALA, ONE, NOON)),
        new Command.OfferOpened(offer(CHAND, ONE, NOON.minusSeconds(5))),
        new Command.OfferDeclined(RIDE, BALA, TWO),
        new Command.OfferRefused(RIDE, ASHA, OfferOutcome.Reason.RIDER_NOT_FREE),
        new Command.OfferRefused(RIDE, ASHA, OfferOutcome.Reason.RIDE_NOT_PENDING),
        new Command.RideReleased(BIRYANI, ASHA, DECLINED_BY_ASHA),
        new Command.OrderCancelled(new OrderId("dosa")),
        new Command.RideEnded(new RideId("dosa"), Optional.of(BALA)),
        new Command.ShiftChanged(ASHA),
        new Command.PositionsForgotten(NOON));
  }

  @ParameterizedTest
  @MethodSource("whatNoLongerApplies")
  void commandThatNoLongerApplies_changesNothing(Command late) {
    assertStaysOfferedToBala(late);
  }

  @Test
  void answerForARideThatIsGone_changesNothing() {
    CityDispatcher dispatcher = dispatcher();

    for (Command late : answersOfAshaToHerOwnOffer().toList()) {
      assertThat(handle(dispatcher, NOON, late)).isEmpty();
    }
    assertThat(handle(dispatcher, NOON, new Command.OfferOpened(offer(ASHA, ONE, NOON)))).isEmpty();
    assertThat(dispatcher.openSearches()).isZero();
  }

  @Test
  void offerOpenedAgainAfterItWasDeclined_doesNotHoldTheRide() {
    Offer offer = offer(ASHA, ONE, NOON.minusSeconds(5));
    CityDispatcher dispatcher =
        dispatcher(RideSearch.begin(BIRYANI, NOON, END).in(new Offered(offer)));
    handle(dispatcher, NOON, new Command.OfferDeclined(RIDE, ASHA, ONE));

    handle(dispatcher, NOON, new Command.OfferOpened(offer));

    assertThat(dispatcher.nextWake()).contains(NOON.plusSeconds(10));
  }

  /** As when somebody in operations picks the rider. */
  @Test
  void offerThatTheDispatcherDidNotPropose_isTakenAsTheTruth() {
    CityDispatcher dispatcher = dispatcher(RideSearch.begin(BIRYANI, NOON.plusSeconds(60), END));
    handle(dispatcher, NOON, new Command.OfferOpened(offer(BALA, ONE, NOON)));

    assertThat(dispatcher.nextWake()).contains(NOON.plusSeconds(10));
    handle(dispatcher, NOON, new Command.OfferAccepted(RIDE, BALA, ONE));
    assertThat(dispatcher.openSearches()).isZero();
  }

  @Test
  void offerThatIsNewerThanTheOneHeard_isTakenAsTheTruth() {
    CityDispatcher dispatcher = dispatcher(offeredTo(BALA, ONE));
    handle(dispatcher, NOON, new Command.OfferOpened(offer(ASHA, ONE, NOON.plusSeconds(5))));

    assertThat(dispatcher.nextWake()).contains(NOON.plusSeconds(15));
  }

  @Test
  void refusalBecauseTheRideIsTaken_endsItsSearch() {
    Scenario city = new Scenario();
    city.rider("bala", 300);
    CityDispatcher dispatcher = dispatcher();
    dispatcher.handle(List.of(Scenario.order("biryani", NOON)), city.seen(), NOON);

    handle(
        dispatcher,
        NOON,
        new Command.OfferRefused(RIDE, BALA, OfferOutcome.Reason.RIDE_NOT_PENDING));

    assertThat(dispatcher.openSearches()).isZero();
  }

  @Test
  void refusalOfAnEarlierProposal_doesNotEndTheCurrentOne() {
    Scenario city = new Scenario();
    city.rider("bala", 300);
    CityDispatcher dispatcher = dispatcher();
    assertThat(
            dispatcher
                .handle(List.of(Scenario.order("biryani", NOON)), city.seen(), NOON)
                .effects())
        .contains(new Effect.OpenOffer(RIDE, BALA, NOON.plusSeconds(10)));

    handle(
        dispatcher,
        NOON,
        new Command.OfferRefused(RIDE, ASHA, OfferOutcome.Reason.RIDE_NOT_PENDING),
        new Command.OfferOpened(offer(BALA, ONE, NOON)));

    assertThat(dispatcher.openSearches()).isEqualTo(1);
    assertThat(dispatcher.nextWake()).contains(NOON.plusSeconds(10));
  }

  @Test
  void rideReleasedByARiderWhoseAcceptanceWasNotHeard_isSearchedForAgain() {
    CityDispatcher dispatcher = dispatcher(offeredTo(ASHA, ONE));
    Instant later = NOON.plusSeconds(3);

    List<Effect> effects =
        handle(
            dispatcher,
            later,
            new Command.RideReleased(BIRYANI, ASHA, DECLINED_BY_ASHA),
            new Command.OfferAccepted(RIDE, ASHA, ONE));

    assertThat(dispatcher.openSearches()).isEqualTo(1);
    assertThat(effects)
        .first()
        .isInstanceOfSatisfying(
            Effect.SaveSearch.class,
            saved -> {
              assertThat(saved.search().dueAt()).isEqualTo(later);
              assertThat(saved.search().giveUpAt())
                  .isEqualTo(later.plus(DispatchPolicy.standard().giveUpAfter()));
              assertThat(saved.search().refusals()).isEqualTo(DECLINED_BY_ASHA);
            });
  }

  @Test
  void rideReleasedWhileItIsSearchedForAlready_isNotBegunAnew() {
    CityDispatcher dispatcher =
        dispatcher(RideSearch.begin(BIRYANI, NOON.plusSeconds(60), END).refused(ASHA, DECLINED));

    assertThat(handle(dispatcher, NOON, new Command.RideReleased(BIRYANI, ASHA, DECLINED_BY_ASHA)))
        .isEmpty();
    assertThat(dispatcher.nextWake()).contains(NOON.plusSeconds(60));
  }

  @Test
  void orderConfirmedAgainUnderAnotherRide_getsNoSecondRide() {
    CityDispatcher dispatcher = dispatcher(offeredTo(BALA, ONE));
    Command.OrderConfirmed again =
        new Command.OrderConfirmed(
            new RideId("other"), Scenario.RESTAURANT, Scenario.order("biryani", NOON).orders());

    assertThat(handle(dispatcher, NOON, again)).isEmpty();
    assertThat(dispatcher.openSearches()).isEqualTo(1);
  }

  @Test
  void orderConfirmedAgainAfterItsRideWasTaken_isEndedByTheStore() {
    Scenario city = new Scenario();
    city.rider("asha", 300);
    city.rider("bala", 800);
    city.confirmed("biryani", "12:12");
    city.step();
    city.accepts("biryani");
    city.step();
    city.tell(Scenario.order("biryani", Scenario.time("12:12")));

    city.step();

    assertThat(city.openSearches()).isZero();
    assertThat(city.nextWake()).isEqualTo("never");
  }

  /** As when a relay stood still while the ride was taken and given back. */
  @Test
  void orderLeftOutOfARideThatItWasToldForAgain_keepsTheRideThatItHas() {
    CityDispatcher dispatcher = dispatcher();
    RideId again = new RideId("again");
    handle(
        dispatcher,
        NOON,
        new Command.OrderConfirmed(again, Scenario.RESTAURANT, BIRYANI.orders()),
        new Command.RideReleased(
            BIRYANI, ASHA, Map.of(ASHA, new Refusal(ONE, Refusal.Kind.DECLINED))));
    handle(dispatcher, NOON, new Command.OrderLeftOut(again, new OrderId("biryani")));

    assertThat(dispatcher.openSearches()).isEqualTo(1);
    assertThat(handle(dispatcher, NOON.plusSeconds(10)))
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.SaveSearch.class, saved -> assertThat(saved.search().id()).isEqualTo(RIDE));
  }

  private static void assertStaysOfferedToBala(Command late) {
    CityDispatcher dispatcher = dispatcher(offeredTo(BALA, ONE).refused(ASHA, DECLINED));

    assertThat(handle(dispatcher, NOON, late, late)).isEmpty();
    assertThat(dispatcher.nextWake()).contains(NOON.plusSeconds(10));
    assertThat(handle(dispatcher, NOON, new Command.OfferAccepted(RIDE, BALA, ONE))).isEmpty();
    assertThat(dispatcher.openSearches()).isZero();
  }

  private static RideSearch offeredTo(RiderId rider, FencingToken token) {
    return RideSearch.begin(BIRYANI, NOON, END).in(new Offered(offer(rider, token, NOON)));
  }

  private static Offer offer(RiderId rider, FencingToken token, Instant openedAt) {
    return new Offer(RIDE, rider, token, openedAt, openedAt.plusSeconds(10));
  }

  private static CityDispatcher dispatcher(RideSearch... recovered) {
    return new CityDispatcher(Scenario.CITY, Strategy.standard(), List.of(recovered), NOON);
  }

  /** The effects where everybody is heard of, and nobody is near. */
  private static List<Effect> handle(CityDispatcher dispatcher, Instant now, Command... commands) {
    Scenario city = new Scenario();
    city.rider("asha", 50_000);
    city.rider("bala", 50_000);
    return dispatcher.handle(List.of(commands), city.seen(), now).effects();
  }
}
