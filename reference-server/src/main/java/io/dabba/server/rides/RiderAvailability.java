package io.dabba.server.rides;

import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.geo.Availability;
import io.dabba.geo.RiderId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What riders can be asked for, derived from the stored shifts, offers and rides. */
public final class RiderAvailability {
  /** The SQL expression for a row {@code r} of {@code riders}. */
  public static final String SQL =
      """
      CASE
        WHEN NOT r.online THEN 'OFFLINE'
        WHEN EXISTS (SELECT 1 FROM rides x
                     WHERE x.rider_id = r.id AND x.status IN ('ACCEPTED', 'PICKED_UP')) THEN 'RIDING'
        WHEN EXISTS (SELECT 1 FROM offers o
                     WHERE o.rider_id = r.id AND o.status = 'OPEN') THEN 'OFFERED'
        ELSE 'AVAILABLE'
      END
      """;

  private RiderAvailability() {}

  /** What is stored of riders that their dispatch needs; those that are not known are absent. */
  static Map<RiderId, RiderProfile> profiles(Handle handle, Set<RiderId> riders) {
    return handle
        .createQuery(
            """
            SELECT r.id, r.acceptance_rate, %s AS availability FROM riders r WHERE r.id = ANY(:ids)
            """
                .formatted(SQL))
        .bindArray("ids", String.class, riders.stream().map(RiderId::value).toList())
        .map((rs, ctx) ->
            Map.entry(
                new RiderId(rs.getString("id")),
                new RiderProfile(
                    Availability.valueOf(rs.getString("availability")),
                    new AcceptanceRate(rs.getDouble("acceptance_rate")))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
