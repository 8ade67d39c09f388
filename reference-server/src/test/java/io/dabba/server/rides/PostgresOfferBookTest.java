package io.dabba.server.rides;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.offer.OfferBookContract;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresOfferBookTest extends OfferBookContract {
  private static Database database;

  @BeforeAll
  static void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
    OfferTables.found(database);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected OfferBook createBook() {
    database.useTransaction(handle -> handle.execute("TRUNCATE offers, rides, riders CASCADE"));
    return new TransactionalOfferBook(database);
  }

  @Override
  protected void givenRide(RideId ride) {
    database.useTransaction(handle -> OfferTables.insertRide(handle, ride));
  }

  @Override
  protected void givenRider(RiderId rider) {
    database.useTransaction(handle -> OfferTables.insertRider(handle, rider));
  }

  @Test
  void answersThatComeLate_areCounted_unlessTheyAreTheSameAgain() {
    OfferBook book = createBook();
    RideId ride = new RideId("late");
    RiderId rider = new RiderId("late");
    givenRide(ride);
    givenRider(rider);
    Instant noon = OfferTables.NOON;
    Offer declined = open(book, ride, rider, noon);
    book.decline(ride, rider, declined.token(), noon);
    book.decline(ride, rider, declined.token(), noon);
    assertThat(lateAnswers(declined)).isZero();
    book.accept(ride, rider, declined.token(), noon);
    assertThat(lateAnswers(declined)).isEqualTo(1);

    Offer overdue = open(book, ride, rider, noon);
    book.accept(ride, rider, overdue.token(), overdue.expiresAt());
    book.decline(ride, rider, overdue.token(), overdue.expiresAt());
    book.expire(overdue, overdue.expiresAt());
    assertThat(lateAnswers(overdue)).isEqualTo(2);

    Offer accepted = open(book, ride, rider, noon);
    book.accept(ride, rider, accepted.token(), noon);
    book.accept(ride, rider, accepted.token(), accepted.expiresAt());
    assertThat(lateAnswers(accepted)).isZero();
    book.decline(ride, rider, accepted.token(), noon);
    assertThat(lateAnswers(accepted)).isEqualTo(1);
  }

  @Override
  protected int randomOperations() {
    return 400;
  }

  @Override
  protected int races() {
    return 20;
  }

  private static Offer open(OfferBook book, RideId ride, RiderId rider, Instant now) {
    OfferOutcome outcome = book.tryOffer(ride, rider, now, now.plusSeconds(10));
    assertThat(outcome).isInstanceOf(OfferOutcome.Opened.class);
    return ((OfferOutcome.Opened) outcome).offer();
  }

  private static int lateAnswers(Offer offer) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .select(
                    "SELECT late_answers FROM offers WHERE rider_id = ? AND token = ?",
                    offer.riderId().value(),
                    offer.token().value())
                .mapTo(Integer.class)
                .one());
  }
}
