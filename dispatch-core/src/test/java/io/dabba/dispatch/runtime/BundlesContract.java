package io.dabba.dispatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Load;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideState;
import io.dabba.dispatch.RideUnderWay;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link DispatchStore} does with rides that are held out as one. */
@Timeout(60)
@SuppressWarnings("exports") // JUnit is no part of the module
public abstract class BundlesContract {
  protected static final CityId CITY = new CityId("pune");
  protected static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  protected static final GeoPoint POINT = new GeoPoint(18.5, 73.8);
  protected static final RideId RIDE = new RideId("ride-a");
  protected static final RideId OTHER = new RideId("ride-b");
  protected static final RideId THIRD = new RideId("ride-c");
  protected static final OrderId BIRYANI = new OrderId("biryani");
  protected static final OrderId CHAAT = new OrderId("chaat");
  protected static final OrderId DOSA = new OrderId("dosa");
  protected static final OrderId IDLI = new OrderId("idli");
  protected static final RiderId ASHA = new RiderId("asha");
  protected static final RiderId BALA = new RiderId("bala");
  private static final Instant EXPIRY = NOON.plusSeconds(10);

  private DispatchStore store;
  private Epoch epoch;

  /** For adapters' tests. */
  protected BundlesContract() {}

  /**
   * An empty store at noon, with Asha and Bala on shift. What the other methods do, they do to it.
   */
  protected abstract DispatchStore createStore();

  /** Makes known an order that is paid for, from {@link #POINT} to there, with its food ready. */
  protected abstract void confirm(OrderId order);

  protected abstract void cancel(OrderId order);

  /** Whether it counts. */
  protected abstract boolean accept(RideId ride, RiderId rider, FencingToken token);

  protected abstract void decline(RideId ride, RiderId rider, FencingToken token);

  protected abstract void release(RideId ride, RiderId rider);

  protected abstract void pickUp(RideId ride, RiderId rider);

  protected abstract void deliver(RideId ride, RiderId rider);

  protected abstract void goOffShift(RiderId rider);

  protected abstract RideStatus status(RideId ride);

  protected abstract OrderStatus status(OrderId order);

  @BeforeEach
  void threeRides() {
    store = createStore();
    Stream.of(BIRYANI, CHAAT, DOSA, IDLI).forEach(this::confirm);
    epoch = store.takeOver(CITY).epoch();
    commit(
        new Effect.CreateRide(search(RIDE, BIRYANI)),
        new Effect.CreateRide(search(OTHER, CHAAT, DOSA)),
        new Effect.CreateRide(search(THIRD, IDLI)));
  }

  @Test
  void offer_takesTheOrdersAlong_inTheOrderOfTheirDelivery() {
    Offer offer = open(bundle(ASHA));

    assertThat(found(RIDE).ride()).isEqualTo(search(RIDE, DOSA, BIRYANI, CHAAT).ride());
    assertThat(found(RIDE).state()).isEqualTo(new RideState.Offered(offer));
    assertThat(recovered().searches())
        .extracting(RideSearch::id)
        .containsExactlyInAnyOrder(RIDE, THIRD);
    assertThat(recovered().unheard()).noneMatch(Command.OrderConfirmed.class::isInstance);
    assertThat(status(OTHER)).isEqualTo(RideStatus.JOINED);
  }

  @Test
  void severalRides_areJoinedAtOnce() {
    open(
        new Effect.OpenOffer(
            THIRD, ASHA, EXPIRY, List.of(OTHER, RIDE), List.of(CHAAT, IDLI, DOSA, BIRYANI)));

    assertThat(recovered().searches()).hasSize(1);
    assertThat(found(THIRD).ride()).isEqualTo(search(THIRD, CHAAT, IDLI, DOSA, BIRYANI).ride());
    assertThat(status(OTHER)).isEqualTo(RideStatus.JOINED);
    assertThat(status(RIDE)).isEqualTo(RideStatus.JOINED);
  }

