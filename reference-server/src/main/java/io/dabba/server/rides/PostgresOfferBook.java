package io.dabba.server.rides;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.offer.StaleReason;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The {@link OfferBook} in PostgreSQL, within the caller's transaction: the rows of {@code offers}
 * and the status and rider of {@code rides}. Every operation locks the ride's row first, so that
 * answers, expiry and cancellation of one ride follow one another; unique indexes are the last
 * guard.
 */
final class PostgresOfferBook implements OfferBook {
  private final Handle handle;

  PostgresOfferBook(Handle handle) {
    this.handle = handle;
  }

  private enum State {
    OPEN,
    ACCEPTED,
    DECLINED,
    EXPIRED,
    WITHDRAWN
  }

  private record Row(Offer offer, State state) {}

  @Override
  public OfferOutcome tryOffer(RideId ride, RiderId rider, Instant now, Instant expiresAt) {
    if (!lockRide(ride).filter("PENDING"::equals).isPresent()) {
      return new OfferOutcome.Refused(OfferOutcome.Reason.RIDE_NOT_PENDING);
    }
    Optional<FencingToken> token = nextTokenOfFreeRider(rider);
    if (token.isEmpty()) {
      return new OfferOutcome.Refused(OfferOutcome.Reason.RIDER_NOT_FREE);
    }
    Offer offer = new Offer(ride, rider, token.get(), now, expiresAt);
    handle
        .createUpdate(
            """
            WITH held AS (UPDATE rides SET status = 'OFFERED' WHERE id = :ride RETURNING city_id)
            INSERT INTO offers (ride_id, rider_id, token, city_id, status, opened_at, expires_at)
            SELECT :ride, :rider, :token, city_id, 'OPEN', :now, :expires FROM held
            """)
        .bind("ride", ride.value())
        .bind("rider", rider.value())
        .bind("token", offer.token().value())
        .bind("now", now)
        .bind("expires", expiresAt)
        .execute();
    return new OfferOutcome.Opened(offer);
  }

