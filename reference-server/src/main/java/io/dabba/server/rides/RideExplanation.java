package io.dabba.server.rides;

import static io.dabba.server.postgres.Columns.instant;
import static io.dabba.server.postgres.Columns.optionalInstant;
import static io.dabba.server.postgres.Columns.optionalText;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Why a ride stands where it does: to whom it was held out and for what reasons, and who could be
 * asked now.
 *
 * @param lastRound the latest round that led to no offer
 * @param nearby riders with a position around the pickup, the nearest first
 */
record RideExplanation(
    Search ride, List<HeldOut> offers, Optional<JsonNode> lastRound, List<Bystander> nearby) {

  /**
   * The ride, and how far its search has come.
   *
   * @param joinedTo the ride that took its orders along
   * @param joined the rides whose orders it took along
   */
  record Search(
      String id,
      String cityId,
      String restaurantId,
      String state,
      Optional<String> riderId,
      GeoPoint pickup,
      List<OrderLine> orders,
      Instant dueAt,
      Instant nextRoundAt,
      Instant giveUpAt,
      int rounds,
      Optional<Instant> failedAt,
      Optional<String> failReason,
      Optional<String> joinedTo,
      List<String> joined) {

    CityId city() {
      return new CityId(cityId);
    }
  }

  record OrderLine(String id, String status) {}

  /**
   * An offer of the ride.
   *
   * @param epoch under which its city was dispatched then
   * @param decision the round that led to it
   */
  record HeldOut(
      String riderId,
      String fencingToken,
      Optional<Long> epoch,
      String state,
      Instant openedAt,
      Instant expiresAt,
      Optional<Instant> answeredAt,
      Optional<Instant> endedAt,
      int lateAnswers,
      Optional<JsonNode> decision) {}

  /** What is stored of a ride. */
  record Stored(
      Search ride,
      List<HeldOut> offers,
      Optional<JsonNode> lastRound,
      Map<RiderId, Refusal> refusals) {

    RideExplanation with(List<Bystander> nearby) {
      return new RideExplanation(ride, offers, lastRound, nearby);
    }
  }

  static Optional<Stored> find(Handle handle, RideId id) {
    return ride(handle, id)
        .map(ride ->
            new Stored(
                ride,
                offers(handle, id),
                StoredDecisions.withoutOffer(handle, id),
                StoredRefusals.of(handle, id)));
  }

  private static Optional<Search> ride(Handle handle, RideId id) {
    List<OrderLine> orders =
        handle
            .createQuery("SELECT id, status FROM orders WHERE ride_id = :ride ORDER BY stop, id")
            .bind("ride", id.value())
            .map((rs, ctx) -> new OrderLine(rs.getString("id"), rs.getString("status")))
            .list();
    List<String> joined =
        handle
            .createQuery("SELECT id FROM rides WHERE joined_to = :ride ORDER BY id")
            .bind("ride", id.value())
            .mapTo(String.class)
            .list();
    return handle
        .createQuery("SELECT * FROM rides WHERE id = :id")
        .bind("id", id.value())
        .map((rs, ctx) ->
            new Search(
                id.value(),
                rs.getString("city_id"),
                rs.getString("restaurant_id"),
                rs.getString("status"),
                optionalText(rs, "rider_id"),
                new GeoPoint(rs.getDouble("pickup_lat"), rs.getDouble("pickup_lng")),
                orders,
                instant(rs, "due_at"),
                instant(rs, "next_round_at"),
                instant(rs, "give_up_at"),
                rs.getInt("rounds"),
                optionalInstant(rs, "failed_at"),
                optionalText(rs, "fail_reason"),
                optionalText(rs, "joined_to"),
                joined))
        .findOne();
  }

  private static List<HeldOut> offers(Handle handle, RideId id) {
    return handle
        .createQuery(
            """
            SELECT o.*, o.epoch AS offer_epoch, %s AS reasons
            FROM offers o LEFT JOIN decisions d ON d.rider_id = o.rider_id AND d.token = o.token
                                               AND d.ride_id = o.ride_id
            WHERE o.ride_id = :ride ORDER BY o.opened_at, o.token
            """
                .formatted(StoredDecisions.SQL))
        .bind("ride", id.value())
        .map((rs, ctx) -> heldOut(rs))
        .list();
  }

  private static HeldOut heldOut(ResultSet rs) throws SQLException {
    long epoch = rs.getLong("offer_epoch");
    return new HeldOut(
        rs.getString("rider_id"),
        rs.getString("token"),
        epoch == 0 ? Optional.empty() : Optional.of(epoch),
        rs.getString("status"),
        instant(rs, "opened_at"),
        instant(rs, "expires_at"),
        optionalInstant(rs, "answered_at"),
        optionalInstant(rs, "ended_at"),
        rs.getInt("late_answers"),
        StoredDecisions.reasons(rs));
  }
}
