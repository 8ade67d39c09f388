package io.dabba.server.rides;

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
}
