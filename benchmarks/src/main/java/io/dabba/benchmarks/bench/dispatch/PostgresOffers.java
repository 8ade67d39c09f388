package io.dabba.benchmarks.bench.dispatch;

import io.dabba.benchmarks.simulator.ServerData;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.ride.RideId;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.EmbeddedDatabase;
import io.dabba.server.process.DataDirectory;
import io.dabba.server.rides.PostgresOfferBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Offers on the server's own PostgreSQL with its settings, so each commit waits for the disk; in a
 * temporary directory, gone at the end. Thread-safe.
 */
final class PostgresOffers implements AutoCloseable {
  private static final int RIDES = 100_000;

  private static final String CITY =
      """
      INSERT INTO cities (id, name, zone, currency, lat, lng)
      VALUES ('mumbai', 'Mumbai', 'Asia/Kolkata', 'INR', 19.06, 72.85);
      INSERT INTO restaurants (id, city_id, name, lat, lng, cuisines, rating, votes, price_level,
                               veg, open, delivery_radius_meters, prep_minutes)
      VALUES ('r', 'mumbai', 'R', 19.06, 72.85, '{}', 4, 10, 1, true, true, 5000, 10);
      INSERT INTO riders (id, city_id, name, vehicle, online)
      SELECT 'rider-' || n, 'mumbai', 'A Rider', 'MOTORCYCLE', true
      FROM generate_series(0, %d) n;
      INSERT INTO rides (id, city_id, restaurant_id, status, pickup_lat, pickup_lng, due_at,
                         next_round_at, give_up_at, rounds)
      SELECT 'ride-' || n, 'mumbai', 'r', 'PENDING', 19.06, 72.85, at, at, at, 0
      FROM generate_series(1, %d) n, CAST('%s' AS timestamptz) at;
      ANALYZE;
      """
          .formatted(Pairings.RIDERS - 1, RIDES, OfferCycle.NOW);

  private final ServerData data;
  private final DataDirectory directory;
  private final Database database;
  private final AtomicInteger lastRide = new AtomicInteger();

  private PostgresOffers(ServerData data, DataDirectory directory, Database database) {
    this.data = data;
    this.directory = directory;
    this.database = database;
  }

  /** Starts it, and tells where it keeps its data: a disk, or memory that flatters it. */
  static PostgresOffers start() {
    try {
      ServerData data = ServerData.at(Optional.empty(), "dabba-bench-");
      DataDirectory directory = DataDirectory.open(data.path());
      EmbeddedDatabase postgres = EmbeddedDatabase.start(directory);
      data.stopFirst(postgres::close);
      System.out.printf(
          "# PostgreSQL with fsync=on and synchronous_commit=on in %s (%s)%n",
          data.path(), Files.getFileStore(data.path()).type());
      Database database = Database.connect(postgres.url());
      database.useTransaction(handle -> handle.execute(CITY));
      return new PostgresOffers(data, directory, database);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A ride that was not offered yet. */
  RideId nextRide() {
    int number = lastRide.incrementAndGet();
    if (number > RIDES) {
      throw new IllegalStateException("rides=%d are used up".formatted(RIDES));
    }
    return new RideId("ride-" + number);
  }

  /** One operation in a transaction of its own. */
  <T> T in(Function<OfferBook, T> operation) {
    return database.inTransaction(handle -> operation.apply(new PostgresOfferBook(handle)));
  }

  @Override
  public void close() {
    database.close();
    directory.close();
    data.close();
  }
}
