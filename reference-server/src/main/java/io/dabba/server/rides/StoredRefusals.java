package io.dabba.server.rides;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * Who did not take rides or keep them, by their last offers. Whoever refused one of the rides of a
 * bundle has refused the bundle.
 */
final class StoredRefusals {
  /** The offers that were made of rides, and of those that have joined them since. */
  private static final String OFFERS =
      """
      WITH RECURSIVE members (ride_id, member_id) AS (
        SELECT id, id FROM rides WHERE %s
        UNION ALL
        SELECT m.ride_id, r.id FROM members m JOIN rides r ON r.joined_to = m.member_id)
      SELECT m.ride_id AS of_ride, o.rider_id, o.token, o.status
      FROM members m JOIN rides r ON r.id = m.member_id JOIN offers o ON o.ride_id = r.id
      WHERE o.status <> 'OPEN'
        AND NOT (o.status = 'ACCEPTED' AND r.rider_id IS NOT DISTINCT FROM o.rider_id)
      """;

  private StoredRefusals() {}

  /** Of the rides of a city that search, by their ids. */
  static Map<String, Map<RiderId, Refusal>> ofSearchingRides(Handle handle, CityId city) {
    return handle
        .createQuery(OFFERS.formatted("city_id = :city AND status IN ('PENDING', 'OFFERED')"))
        .bind("city", city.value())
        .map((rs, ctx) -> Map.entry(rs.getString("of_ride"), refusal(rs)))
        .stream()
        .collect(
            groupingBy(
                Map.Entry::getKey,
                mapping(Map.Entry::getValue, collectingAndThen(toList(), StoredRefusals::latest))));
  }

  /** Of one ride. */
  static Map<RiderId, Refusal> of(Handle handle, RideId ride) {
    return latest(
        handle
            .createQuery(OFFERS.formatted("id = :ride"))
            .bind("ride", ride.value())
            .map((rs, ctx) -> refusal(rs))
            .list());
  }

  private static Map<RiderId, Refusal> latest(List<Map.Entry<RiderId, Refusal>> refusals) {
    return refusals.stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                Map.Entry::getValue,
                BinaryOperator.maxBy(Comparator.comparing(Refusal::token))));
  }

  /** Who accepted a ride that searches, or that another has now, has given it back. */
  private static Map.Entry<RiderId, Refusal> refusal(ResultSet rs) throws SQLException {
    Refusal.Kind kind =
        switch (rs.getString("status")) {
          case "EXPIRED" -> Refusal.Kind.UNANSWERED;
          case "WITHDRAWN" -> Refusal.Kind.WITHDRAWN;
          default -> Refusal.Kind.DECLINED;
        };
    return Map.entry(
        new RiderId(rs.getString("rider_id")),
        new Refusal(new FencingToken(rs.getLong("token")), kind));
  }
}
