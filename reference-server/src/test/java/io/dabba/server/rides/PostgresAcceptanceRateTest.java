package io.dabba.server.rides;

import static io.dabba.server.rides.OfferTables.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the rows say of a rider's offers is what {@link AcceptanceRate} says, to the last bit. */
@Timeout(60)
class PostgresAcceptanceRateTest {
  private static final Instant EXPIRY = NOON.plusSeconds(10);
  private static final RideId RIDE = new RideId("ride");
  private static final RideId OTHER_RIDE = new RideId("other");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALA = new RiderId("bala");

  private Database database;
  private TransactionalOfferBook book;
  private AcceptanceRate expected = AcceptanceRate.initial();

  @BeforeEach
  void twoRidesAndTwoRiders() {
    database = Database.connect(SharedPostgres.newDatabase());
    book = new TransactionalOfferBook(database);
    OfferTables.found(database);
    database.useTransaction(handle -> {
      OfferTables.insertRider(handle, ASHA);
      OfferTables.insertRider(handle, BALA);
      OfferTables.insertRide(handle, RIDE);
      OfferTables.insertRide(handle, OTHER_RIDE);
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void newRider_hasTheInitialRate() {
    assertThat(rate(ASHA)).isEqualTo(AcceptanceRate.initial());
  }

  @Test
  void answer_countsOnce_howeverOftenItIsRepeated() {
    Offer accepted = open(RIDE, ASHA, NOON);
    for (int n = 0; n < 3; n++) {
      book.accept(RIDE, ASHA, accepted.token(), NOON);
      book.decline(RIDE, ASHA, accepted.token(), NOON);
    }
    Offer declined = open(OTHER_RIDE, BALA, NOON);
    for (int n = 0; n < 3; n++) {
      book.decline(OTHER_RIDE, BALA, declined.token(), NOON);
      book.accept(OTHER_RIDE, BALA, declined.token(), NOON);
    }

    assertThat(rate(ASHA)).isEqualTo(AcceptanceRate.initial().after(true));
    assertThat(rate(BALA)).isEqualTo(AcceptanceRate.initial().after(false));
  }

  @Test
  void offersThatLapse_countForTheirRiders_onceEach() {
    Offer ofRide = open(RIDE, BALA, NOON);
    Offer ofRider = open(OTHER_RIDE, ASHA, NOON);
    open(RIDE, ASHA, EXPIRY);
    book.expire(ofRide, EXPIRY);
    book.expire(ofRider, EXPIRY);

    assertThat(rate(ASHA)).isEqualTo(AcceptanceRate.initial().after(false));
    assertThat(rate(BALA)).isEqualTo(AcceptanceRate.initial().after(false));
  }

  @Test
  void refusedOffer_countsForNobody() {
    open(RIDE, BALA, NOON);
    book.accept(OTHER_RIDE, ASHA, open(OTHER_RIDE, ASHA, NOON).token(), NOON);
    book.tryOffer(RIDE, ASHA, EXPIRY, EXPIRY.plusSeconds(10));

    assertThat(rate(BALA)).isEqualTo(AcceptanceRate.initial());
  }

  @Test
  void everyWayThatAnOfferEnds_countsAsTheRateSays() {
    long seed = System.nanoTime();
    System.out.println("PostgresAcceptanceRateTest seed=" + seed);
    Random random = new Random(seed);
    Instant now = NOON;
    for (int n = 0; n < 100; n++) {
      now = now.plusSeconds(60);
      letOneOfferEnd(random.nextInt(8), now);
      assertThat(rate(ASHA)).isEqualTo(expected);
    }
    assertThat(rate(BALA)).isEqualTo(AcceptanceRate.initial());
  }

  private void letOneOfferEnd(int way, Instant now) {
    Offer offer = open(RIDE, ASHA, now);
    switch (way) {
      case 0 -> {
        book.decline(RIDE, ASHA, offer.token(), now);
        expected = expected.after(false);
      }
      case 1 -> {
        book.expire(offer, offer.expiresAt());
        expected = expected.after(false);
      }
      case 2 -> {
        book.withdraw(RIDE, offer.expiresAt());
        expected = expected.after(false);
      }
      case 3 -> book.withdraw(RIDE, now);
      case 4 -> {
        open(RIDE, ASHA, offer.expiresAt());
        book.withdraw(RIDE, offer.expiresAt());
        expected = expected.after(false);
      }
      case 5 -> {
        book.accept(RIDE, ASHA, offer.token(), now);
        book.release(RIDE, ASHA, now);
        expected = expected.after(true).after(false);
      }
      case 6 -> {
        book.accept(RIDE, ASHA, offer.token(), offer.expiresAt());
        book.decline(RIDE, ASHA, offer.token(), offer.expiresAt());
        expected = expected.after(false);
      }
      default -> {
        book.accept(RIDE, ASHA, offer.token(), now);
        book.end(RIDE, ASHA, now);
        expected = expected.after(true);
        database.useTransaction(
            handle -> handle.execute("UPDATE rides SET status = 'PENDING', rider_id = NULL"));
      }
    }
  }

  private Offer open(RideId ride, RiderId rider, Instant now) {
    OfferOutcome outcome = book.tryOffer(ride, rider, now, now.plusSeconds(10));
    assertThat(outcome).isInstanceOf(OfferOutcome.Opened.class);
    return ((OfferOutcome.Opened) outcome).offer();
  }

  private AcceptanceRate rate(RiderId rider) {
    return new AcceptanceRate(
        database
            .jdbi()
            .withHandle(handle ->
                handle
                    .select("SELECT acceptance_rate FROM riders WHERE id = ?", rider.value())
                    .mapTo(Double.class)
                    .one()));
  }
}