  @Test
  void rideThatWasJoined_isOver_whateverComesLate() {
    Offer before = open(new Effect.OpenOffer(OTHER, BALA, EXPIRY));
    decline(OTHER, BALA, before.token());
    RideSearch late = found(OTHER);
    open(bundle(ASHA));

    Command over = new Command.RideEnded(OTHER, Optional.empty());
    Command overForBala = new Command.RideEnded(OTHER, Optional.of(BALA));
    assertThat(commit(new Effect.SaveSearch(late))).containsExactly(over);
    assertThat(commit(new Effect.OpenOffer(OTHER, BALA, EXPIRY))).containsExactly(over);
    assertThat(commit(new Effect.ExpireOffer(before))).containsExactly(overForBala);
    assertThat(commit(new Effect.WithdrawOffer(before))).containsExactly(overForBala);
    assertThat(commit(new Effect.FailRide(OTHER, Effect.FailureReason.TIME_OVER))).isEmpty();
    assertThat(accept(OTHER, BALA, before.token())).isFalse();
    assertThat(status(OTHER)).isEqualTo(RideStatus.JOINED);
    assertThat(found(RIDE).ride().orders()).hasSize(3);
  }

  @Test
  void bundleThatIsTaken_movesAllItsOrders() {
    Offer offer = open(bundle(ASHA));

    assertThat(accept(RIDE, ASHA, offer.token())).isTrue();
    assertThat(statuses()).containsOnly(OrderStatus.ASSIGNED);
    Ride ride = search(RIDE, DOSA, BIRYANI, CHAAT).ride();
    assertThat(recovered().underWay()).containsExactly(new RideUnderWay(ride, ASHA, false));
    pickUp(RIDE, ASHA);
    assertThat(statuses()).containsOnly(OrderStatus.PICKED_UP);
    assertThat(recovered().underWay()).containsExactly(new RideUnderWay(ride, ASHA, true));
    deliver(RIDE, ASHA);
    assertThat(statuses()).containsOnly(OrderStatus.DELIVERED);
    assertThat(recovered().underWay()).isEmpty();
    assertThat(status(RIDE)).isEqualTo(RideStatus.COMPLETED);
    assertThat(status(OTHER)).isEqualTo(RideStatus.JOINED);
  }

  @Test
  void bundleThatIsDeclinedOrLetPass_goesOnAsOne() {
    Offer first = open(bundle(ASHA));
    decline(RIDE, ASHA, first.token());
    assertThat(found(RIDE).ride()).isEqualTo(search(RIDE, DOSA, BIRYANI, CHAAT).ride());
    assertThat(found(RIDE).state()).isEqualTo(new RideState.Pending());

    Offer second = open(new Effect.OpenOffer(RIDE, BALA, EXPIRY));
    assertThat(commitAt(EXPIRY, new Effect.ExpireOffer(second)))
        .containsExactly(new Command.OfferExpired(RIDE, BALA, second.token()));
    assertThat(found(RIDE).ride()).isEqualTo(search(RIDE, DOSA, BIRYANI, CHAAT).ride());
    assertThat(found(RIDE).refusals())
        .isEqualTo(
            Map.of(
                ASHA, new Refusal(first.token(), Refusal.Kind.DECLINED),
                BALA, new Refusal(second.token(), Refusal.Kind.UNANSWERED)));
  }

  @Test
  void bundleThatIsGivenBack_isSearchedForAsOne() {
    Offer offer = open(bundle(ASHA));
    accept(RIDE, ASHA, offer.token());
    release(RIDE, ASHA);

    assertThat(found(RIDE).ride()).isEqualTo(search(RIDE, DOSA, BIRYANI, CHAAT).ride());
    assertThat(statuses()).containsOnly(OrderStatus.CONFIRMED);
    assertThat(recovered().underWay()).isEmpty();
  }

  @Test
  void bundle_joinsAnother_andWhoeverRefusedAnyOfThemHasRefusedIt() {
    Offer ofOther = open(new Effect.OpenOffer(OTHER, BALA, EXPIRY));
    decline(OTHER, BALA, ofOther.token());
    Offer ofBundle = open(bundle(ASHA));
    decline(RIDE, ASHA, ofBundle.token());

    open(
        new Effect.OpenOffer(
            THIRD, ASHA, EXPIRY, List.of(RIDE), List.of(IDLI, BIRYANI, CHAAT, DOSA)));

    assertThat(found(THIRD).ride()).isEqualTo(search(THIRD, IDLI, BIRYANI, CHAAT, DOSA).ride());
    assertThat(found(THIRD).refusals())
        .isEqualTo(
            Map.of(
                BALA, new Refusal(ofOther.token(), Refusal.Kind.DECLINED),
                ASHA, new Refusal(ofBundle.token(), Refusal.Kind.DECLINED)));
    assertThat(status(RIDE)).isEqualTo(RideStatus.JOINED);
    assertThat(status(OTHER)).isEqualTo(RideStatus.JOINED);
  }

