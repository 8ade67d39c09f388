package io.dabba.server.outbox;

import io.dabba.server.metrics.Metric;
import io.dabba.server.postgres.Database;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the relay and the outbox stand, in the text format of Prometheus. What only the database
 * knows is left out while it does not answer.
 */
public final class OutboxMetrics implements Supplier<String> {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxMetrics.class);

  private final Database database;
  private final OutboxStats stats;

  public OutboxMetrics(Database database, OutboxStats stats) {
    this.database = database;
    this.stats = stats;
  }

  @Override
  public String get() {
    return stats.text() + stored();
  }

  private String stored() {
    try {
      return database
          .jdbi()
          .withHandle(handle ->
              handle
                  .createQuery(
                      """
                      SELECT (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(wall_written_at)), 0)
                              FROM outbox WHERE NOT published AND NOT set_aside) AS oldest,
                             (SELECT count(*) FROM outbox WHERE NOT published AND NOT set_aside) AS waiting,
                             (SELECT count(*) FROM outbox WHERE set_aside) AS set_aside,
                             (SELECT count(*) FROM webhook_deliveries WHERE state = 'DUE') AS due,
                             (SELECT count(*) FROM webhook_deliveries WHERE state = 'DEAD') AS dead
                      """)
                  .map((rs, ctx) ->
                      Metric.gauge(
                              "dabba_outbox_oldest_seconds",
                              "age of the oldest event that nobody has heard",
                              rs.getDouble("oldest"))
                          + Metric.gauge(
                              "dabba_outbox_waiting",
                              "events that nobody has heard",
                              rs.getDouble("waiting"))
                          + Metric.gauge(
                              "dabba_outbox_set_aside",
                              "events that nobody could make sense of",
                              rs.getDouble("set_aside"))
                          + Metric.gauge(
                              "dabba_webhook_deliveries_due",
                              "events that subscribers are owed",
                              rs.getDouble("due"))
                          + Metric.gauge(
                              "dabba_webhook_deliveries_dead",
                              "events that subscribers were given up on",
                              rs.getDouble("dead")))
                  .one());
    } catch (RuntimeException e) {
      LOG.debug("the outbox could not be measured", e);
      return "";
    }
  }
}
