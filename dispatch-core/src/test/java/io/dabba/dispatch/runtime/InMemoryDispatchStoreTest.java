package io.dabba.dispatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InMemoryDispatchStoreTest {
  private static final CityId CITY = new CityId("mumbai");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant EXPIRY = NOON.plusSeconds(10);
  private static final RideId RIDE = new RideId("biryani");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALA = new RiderId("bala");

  private Instant now = NOON;
  private final List<RideId> failed = new ArrayList<>();
  private final InMemoryDispatchStore store = new InMemoryDispatchStore(() -> now, failed::add);

  @Test
  void offer_isOpenedAndAnswered() {
    assertThat(commit(NOON, new Effect.OpenOffer(RIDE, ASHA, EXPIRY)))
        .containsExactly(
            new Command.OfferOpened(new Offer(RIDE, ASHA, new FencingToken(1), NOON, EXPIRY)));
    assertThat(store.availability(Set.of(ASHA, BALA)))
        .isEqualTo(Map.of(ASHA, Availability.OFFERED, BALA, Availability.AVAILABLE));
  }

  @Test
  void offerThatIsRefused_isAnsweredWithTheReason() {
    open();

    assertThat(
            commit(
                NOON,
                new Effect.OpenOffer(RIDE, BALA, EXPIRY),
                new Effect.OpenOffer(new RideId("dosa"), ASHA, EXPIRY)))
        .containsExactly(
            new Command.OfferRefused(RIDE, BALA, OfferOutcome.Reason.RIDE_NOT_PENDING),
            new Command.OfferRefused(new RideId("dosa"), ASHA, OfferOutcome.Reason.RIDER_NOT_FREE));
  }

  @Test
  void expiry_isAnsweredAsOften_asItIsAskedFor() {
    Offer offer = open();

    for (int n = 0; n < 2; n++) {
      assertThat(commit(EXPIRY, new Effect.ExpireOffer(offer)))
          .containsExactly(new Command.OfferExpired(RIDE, ASHA, offer.token()));
    }
  }

  @Test
  void expiryOfAnOfferThatWasAnswered_isAnsweredByThatAnswer() {
    Offer accepted = open();
    store.offers().accept(RIDE, ASHA, accepted.token(), NOON);
    assertThat(commit(EXPIRY, new Effect.ExpireOffer(accepted)))
        .containsExactly(new Command.OfferAccepted(RIDE, ASHA, accepted.token()));
    store.offers().release(RIDE, ASHA, NOON);

    Offer declined = open();
    store.offers().decline(RIDE, ASHA, declined.token(), NOON);
    assertThat(commit(EXPIRY, new Effect.ExpireOffer(declined)))
        .containsExactly(new Command.OfferDeclined(RIDE, ASHA, declined.token()));

    Offer withdrawn = open();
    store.offers().withdraw(RIDE, NOON);
    assertThat(commit(EXPIRY, new Effect.ExpireOffer(withdrawn)))
        .containsExactly(new Command.OfferWithdrawn(RIDE, ASHA, withdrawn.token()));
  }

  @Test
  void expiryBeforeTime_changesNothing() {
    Offer offer = open();

    assertThat(commit(EXPIRY.minusNanos(1_000), new Effect.ExpireOffer(offer))).isEmpty();
    assertThat(store.availability(Set.of(ASHA))).containsEntry(ASHA, Availability.OFFERED);
  }

  @Test
  void rideThatFailed_isTold() {
    assertThat(commit(NOON, new Effect.FailRide(RIDE, Effect.FailureReason.NO_RIDER))).isEmpty();

    assertThat(failed).containsExactly(RIDE);
  }

  private Offer open() {
    return ((Command.OfferOpened) commit(NOON, new Effect.OpenOffer(RIDE, ASHA, EXPIRY)).getFirst())
        .offer();
  }

  private List<Command> commit(Instant at, Effect... effects) {
    now = at;
    return store.commit(CITY, new Step(at, List.of(effects)));
  }
}