  @Test
  void bundle_isGivenUp_noEarlierThanAnyOfItsRides() {
    RideSearch other = found(OTHER);
    Instant later = other.giveUpAt().plus(Duration.ofMinutes(10));
    commit(
        new Effect.SaveSearch(
            new RideSearch(
                other.ride(),
                other.state(),
                other.dueAt(),
                other.nextRoundAt(),
                later,
                other.rounds(),
                other.refusals())));

    open(bundle(ASHA));

    assertThat(found(RIDE).giveUpAt()).isEqualTo(later);
  }

  @Test
  void orderOfAnyOfTheRides_cancelledMeanwhile_takesTheOfferBack_andTheRestGoesOn() {
    Offer offer = open(bundle(ASHA));

    cancel(CHAAT);

    assertThat(accept(RIDE, ASHA, offer.token())).isFalse();
    assertThat(found(RIDE).ride()).isEqualTo(search(RIDE, DOSA, BIRYANI).ride());
    cancel(BIRYANI);
    assertThat(found(RIDE).ride()).isEqualTo(search(RIDE, DOSA).ride());
    cancel(DOSA);
    assertThat(status(RIDE)).isEqualTo(RideStatus.CANCELLED);
    assertThat(status(OTHER)).isEqualTo(RideStatus.JOINED);
  }

  @Test
  void orderThatIsCancelledOnTheWay_isNotToBeDeliveredAnyMore() {
    Offer offer = open(bundle(ASHA));
    accept(RIDE, ASHA, offer.token());

    cancel(BIRYANI);

    assertThat(recovered().underWay())
        .containsExactly(new RideUnderWay(search(RIDE, DOSA, CHAAT).ride(), ASHA, false));
  }

  @Test
  void orderCancelledBefore_isNotOneOfTheStops() {
    cancel(CHAAT);

    refused(bundle(ASHA), OfferOutcome.Reason.RIDE_NOT_PENDING);
    open(new Effect.OpenOffer(RIDE, ASHA, EXPIRY, List.of(OTHER), List.of(DOSA, BIRYANI)));
    assertThat(found(RIDE).ride()).isEqualTo(search(RIDE, DOSA, BIRYANI).ride());
  }

  @Test
  void stopsThatAreNotTheOrdersOfTheRides_areRefused() {
    for (List<OrderId> stops :
        List.of(
            List.of(BIRYANI, CHAAT),
            List.of(CHAAT, DOSA),
            List.of(BIRYANI, CHAAT, DOSA, IDLI),
            List.of(BIRYANI, CHAAT, IDLI),
            List.of(BIRYANI, CHAAT, DOSA, new OrderId("poha")))) {
      refused(
          new Effect.OpenOffer(RIDE, ASHA, EXPIRY, List.of(OTHER), stops),
          OfferOutcome.Reason.RIDE_NOT_PENDING);
    }
  }

  @Test
  void rideThatIsHeldOut_isNotJoined_andTheDispatcherHearsOfItsOffer() {
    Offer offer = open(new Effect.OpenOffer(OTHER, BALA, EXPIRY));

    refused(bundle(ASHA), OfferOutcome.Reason.RIDE_NOT_PENDING, new Command.OfferOpened(offer));
  }

  @Test
  void rideThatIsTakenOrOver_isNotJoined_andTheDispatcherHearsSo() {
    Command over = new Command.RideEnded(OTHER, Optional.empty());
    accept(OTHER, BALA, open(new Effect.OpenOffer(OTHER, BALA, EXPIRY)).token());
    refused(bundle(ASHA), OfferOutcome.Reason.RIDE_NOT_PENDING, over);

    release(OTHER, BALA);
    cancel(CHAAT);
    cancel(DOSA);
    refused(bundle(ASHA), OfferOutcome.Reason.RIDE_NOT_PENDING, over);
  }

  @Test
  void rideThatIsUnknown_orJoinedAnotherBefore_isNotJoined() {
    RideId unknown = new RideId("unknown");
    refused(
        new Effect.OpenOffer(RIDE, ASHA, EXPIRY, List.of(unknown), List.of(BIRYANI)),
        OfferOutcome.Reason.RIDE_NOT_PENDING,
        new Command.RideEnded(unknown, Optional.empty()));

    open(bundle(ASHA));
    refused(
        new Effect.OpenOffer(THIRD, BALA, EXPIRY, List.of(OTHER), List.of(CHAAT, DOSA, IDLI)),
        OfferOutcome.Reason.RIDE_NOT_PENDING,
        new Command.RideEnded(OTHER, Optional.empty()));
  }

