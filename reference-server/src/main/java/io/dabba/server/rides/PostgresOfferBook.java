package io.dabba.server.rides;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.offer.StaleReason;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The {@link OfferBook} in PostgreSQL, within the caller's transaction: the rows of {@code offers}
 * and the status and rider of {@code rides}. Every operation is one statement.
 *
 * <p>READ COMMITTED gives a statement one snapshot, from before it waits for any lock; only a row
 * that it locks is read anew. So what decides is read with a lock, in common table expressions that
 * are materialized and refer to each other in the order of the locks (a row must be locked before
 * the same statement changes it, or it is not found); what is changed depends on the offer's row
 * alone; and where another transaction has opened an offer that the snapshot does not show, the
 * unique indexes refuse the new one, and with it all that depends on it.
 *
 * <p><b>Lock order</b>, everywhere: the orders of a ride by their ids, the ride, the rider, and
 * only then is the row of an offer changed, since who opens the next one waits in the unique
 * indexes for who is changing the last. Two riders in one statement are locked by their ids; a
 * second ride is not waited for. A transaction of several operations locks all its orders and then
 * all its rides, each by their ids, before the first; where rides join, those of all of them.
 */
public final class PostgresOfferBook implements OfferBook {
  /**
   * The ride and its overdue offer, if it has one; what binds the rider; the riders of both; the
   * ride of the rider's overdue offer, unless somebody is about to change that one. A rider who is
   * seen to be bound is not waited for.
   */
  private static final String TRY_OFFER =
      """
      WITH ride AS MATERIALIZED (
        SELECT id, city_id, status FROM rides WHERE id = :ride FOR NO KEY UPDATE),
      overdue AS MATERIALIZED (
        SELECT rider_id, token FROM offers
        WHERE ride_id = (SELECT id FROM ride) AND status = 'OPEN' AND expires_at <= :now FOR UPDATE),
      pending AS MATERIALIZED (
        SELECT id, city_id FROM ride WHERE status = 'PENDING' OR EXISTS (SELECT FROM overdue)),
      binding AS MATERIALIZED (
        SELECT ride_id, token, status = 'OPEN' AND expires_at <= :now AS overdue FROM offers
        WHERE rider_id = :rider AND (status = 'OPEN' OR (status = 'ACCEPTED' AND ended_at IS NULL))),
      locked AS MATERIALIZED (
        SELECT id, online, last_token FROM riders
        WHERE id = ANY (ARRAY[:rider, (SELECT rider_id FROM overdue)])
          AND EXISTS (SELECT FROM pending) AND NOT EXISTS (SELECT FROM binding WHERE NOT overdue)
        ORDER BY id FOR NO KEY UPDATE),
      freed AS MATERIALIZED (
        SELECT id FROM rides
        WHERE id = (SELECT ride_id FROM binding) AND (SELECT count(*) FROM locked) > 0
        FOR NO KEY UPDATE SKIP LOCKED),
      free AS MATERIALIZED (
        SELECT id, last_token FROM locked
        WHERE id = :rider AND online
          AND (SELECT count(*) FROM freed) = (SELECT count(*) FROM binding)),
      lapsed AS (
        UPDATE offers o SET status = 'EXPIRED', answered_at = :now
        FROM (SELECT rider_id, token FROM overdue
              UNION SELECT CAST(:rider AS text), token FROM binding) late
        WHERE o.rider_id = late.rider_id AND o.token = late.token AND o.status = 'OPEN'
          AND EXISTS (SELECT FROM free)
        RETURNING o.rider_id, o.ride_id),
      opened AS (
        INSERT INTO offers (ride_id, rider_id, token, city_id, status, opened_at, expires_at)
        SELECT pending.id, free.id, free.last_token + 1, pending.city_id, 'OPEN', :now, :expires
        FROM pending, free WHERE (SELECT count(*) FROM lapsed) >= 0
        ON CONFLICT DO NOTHING
        RETURNING ride_id, rider_id, token),
      moved AS MATERIALIZED (
        SELECT ride_id, 'OFFERED' AS status FROM opened
        UNION ALL
        SELECT ride_id, 'PENDING' FROM lapsed WHERE ride_id NOT IN (SELECT ride_id FROM opened)),
      rides_moved AS (
        UPDATE rides r SET status = moved.status FROM moved WHERE r.id = moved.ride_id),
      touched AS MATERIALIZED (
        SELECT id, opened.token, lapsed.rider_id IS NOT NULL AS lapsed
        FROM locked LEFT JOIN opened ON opened.rider_id = id LEFT JOIN lapsed ON lapsed.rider_id = id),
      numbered AS (
        UPDATE riders r
        SET last_token = coalesce(touched.token, r.last_token),
            acceptance_rate = CASE WHEN lapsed THEN %s ELSE r.acceptance_rate END
        FROM touched WHERE r.id = touched.id AND (touched.token IS NOT NULL OR lapsed))
      SELECT (SELECT token FROM opened) AS token, EXISTS (SELECT FROM pending) AS pending
      """
          .formatted(rateAfter("0"));

