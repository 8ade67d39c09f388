package io.dabba.server.rides;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Database;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The book in PostgreSQL with each operation in a transaction of its own, which is not run again: a
 * deadlock is an error.
 */
public record TransactionalOfferBook(Database database) implements OfferBook {
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
    return database.jdbi().inTransaction(handle -> call.apply(new PostgresOfferBook(handle)));
  }
}