  @Override
  public AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now) {
    lockRide(ride);
    Optional<Row> found = find(ride, rider, token);
    if (found.isEmpty()) {
      return new AcceptOutcome.Stale(StaleReason.UNKNOWN_TOKEN);
    }
    Row row = found.get();
    if (row.state() == State.ACCEPTED) {
      return new AcceptOutcome.AlreadyAccepted(row.offer());
    }
    if (row.state() != State.OPEN || !now.isBefore(row.offer().expiresAt())) {
      countLateAnswer(row.offer());
      return new AcceptOutcome.Stale(staleReason(row.state()));
    }
    close(row.offer(), State.ACCEPTED, now);
    handle
        .createUpdate("UPDATE rides SET status = 'ACCEPTED', rider_id = :rider WHERE id = :ride")
        .bind("ride", ride.value())
        .bind("rider", rider.value())
        .execute();
    return new AcceptOutcome.Accepted(row.offer());
  }

  @Override
  public DeclineOutcome decline(RideId ride, RiderId rider, FencingToken token, Instant now) {
    lockRide(ride);
    Optional<Row> found = find(ride, rider, token);
    if (found.isEmpty()) {
      return new DeclineOutcome.Stale(StaleReason.UNKNOWN_TOKEN);
    }
    Row row = found.get();
    if (row.state() == State.DECLINED) {
      return new DeclineOutcome.AlreadyDeclined(row.offer());
    }
    if (row.state() != State.OPEN || !now.isBefore(row.offer().expiresAt())) {
      countLateAnswer(row.offer());
      return new DeclineOutcome.Stale(staleReason(row.state()));
    }
    close(row.offer(), State.DECLINED, now);
    reopen(row.offer());
    return new DeclineOutcome.Declined(row.offer());
  }

  @Override
  public Optional<Offer> withdraw(RideId ride, Instant now) {
    lockRide(ride);
    Optional<Offer> open = openOffer(handle, ride);
    open.ifPresent(offer -> {
      close(offer, State.WITHDRAWN, now);
      reopen(offer);
    });
    return open;
  }

  @Override
  public boolean expire(Offer offer, Instant now) {
    lockRide(offer.rideId());
    boolean over =
        find(offer.rideId(), offer.riderId(), offer.token())
            .filter(row -> row.state() == State.OPEN)
            .filter(row -> !now.isBefore(row.offer().expiresAt()))
            .isPresent();
    if (over) {
      close(offer, State.EXPIRED, now);
      reopen(offer);
    }
    return over;
  }

  @Override
  public boolean end(RideId ride, RiderId rider, Instant now) {
    return leave(ride, rider, now, "status = 'COMPLETED'");
  }

  /** The search begins anew and has as long as the first, whoever loads it next. */
  @Override
  public boolean release(RideId ride, RiderId rider, Instant now) {
    return leave(
        ride,
        rider,
        now,
        """
        status = 'PENDING', rider_id = NULL, rounds = 0, due_at = :now, next_round_at = :now,
        give_up_at = CAST(:now AS timestamptz) + (give_up_at - due_at)\
        """);
  }

  private boolean leave(RideId ride, RiderId rider, Instant now, String change) {
    int left =
        handle
            .createUpdate(
                """
                UPDATE rides SET %s
                WHERE id = :ride AND rider_id = :rider AND status IN ('ACCEPTED', 'PICKED_UP')
                """
                    .formatted(change))
            .bind("ride", ride.value())
            .bind("rider", rider.value())
            .bind("now", now)
            .execute();
    handle
        .createUpdate(
            """
            UPDATE offers SET ended_at = :now
            WHERE ride_id = :ride AND rider_id = :rider AND status = 'ACCEPTED' AND ended_at IS NULL
            """)
        .bind("ride", ride.value())
        .bind("rider", rider.value())
        .bind("now", now)
        .execute();
    return left == 1;
  }

  /** The offer by which a ride is held out; locks it. */
  static Optional<Offer> openOffer(Handle handle, RideId ride) {
    return handle
        .createQuery("SELECT * FROM offers WHERE ride_id = :ride AND status = 'OPEN' FOR UPDATE")
        .bind("ride", ride.value())
        .map((rs, ctx) -> row(rs).offer())
        .findOne();
  }

  private Optional<String> lockRide(RideId ride) {
    return handle
        .createQuery("SELECT status FROM rides WHERE id = :ride FOR UPDATE")
        .bind("ride", ride.value())
        .mapTo(String.class)
        .findOne();
  }

  /**
   * The rider is locked by a statement of its own, so that the next one sees what was committed
   * while this one waited.
   */
  private Optional<FencingToken> nextTokenOfFreeRider(RiderId rider) {
    handle
        .createQuery("SELECT 1 FROM riders WHERE id = :rider FOR NO KEY UPDATE")
        .bind("rider", rider.value())
        .mapTo(Integer.class)
        .findOne();
    return handle
        .createQuery(
            """
            UPDATE riders SET last_token = last_token + 1
            WHERE id = :rider AND online
              AND NOT EXISTS (SELECT 1 FROM offers WHERE rider_id = :rider AND status = 'OPEN')
              AND NOT EXISTS (SELECT 1 FROM rides
                              WHERE rider_id = :rider AND status IN ('ACCEPTED', 'PICKED_UP'))
            RETURNING last_token
            """)
        .bind("rider", rider.value())
        .mapTo(Long.class)
        .findOne()
        .map(FencingToken::new);
  }

  private Optional<Row> find(RideId ride, RiderId rider, FencingToken token) {
    return handle
        .createQuery(
            """
            SELECT * FROM offers
            WHERE ride_id = :ride AND rider_id = :rider AND token = :token FOR UPDATE
            """)
        .bind("ride", ride.value())
        .bind("rider", rider.value())
        .bind("token", token.value())
        .map((rs, ctx) -> row(rs))
        .findOne();
  }

  private void close(Offer offer, State state, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE offers SET status = :state, answered_at = :now
            WHERE rider_id = :rider AND token = :token AND status = 'OPEN'
            """)
        .bind("state", state.name())
        .bind("now", now)
        .bind("rider", offer.riderId().value())
        .bind("token", offer.token().value())
        .execute();
  }

  private void reopen(Offer offer) {
    handle
        .createUpdate("UPDATE rides SET status = 'PENDING' WHERE id = :ride AND status = 'OFFERED'")
        .bind("ride", offer.rideId().value())
        .execute();
  }

  private void countLateAnswer(Offer offer) {
    handle
        .createUpdate(
            """
            UPDATE offers SET late_answers = late_answers + 1
            WHERE rider_id = :rider AND token = :token
            """)
        .bind("rider", offer.riderId().value())
        .bind("token", offer.token().value())
        .execute();
  }

  private static StaleReason staleReason(State state) {
    return switch (state) {
      case OPEN, EXPIRED -> StaleReason.EXPIRED;
      case ACCEPTED -> StaleReason.ACCEPTED;
      case DECLINED -> StaleReason.DECLINED;
      case WITHDRAWN -> StaleReason.WITHDRAWN;
    };
  }

  private static Row row(ResultSet rs) throws SQLException {
    Offer offer =
        new Offer(
            new RideId(rs.getString("ride_id")),
            new RiderId(rs.getString("rider_id")),
            new FencingToken(rs.getLong("token")),
            Columns.instant(rs, "opened_at"),
            Columns.instant(rs, "expires_at"));
    return new Row(offer, State.valueOf(rs.getString("status")));
  }
}