  private static final String LEAVE =
      """
      WITH asked AS MATERIALIZED (
        SELECT ride_id, rider_id, token FROM offers
        WHERE ride_id = :ride AND rider_id = :rider AND status = 'ACCEPTED' AND ended_at IS NULL),
      ride AS MATERIALIZED (
        SELECT id FROM rides WHERE id = (SELECT ride_id FROM asked) FOR NO KEY UPDATE),
      rider AS MATERIALIZED (
        SELECT id FROM riders
        WHERE id = (SELECT rider_id FROM asked) AND EXISTS (SELECT FROM ride) FOR NO KEY UPDATE),
      ended AS (
        UPDATE offers o SET ended_at = :now
        FROM asked JOIN rider ON rider.id = asked.rider_id
        WHERE o.rider_id = asked.rider_id AND o.token = asked.token AND o.ended_at IS NULL
        RETURNING o.ride_id, o.rider_id),
      moved AS (
        UPDATE rides r SET %s FROM ended WHERE r.id = ended.ride_id)%s
      SELECT EXISTS (SELECT FROM ended)
      """;

  private static final String BY_TOKEN =
      closing("ride_id = :ride AND rider_id = :rider AND token = :token");
  private static final String OF_RIDE = closing("ride_id = :ride AND status = 'OPEN'");
  private static final String OF_RIDER = closing("rider_id = :rider AND status = 'OPEN'");

  private static final String END = LEAVE.formatted("status = 'COMPLETED'", "");
  private static final String CANCEL = LEAVE.formatted("status = 'CANCELLED'", "");

  /** The search begins anew and has as long as the first, whoever loads it next. */
  private static final String RELEASE =
      LEAVE.formatted(
          """
          status = 'PENDING', rider_id = NULL, rounds = 0, due_at = :now, next_round_at = :now,
          give_up_at = CAST(:now AS timestamptz) + (give_up_at - due_at)\
          """,
          """
          ,
          rated AS (
            UPDATE riders r SET acceptance_rate = %s FROM ended WHERE r.id = ended.rider_id)\
          """
              .formatted(rateAfter("0")));

  private final Handle handle;

  /**
   * The book as one transaction sees it.
   *
   * @param handle of that transaction; its thread's, and no longer than it
   */
  public PostgresOfferBook(Handle handle) {
    this.handle = handle;
  }

  private enum State {
    OPEN(StaleReason.EXPIRED),
    ACCEPTED(StaleReason.ACCEPTED),
    DECLINED(StaleReason.DECLINED),
    EXPIRED(StaleReason.EXPIRED),
    WITHDRAWN(StaleReason.WITHDRAWN);

    final StaleReason staleReason;

    State(StaleReason staleReason) {
      this.staleReason = staleReason;
    }
  }

  /**
   * What an operation has found and done.
   *
   * @param after empty if the offer stayed as it was
   */
  private record Judged(Offer offer, State before, Optional<State> after) {
    boolean isNow(State state) {
      return after.filter(state::equals).isPresent();
    }
  }

