package io.dabba.server.rides;

import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.rider.Shift;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What is stored of riders that their dispatch needs, and what they are owed now.
 *
 * @param ordersPerHour how many orders an hour of their shifts they are guaranteed; 0 for none
 */
public record RiderProfiles(InstantSource clock, double ordersPerHour) {
  /** Of these riders; those that are not known are absent. */
  Map<RiderId, RiderProfile> of(Handle handle, Set<RiderId> riders) {
    return handle
        .createQuery(
            """
            SELECT r.id, r.acceptance_rate, r.shift_began_at, r.shift_ends_at, %s AS availability,
                   (SELECT count(*) FROM orders o
                    WHERE o.rider_id = r.id AND o.assigned_at >= r.shift_began_at) AS taken
            FROM riders r WHERE r.id = ANY(:ids)
            """
                .formatted(RiderAvailability.SQL))
        .bindArray("ids", String.class, riders.stream().map(RiderId::value).toList())
        .map((rs, ctx) -> Map.entry(new RiderId(rs.getString("id")), profile(rs)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Of the riders of a city who were asked before, or whose shift is known; what the others are is
   * what every rider begins with.
   */
  Map<RiderId, RiderProfile> ofCity(Handle handle, CityId city) {
    return of(
        handle,
        handle
            .createQuery(
                """
                SELECT id FROM riders
                WHERE city_id = :city AND (last_token > 0 OR shift_began_at IS NOT NULL)
                """)
            .bind("city", city.value())
            .map((rs, ctx) -> new RiderId(rs.getString("id")))
            .set());
  }

  private RiderProfile profile(ResultSet rs) throws SQLException {
    Optional<Instant> endsAt = Columns.optionalInstant(rs, "shift_ends_at");
    int taken = rs.getInt("taken");
    double owed =
        Columns.optionalInstant(rs, "shift_began_at")
            .map(began -> new Shift(began, endsAt, ordersPerHour))
            .map(shift -> shift.ordersOwed(taken, clock.instant()))
            .orElse(0.0);
    return new RiderProfile(
        Availability.valueOf(rs.getString("availability")),
        new AcceptanceRate(rs.getDouble("acceptance_rate")),
        endsAt,
        owed);
  }
}
