package io.dabba.dispatch.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.Availability;
import io.dabba.geo.RiderId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryOfferBookTest extends OfferBookContract {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(10);
  private static final RideId RIDE = new RideId("ride-a");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALA = new RiderId("bala");

  private final InMemoryOfferBook book = new InMemoryOfferBook();

  @Override
  protected OfferBook createBook() {
    return new InMemoryOfferBook();
  }

  @Test
  void tokens_goOnAfterTheOneGiven() {
    assertThat(open(new InMemoryOfferBook(41), RIDE, ASHA, NOON).token())
        .isEqualTo(new FencingToken(42));
    assertThat(open(new InMemoryOfferBook(), RIDE, ASHA, NOON).token())
        .isEqualTo(new FencingToken(1));
  }

  @Test
  void negativeLastToken_isRefusedByName() {
    assertThatThrownBy(() -> new InMemoryOfferBook(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lastToken=-1 is negative");
  }

  @Test
  void availability_followsTheOffer() {
    assertThat(book.availability(ASHA, NOON)).isEqualTo(Availability.AVAILABLE);
    Offer offer = open(book, RIDE, ASHA, NOON);
    assertThat(book.availability(ASHA, NOON)).isEqualTo(Availability.OFFERED);
    assertThat(book.availability(ASHA, LATER)).isEqualTo(Availability.AVAILABLE);
    book.accept(RIDE, ASHA, offer.token(), NOON);
    assertThat(book.availability(ASHA, LATER)).isEqualTo(Availability.RIDING);
    book.end(RIDE, ASHA, LATER);
    assertThat(book.availability(ASHA, LATER)).isEqualTo(Availability.AVAILABLE);
  }

  @Test
  void endedRides_areRememberedUpToALimit() {
    for (int n = 0; n <= InMemoryOfferBook.ENDED_RIDES_KEPT; n++) {
      RideId ride = new RideId("ride-" + n);
      Offer offer = open(book, ride, ASHA, NOON);
      book.accept(ride, ASHA, offer.token(), NOON);
      book.end(ride, ASHA, NOON);
    }

    assertThat(book.tryOffer(new RideId("ride-1"), BALA, NOON, LATER))
        .isEqualTo(new OfferOutcome.Refused(OfferOutcome.Reason.RIDE_NOT_PENDING));
    open(book, new RideId("ride-0"), BALA, NOON);
  }

  private static Offer open(InMemoryOfferBook book, RideId ride, RiderId rider, Instant now) {
    OfferOutcome outcome = book.tryOffer(ride, rider, now, now.plusSeconds(10));
    assertThat(outcome).isInstanceOf(OfferOutcome.Opened.class);
    return ((OfferOutcome.Opened) outcome).offer();
  }
}