  @Override
  public OfferOutcome tryOffer(RideId ride, RiderId rider, Instant now, Instant expiresAt) {
    return handle
        .createQuery(TRY_OFFER)
        .bind("ride", ride.value())
        .bind("rider", rider.value())
        .bind("now", now)
        .bind("expires", expiresAt)
        .bind("weight", AcceptanceRate.WEIGHT)
        .<OfferOutcome>map((rs, ctx) -> {
          long token = rs.getLong("token");
          if (token > 0) {
            return new OfferOutcome.Opened(
                new Offer(ride, rider, new FencingToken(token), now, expiresAt));
          }
          return new OfferOutcome.Refused(
              rs.getBoolean("pending")
                  ? OfferOutcome.Reason.RIDER_NOT_FREE
                  : OfferOutcome.Reason.RIDE_NOT_PENDING);
        })
        .one();
  }

  @Override
  public AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now) {
    return close(BY_TOKEN, token(ride, rider, token), State.ACCEPTED, now)
        .<AcceptOutcome>map(judged -> {
          if (judged.isNow(State.ACCEPTED)) {
            return new AcceptOutcome.Accepted(judged.offer());
          }
          return judged.before() == State.ACCEPTED
              ? new AcceptOutcome.AlreadyAccepted(judged.offer())
              : new AcceptOutcome.Stale(judged.before().staleReason);
        })
        .orElseGet(() -> new AcceptOutcome.Stale(StaleReason.UNKNOWN_TOKEN));
  }

  @Override
  public DeclineOutcome decline(RideId ride, RiderId rider, FencingToken token, Instant now) {
    return close(BY_TOKEN, token(ride, rider, token), State.DECLINED, now)
        .<DeclineOutcome>map(judged -> {
          if (judged.isNow(State.DECLINED)) {
            return new DeclineOutcome.Declined(judged.offer());
          }
          return judged.before() == State.DECLINED
              ? new DeclineOutcome.AlreadyDeclined(judged.offer())
              : new DeclineOutcome.Stale(judged.before().staleReason);
        })
        .orElseGet(() -> new DeclineOutcome.Stale(StaleReason.UNKNOWN_TOKEN));
  }

  @Override
  public Optional<Offer> withdraw(RideId ride, Instant now) {
    return close(OF_RIDE, Map.of("ride", ride.value()), State.WITHDRAWN, now)
        .filter(judged -> judged.isNow(State.WITHDRAWN))
        .map(Judged::offer);
  }

  @Override
  public boolean expire(Offer offer, Instant now) {
    return close(BY_TOKEN, token(offer.rideId(), offer.riderId(), offer.token()), null, now)
        .flatMap(Judged::after)
        .isPresent();
  }

  @Override
  public boolean end(RideId ride, RiderId rider, Instant now) {
    return leave(END, ride, rider, now).mapTo(Boolean.class).one();
  }

  @Override
  public boolean release(RideId ride, RiderId rider, Instant now) {
    return leave(RELEASE, ride, rider, now)
        .bind("weight", AcceptanceRate.WEIGHT)
        .mapTo(Boolean.class)
        .one();
  }

  /** Ends a ride that was accepted before its food is at the door; whether it was the rider's. */
  boolean cancel(RideId ride, RiderId rider, Instant now) {
    return leave(CANCEL, ride, rider, now).mapTo(Boolean.class).one();
  }

  /** Closes the open offer of a ride, also if it is overdue; returns it. */
  Optional<Offer> clear(RideId ride, Instant now) {
    return close(OF_RIDE, Map.of("ride", ride.value()), State.WITHDRAWN, now)
        .filter(judged -> judged.after().isPresent())
        .map(Judged::offer);
  }

  /** Closes the open offer of a rider, also if it is overdue; returns it. */
  Optional<Offer> clear(RiderId rider, Instant now) {
    return close(OF_RIDER, Map.of("rider", rider.value()), State.WITHDRAWN, now)
        .filter(judged -> judged.after().isPresent())
        .map(Judged::offer);
  }

  /** The offer by which a ride is held out. */
  static Optional<Offer> openOffer(Handle handle, RideId ride) {
    return handle
        .createQuery("SELECT * FROM offers WHERE ride_id = :ride AND status = 'OPEN'")
        .bind("ride", ride.value())
        .map((rs, ctx) -> offer(rs))
        .findOne();
  }

  private Optional<Judged> close(
      String sql, Map<String, ?> key, @Nullable State inTime, Instant now) {
    return handle
        .createQuery(sql)
        .bindMap(key)
        .bind("inTime", inTime)
        .bind("now", now)
        .bind("weight", AcceptanceRate.WEIGHT)
        .map((rs, ctx) ->
            new Judged(
                offer(rs),
                State.valueOf(rs.getString("before")),
                Columns.optionalText(rs, "after").map(State::valueOf)))
        .findOne();
  }

  private Query leave(String sql, RideId ride, RiderId rider, Instant now) {
    return handle
        .createQuery(sql)
        .bind("ride", ride.value())
        .bind("rider", rider.value())
        .bind("now", now);
  }

  /**
   * Closes one offer that is open: {@code :inTime}, or EXPIRED if it is overdue. One that the
   * snapshot shows closed stays closed, and needs no lock. A late answer is counted, unless it is
   * the same again.
   */
  private static String closing(String which) {
    return """
    WITH asked AS MATERIALIZED (
      SELECT ride_id, rider_id, token, status, opened_at, expires_at FROM offers WHERE %s),
    ride AS MATERIALIZED (
      SELECT id FROM rides
      WHERE id = (SELECT ride_id FROM asked WHERE status = 'OPEN') FOR NO KEY UPDATE),
    locked AS MATERIALIZED (
      SELECT status FROM offers
      WHERE rider_id = (SELECT rider_id FROM asked) AND token = (SELECT token FROM asked)
        AND EXISTS (SELECT FROM ride) FOR UPDATE),
    judged AS MATERIALIZED (
      SELECT asked.*, before, after,
             CASE WHEN :inTime IN ('ACCEPTED', 'DECLINED')
                       AND coalesce(after, before) <> :inTime THEN 1 ELSE 0 END AS late
      FROM asked LEFT JOIN locked ON true
        CROSS JOIN LATERAL (
          SELECT coalesce(locked.status, asked.status) AS before,
                 CASE WHEN locked.status = 'OPEN' AND expires_at > :now THEN CAST(:inTime AS text)
                      WHEN locked.status = 'OPEN' THEN 'EXPIRED' END AS after) verdict),
    rider AS MATERIALIZED (
      SELECT id FROM riders
      WHERE id = (SELECT rider_id FROM judged WHERE after IS NOT NULL) FOR NO KEY UPDATE),
    closed AS (
      UPDATE offers o
      SET status = after, answered_at = :now, late_answers = o.late_answers + late
      FROM judged JOIN rider ON rider.id = judged.rider_id
      WHERE o.rider_id = judged.rider_id AND o.token = judged.token),
    counted AS (
      UPDATE offers o SET late_answers = o.late_answers + late
      FROM judged
      WHERE o.rider_id = judged.rider_id AND o.token = judged.token AND after IS NULL AND late > 0),
    moved AS (
      UPDATE rides r
      SET status = CASE after WHEN 'ACCEPTED' THEN 'ACCEPTED' ELSE 'PENDING' END,
          rider_id = CASE after WHEN 'ACCEPTED' THEN judged.rider_id END
      FROM judged JOIN rider ON rider.id = judged.rider_id
      WHERE r.id = judged.ride_id),
    rated AS (
      UPDATE riders r SET acceptance_rate = %s
      FROM judged JOIN rider ON rider.id = judged.rider_id
      WHERE r.id = rider.id AND after <> 'WITHDRAWN')
    SELECT * FROM judged
    """
        .formatted(which, rateAfter("CASE after WHEN 'ACCEPTED' THEN 1 ELSE 0 END"));
  }

  /** {@link AcceptanceRate#after} for a row {@code r} of {@code riders}. */
  private static String rateAfter(String outcome) {
    return "r.acceptance_rate + :weight * (%s - r.acceptance_rate)".formatted(outcome);
  }

  private static Map<String, ?> token(RideId ride, RiderId rider, FencingToken token) {
    return Map.of("ride", ride.value(), "rider", rider.value(), "token", token.value());
  }

  private static Offer offer(ResultSet rs) throws SQLException {
    return new Offer(
        new RideId(rs.getString("ride_id")),
        new RiderId(rs.getString("rider_id")),
        new FencingToken(rs.getLong("token")),
        Columns.instant(rs, "opened_at"),
        Columns.instant(rs, "expires_at"));
  }
}
