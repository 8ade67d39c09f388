package io.dabba.server.leases;

import io.dabba.dispatch.runtime.CityTakenException;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.dispatch.runtime.NotOwnerException;
import io.dabba.geo.CityId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The leases of this process on cities, as rows of {@code city_leases} and on PostgreSQL's clock;
 * every method is part of the caller's transaction. An owner's transaction reads its row {@code FOR
 * SHARE} under its epoch: either it commits before the next owner takes the row, or it finds its
 * epoch gone. The lease only says when another may ask; what is refused, the epoch refuses.
 *
 * @param owner what this process is called, unlike any other and any earlier one
 * @param duration how long a city is kept without a word of its owner
 * @param alone whether no other process can be at this database: then whoever left a lease is dead
 */
public record CityLeases(String owner, Duration duration, boolean alone) {
  public CityLeases {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("duration=%s is not positive".formatted(duration));
    }
  }

  /**
   * Takes a city that is free, or this process's own, under the next epoch; waits for what its
   * owner is about to commit.
   *
   * @throws CityTakenException while the lease of another runs
   */
  public Epoch takeOver(Handle handle, CityId city) {
    // who only stands by takes no lock
    requireFree(handle, city);
    return handle
        .createQuery(
            """
            INSERT INTO city_leases AS l (city_id, owner, epoch, wall_until)
            VALUES (:city, :owner, 1, clock_timestamp() + :seconds * interval '1 second')
            ON CONFLICT (city_id) DO UPDATE
            SET owner = :owner, epoch = l.epoch + 1,
                wall_until = clock_timestamp() + :seconds * interval '1 second'
            WHERE l.wall_until <= clock_timestamp() OR l.owner = :owner OR :alone
            RETURNING epoch
            """)
        .bind("city", city.value())
        .bind("owner", owner)
        .bind("seconds", seconds())
        .bind("alone", alone)
        .mapTo(Long.class)
        .findOne()
        .map(Epoch::new)
        .orElseGet(() -> {
          requireFree(handle, city);
          throw new IllegalStateException("city %s is free and cannot be taken".formatted(city));
        });
  }

  /**
   * Holds the city for the rest of the transaction.
   *
   * @throws NotOwnerException if the epoch is over
   */
  public static void requireOwner(Handle handle, CityId city, Epoch epoch) {
    boolean owned =
        handle
            .createQuery(
                "SELECT 1 FROM city_leases WHERE city_id = :city AND epoch = :epoch FOR SHARE")
            .bind("city", city.value())
            .bind("epoch", epoch.value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (!owned) {
      throw new NotOwnerException(city, epoch);
    }
  }

  /**
   * Keeps the city, and notes how far its dispatch has come.
   *
   * @param countedUntil up to when the limits of searches have run
   * @param stepAt when the latest step was, if there is one to note
   * @throws NotOwnerException if the epoch is over
   */
  public void renew(
      Handle handle, CityId city, Epoch epoch, Instant countedUntil, Optional<Instant> stepAt) {
    int renewed =
        handle
            .createUpdate(
                """
                UPDATE city_leases
                SET counted_until = greatest(counted_until, :counted),
                    last_step_at = greatest(last_step_at, CAST(:step AS timestamptz)),
                    wall_until = clock_timestamp() + :seconds * interval '1 second'
                WHERE city_id = :city AND epoch = :epoch
                """)
            .bind("city", city.value())
            .bind("epoch", epoch.value())
            .bind("counted", countedUntil)
            .bind("step", stepAt.orElse(null))
            .bind("seconds", seconds())
            .execute();
    if (renewed == 0) {
      throw new NotOwnerException(city, epoch);
    }
  }

  /** Ends the lease now; nothing if the epoch is over. */
  public static void release(Handle handle, CityId city, Epoch epoch) {
    handle
        .createUpdate(
            """
            UPDATE city_leases SET wall_until = clock_timestamp()
            WHERE city_id = :city AND epoch = :epoch
            """)
        .bind("city", city.value())
        .bind("epoch", epoch.value())
        .execute();
  }

  private void requireFree(Handle handle, CityId city) {
    handle
        .createQuery(
            """
            SELECT owner FROM city_leases
            WHERE city_id = :city AND wall_until > clock_timestamp() AND owner <> :owner
              AND NOT :alone
            """)
        .bind("city", city.value())
        .bind("owner", owner)
        .bind("alone", alone)
        .mapTo(String.class)
        .findOne()
        .ifPresent(other -> {
          throw new CityTakenException(city, other);
        });
  }

  private double seconds() {
    return duration.toMillis() / 1000.0;
  }
}