  @Test
  void riderWhoIsNotFree_getsNoBundle_andNothingIsJoined() {
    Offer offer = open(new Effect.OpenOffer(THIRD, ASHA, EXPIRY));
    refused(bundle(ASHA), OfferOutcome.Reason.RIDER_NOT_FREE);
    accept(THIRD, ASHA, offer.token());
    refused(bundle(ASHA), OfferOutcome.Reason.RIDER_NOT_FREE);
    goOffShift(BALA);
    refused(bundle(BALA), OfferOutcome.Reason.RIDER_NOT_FREE);
  }

  @Test
  void rideThatIsHeldOutItself_orOver_isAnsweredAsIfItWentAlone_andTakesNobodyAlong() {
    Offer offer = open(new Effect.OpenOffer(RIDE, BALA, EXPIRY));
    RecoveredCity before = recovered();
    assertThat(commit(bundle(ASHA))).containsExactly(new Command.OfferOpened(offer));
    assertUnchanged(before);

    accept(RIDE, BALA, offer.token());
    before = recovered();
    assertThat(commit(bundle(ASHA))).containsExactly(new Command.RideEnded(RIDE, Optional.empty()));
    assertUnchanged(before);
  }

  /** The second joins what the first has joined already, in one step. */
  @Test
  void twoOffersOfOneStep_joinNoRideTwice() {
    List<Command> answers =
        commit(
            bundle(ASHA),
            new Effect.OpenOffer(THIRD, BALA, EXPIRY, List.of(OTHER), List.of(CHAAT, DOSA, IDLI)));

    assertThat(answers.getFirst()).isInstanceOf(Command.OfferOpened.class);
    assertThat(answers.subList(1, answers.size()))
        .containsExactly(
            new Command.OfferRefused(THIRD, BALA, OfferOutcome.Reason.RIDE_NOT_PENDING),
            new Command.RideEnded(OTHER, Optional.empty()));
    assertThat(found(THIRD).ride()).isEqualTo(search(THIRD, IDLI).ride());
  }

  private void refused(Effect offer, OfferOutcome.Reason reason, Command... also) {
    Effect.OpenOffer asked = (Effect.OpenOffer) offer;
    RecoveredCity before = recovered();

    List<Command> answers = commit(offer);

    assertThat(answers.getFirst())
        .isEqualTo(new Command.OfferRefused(asked.rideId(), asked.riderId(), reason));
    assertThat(answers.subList(1, answers.size())).containsExactly(also);
    assertUnchanged(before);
  }

  private void assertUnchanged(RecoveredCity before) {
    RecoveredCity after = recovered();
    assertThat(after.searches()).isEqualTo(before.searches());
    assertThat(after.underWay()).isEqualTo(before.underWay());
    assertThat(after.unheard()).isEqualTo(before.unheard());
  }

  /** The first two rides as one. */
  protected static Effect.OpenOffer bundle(RiderId rider) {
    return new Effect.OpenOffer(RIDE, rider, EXPIRY, List.of(OTHER), List.of(DOSA, BIRYANI, CHAAT));
  }

  protected static RideSearch search(RideId ride, OrderId... orders) {
    List<RideOrder> list =
        Stream.of(orders).map(order -> new RideOrder(order, POINT, NOON, NOON)).toList();
    return RideSearch.begin(
        new Ride(ride, CITY, POINT, list), NOON, NOON.plus(Duration.ofMinutes(45)));
  }

  protected final List<Command> commit(Effect... effects) {
    return commitAt(NOON, effects);
  }

  private List<Command> commitAt(Instant at, Effect... effects) {
    return store.commit(CITY, epoch, new Step(at, at, List.of(effects), List.of(), Load.NONE));
  }

  protected final Offer open(Effect offer) {
    List<Command> answers = commit(offer);
    assertThat(answers).hasSize(1).first().isInstanceOf(Command.OfferOpened.class);
    return ((Command.OfferOpened) answers.getFirst()).offer();
  }

  /** Under which the city is owned now. */
  protected final Epoch epoch() {
    return epoch;
  }

  /** What the next owner finds, who is this one again. */
  protected final RecoveredCity recovered() {
    RecoveredCity recovered = store.takeOver(CITY);
    epoch = recovered.epoch();
    return recovered;
  }

  private RideSearch found(RideId ride) {
    return recovered().searches().stream()
        .filter(search -> search.id().equals(ride))
        .findFirst()
        .orElseThrow();
  }

  private List<OrderStatus> statuses() {
    return Stream.of(BIRYANI, CHAAT, DOSA).map(this::status).toList();
  }
}
