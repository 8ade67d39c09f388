package io.dabba.server.rides;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.offer.OfferBookContract;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresOfferBookTest extends OfferBookContract {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static Database database;

  @BeforeAll
  static void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
    database.useTransaction(handle ->
        handle.execute(
            """
            INSERT INTO cities (id, name, zone, currency, lat, lng)
            VALUES ('pune', 'Pune', 'Asia/Kolkata', 'INR', 18.5, 73.8);
            INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level,
                                     veg, open, delivery_radius_meters, prep_minutes)
            VALUES ('tiffin', 'pune', 'Tiffin', 18.5, 73.8, '{}', 4, 10, 1, true, true, 5000, 10);
            """));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected OfferBook createBook() {
    database.useTransaction(handle -> handle.execute("TRUNCATE offers, rides, riders CASCADE"));
    return new TransactionPerCall(database);
  }

  @Override
  protected void givenRide(RideId ride) {
    database.useTransaction(handle ->
        handle.execute(
            """
            INSERT INTO rides (id, city_id, restaurant_id, status, pickup_lat, pickup_lng, due_at,
                               next_round_at, give_up_at, rounds, declined_by)
            VALUES (?, 'pune', 'tiffin', 'PENDING', 18.5, 73.8, ?, ?, ?, 0, '{}')
            """,
            ride.value(),
            NOON,
            NOON,
            NOON));
  }

  @Override
  protected void givenRider(RiderId rider) {
    database.useTransaction(handle ->
        handle.execute(
            """
            INSERT INTO riders (id, city_id, name, vehicle, online)
            VALUES (?, 'pune', 'A Rider', 'BICYCLE', true)
            """,
            rider.value()));
  }

  @Override
  protected int randomOperations() {
    return 400;
  }

  @Override
  protected int races() {
    return 20;
  }

  /** The book as its callers use it: each operation in a transaction of its own. */
  private record TransactionPerCall(Database database) implements OfferBook {
    @Override
    public OfferOutcome tryOffer(RideId ride, RiderId rider, Instant now, Instant expiresAt) {
      return in(book -> book.tryOffer(ride, rider, now, expiresAt));
    }

    @Override
    public AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now) {
      return in(book -> book.accept(ride, rider, token, now));
    }

    @Override
    public DeclineOutcome decline(RideId ride, RiderId rider, FencingToken token, Instant now) {
      return in(book -> book.decline(ride, rider, token, now));
    }

    @Override
    public Optional<Offer> withdraw(RideId ride, Instant now) {
      return in(book -> book.withdraw(ride, now));
    }

    @Override
    public boolean expire(Offer offer, Instant now) {
      return in(book -> book.expire(offer, now));
    }

    @Override
    public boolean end(RideId ride, RiderId rider, Instant now) {
      return in(book -> book.end(ride, rider, now));
    }

    @Override
    public boolean release(RideId ride, RiderId rider, Instant now) {
      return in(book -> book.release(ride, rider, now));
    }

    private <T> T in(Function<OfferBook, T> call) {
      return database.inTransaction(handle -> call.apply(new PostgresOfferBook(handle)));
    }
  }
}
