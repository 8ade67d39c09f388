package io.dabba.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.server.testkit.SharedPostgres;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NamedStatementTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123456Z");

  private static Database database;

  @BeforeAll
  static void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @Test
  void names_areThoseOutsideOfLiteralsAndCasts_asOftenAsTheyStandThere() {
    assertThat(text("SELECT :a || ':b' || 'it''s :c' || (:a)::text || '7'::text", Map.of("a", "x")))
        .isEqualTo("x:bit's :cx7");
  }

  @Test
  void arguments_areOfAllTheTypesThatOrdersAreMadeOf() {
    Map<String, @Nullable Object> arguments = new HashMap<>();
    arguments.put("text", "q'\"?");
    arguments.put("int", 3);
    arguments.put("long", 1L << 40);
    arguments.put("double", 0.5);
    arguments.put("at", NOON);
    arguments.put("none", null);
    arguments.put("texts", List.of("a,b", "c\"d"));
    arguments.put("longs", List.of(5L, 6L));
    arguments.put("ints", List.of(7));
    assertThat(
            text(
                """
                SELECT concat_ws('|', CAST(:text AS text), CAST(:int AS integer), CAST(:long AS bigint),
                  CAST(:double AS double precision),
                  to_char(CAST(:at AS timestamptz) AT TIME ZONE 'UTC', 'HH24:MI:SS.US'),
                  CAST(:none AS text) IS NULL, (:texts)[2], (:longs)[2], (:ints)[1])
                """,
                arguments))
        .isEqualTo("q'\"?|3|1099511627776|0.5|12:00:00.123456|t|c\"d|6|7");
  }

  @Test
  void argumentThatIsMissing_isNamed() {
    assertThatThrownBy(() -> text("SELECT :a", Map.of("b", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("argument a");
  }

  @Test
  void statementThatFails_saysBySqlStateHow() {
    assertThatThrownBy(() -> text("SELECT 1 / (:zero)::integer", Map.of("zero", "0")))
        .isInstanceOf(StatementException.class)
        .hasMessageContaining("22012");
  }

  private static String text(String sql, Map<String, ? extends @Nullable Object> arguments) {
    return database.executePlain(
        connection -> NamedStatement.of(sql).one(connection, arguments, row -> row.getString(1)));
  }
}
