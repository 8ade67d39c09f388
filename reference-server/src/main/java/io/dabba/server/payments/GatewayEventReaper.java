package io.dabba.server.payments;

import io.dabba.server.postgres.Database;
import io.dabba.server.scheduling.Job;
import io.dabba.server.scheduling.Reaper;
import java.util.Map;

/** Forgets the notices of gateways after 30 days; none is sent again after that long. */
public final class GatewayEventReaper {
  static final Reaper REAPER =
      new Reaper(
          "reap-gateway-events",
          """
          DELETE FROM gateway_events WHERE (gateway, event_id) IN (
            SELECT gateway, event_id FROM gateway_events
            WHERE wall_received_at < clock_timestamp() - interval '30 days'
            ORDER BY wall_received_at LIMIT :batch)
          """,
          Map::of);

  private GatewayEventReaper() {}

  public static Job job(Database database) {
    return REAPER.job(database);
  }
}
