package io.dabba.server.riders;

import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.CityRiders;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.Database;
import io.dabba.server.rides.RiderAvailability;
import io.dabba.server.rides.Rides;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** When riders work. What is stored counts; the index of live positions follows it. Thread-safe. */
public final class Shifts {
  private static final int STRIPES = 64;

  /** How many new offers may come between before a rider who goes is told that it failed. */
  private static final int ATTEMPTS = 8;

  private final Database database;
  private final CityRiders riders;
  private final InstantSource clock;
  private final Runnable afterCommit;

  /** One change of a rider's shift at a time, so that the index ends up as the last one stored. */
  private final Lock[] locks =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

  public Shifts(Database database, CityRiders riders, InstantSource clock, Runnable afterCommit) {
    this.database = database;
    this.riders = riders;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /** What became of a change of shift. */
  sealed interface Outcome {
    record Changed(boolean online, Optional<Instant> endsAt, Availability availability)
        implements Outcome {}

    /** He is on a ride and cannot go. */
    record OnRide() implements Outcome {}

    record UnknownRider() implements Outcome {}
  }

  private record Row(
      RiderId rider,
      CityId city,
      Vehicle vehicle,
      Optional<Instant> endsAt,
      Availability availability) {}

  /**
   * Puts everybody who is on shift in a city into the index, without a position yet; meanwhile no
   * shift changes here.
   */
  public void restore(CityId city) {
    Stream.of(locks).forEach(Lock::lock);
    try {
      database
          .jdbi()
          .withHandle(handle -> rows(handle, "r.online AND r.city_id = :key", city.value()))
          .forEach(
              row -> riders.startShift(row.rider(), row.city(), row.vehicle(), row.availability()));
    } finally {
      Stream.of(locks).forEach(Lock::unlock);
    }
  }

  /**
   * Begins a shift, ends it, or changes when it will end.
   *
   * @param endsAt when the rider will go; empty if that is not known, or if he goes now
   */
  Outcome change(RiderId rider, boolean online, Optional<Instant> endsAt) {
    Lock lock = locks[Math.floorMod(rider.hashCode(), STRIPES)];
    lock.lock();
    try {
      Optional<Row> row = store(rider, online, endsAt);
      if (row.isEmpty()) {
        return new Outcome.UnknownRider();
      }
      if (row.get().availability() == Availability.RIDING && !online) {
        return new Outcome.OnRide();
      }
      if (online) {
        enroll(row.get());
      } else {
        riders.endShift(rider);
      }
      afterCommit.run();
      return new Outcome.Changed(online, row.get().endsAt(), row.get().availability());
    } finally {
      lock.unlock();
    }
  }

  /**
   * An offer may be opened to a rider who goes after his last one was withdrawn and before his row
   * is locked. Its ride cannot be locked any more then, since rides are locked before riders, so it
   * all begins anew.
   */
  private Optional<Row> store(RiderId rider, boolean online, Optional<Instant> endsAt) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Row> row =
          database.inTransaction(handle -> change(handle, rider, online, endsAt, clock.instant()));
      boolean offeredAgain =
          !online && row.filter(r -> r.availability() == Availability.OFFERED).isPresent();
      if (!offeredAgain) {
        return row;
      }
    }
    throw new IllegalStateException(
        "rider %s was offered another ride %d times while going".formatted(rider, ATTEMPTS));
  }

  private static Optional<Row> change(
      Handle handle, RiderId rider, boolean online, Optional<Instant> endsAt, Instant now) {
    if (!online) {
      Rides.withdrawOpenOffer(handle, rider, now);
    }
    handle
        .createQuery("SELECT 1 FROM riders WHERE id = :id FOR NO KEY UPDATE")
        .bind("id", rider.value())
        .mapTo(Integer.class)
        .findOne();
    handle
        .createUpdate(
            """
            WITH changed AS (
              UPDATE riders r
              SET online = :online, version = version + 1, shift_ends_at = :endsAt,
                  shift_began_at = CASE WHEN NOT :online THEN NULL
                                        WHEN online THEN coalesce(shift_began_at, :now)
                                        ELSE :now END
              WHERE id = :id
                AND (online <> :online OR shift_ends_at IS DISTINCT FROM CAST(:endsAt AS timestamptz))
                AND (:online OR NOT EXISTS (
                  SELECT 1 FROM offers o
                  WHERE o.rider_id = r.id
                    AND (o.status = 'OPEN' OR (o.status = 'ACCEPTED' AND o.ended_at IS NULL))))
              RETURNING id, version, city_id, shift_ends_at)
            INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                                schema_version, occurred_at, payload)
            SELECT 'rider', id, version, city_id, 'rider.shift_changed', 1, :now,
                   jsonb_strip_nulls(jsonb_build_object(
                     'riderId', id, 'online', :online, 'endsAt', shift_ends_at))
            FROM changed
            """)
        .bind("id", rider.value())
        .bind("online", online)
        .bind("endsAt", endsAt.orElse(null))
        .bind("now", now)
        .execute();
    return rows(handle, "r.id = :key", rider.value()).stream().findFirst();
  }

  private static List<Row> rows(Handle handle, String where, String key) {
    return handle
        .createQuery(
            """
            SELECT r.id, r.city_id, r.vehicle, r.shift_ends_at, %s AS availability
            FROM riders r WHERE %s
            """
                .formatted(RiderAvailability.SQL, where))
        .bind("key", key)
        .map((rs, ctx) ->
            new Row(
                new RiderId(rs.getString("id")),
                new CityId(rs.getString("city_id")),
                Vehicle.valueOf(rs.getString("vehicle")),
                Columns.optionalInstant(rs, "shift_ends_at"),
                Availability.valueOf(rs.getString("availability"))))
        .list();
  }

  /**
   * The availability of a rider whose shift goes on is the dispatcher's to write: what was read
   * here may be older by now.
   */
  private void enroll(Row row) {
    if (riders.cityOf(row.rider()).filter(row.city()::equals).isPresent()) {
      return;
    }
    riders.startShift(row.rider(), row.city(), row.vehicle(), row.availability());
  }
}
