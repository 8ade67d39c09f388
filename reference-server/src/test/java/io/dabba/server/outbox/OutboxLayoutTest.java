package io.dabba.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The columns by which Debezium's outbox event router reads a row as it is, by the defaults of its
 * {@code table.field.event.id}, {@code .key}, {@code .payload} and {@code route.by.field}, and
 * those that {@code docs/events.md} has it pass on as headers. The router itself is not here: with
 * Kafka's client it is more than 10 MB.
 */
@Timeout(60)
class OutboxLayoutTest {

  @Test
  void columnsThatTheRouterReads_haveTheNamesAndTypesThatItExpects() {
    Map<String, String> columns = new TreeMap<>();
    try (Database database = Database.connect(SharedPostgres.newDatabase())) {
      database
          .jdbi()
          .useHandle(handle ->
              handle
                  .createQuery(
                      """
                      SELECT column_name, data_type || CASE is_nullable WHEN 'NO' THEN '' ELSE '?' END AS type
                      FROM information_schema.columns
                      WHERE table_schema = 'public' AND table_name = 'outbox'
                      """)
                  .map((rs, ctx) -> Map.entry(rs.getString("column_name"), rs.getString("type")))
                  .forEach(entry -> columns.put(entry.getKey(), entry.getValue())));
    }
    assertThat(columns)
        // the header by which repetitions are told, the topic, the key, and the value
        .containsEntry("id", "bigint")
        .containsEntry("aggregatetype", "text")
        .containsEntry("aggregateid", "text")
        .containsEntry("payload", "jsonb")
        // passed on as headers
        .containsEntry("type", "text")
        .containsEntry("aggregate_version", "bigint")
        .containsEntry("city_id", "text")
        .containsEntry("occurred_at", "timestamp with time zone");
  }
}
