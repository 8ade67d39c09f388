package io.dabba.server.rides;

import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.offer.OfferBookContract;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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

  @Override
  protected int randomOperations() {
    return 400;
  }

  @Override
  protected int races() {
    return 20;
  }
}
