package io.dabba.benchmarks.bench.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OrderScriptTest {
  @Test
  void everyParameterOfTheServersStatements_isGivenAValue() {
    OrderScript script = new OrderScript("{\"id\":\"1\"}");
    assertThat(script.text())
        .contains("INSERT INTO idempotency_keys", "CAST(:confirm_body AS text)")
        .doesNotContainPattern(
            "[^:]:(?!place_|read_|confirm_|id|customer|restaurant|seq|run|client_id)[a-zA-Z]");
    assertThat(script.variables(7))
        .containsEntry("run", "7")
        .containsEntry("confirm_body", "{\"id\":\"1\"}");
  }

  @Test
  void parameter_becomesAVariableOfItsType_andWhatOnlyLooksLikeOneStays() {
    PgbenchStatement statement =
        new PgbenchStatement("s", "SELECT :a, :b::text, ':', 'x:' || :none, now()::date")
            .with("a", "bigint", "1")
            .withVariable("b", "text", "id")
            .withNull("none", "text");
    assertThat(statement.text())
        .isEqualTo(
            "SELECT CAST(:s_a AS bigint), CAST(:id AS text)::text, ':', 'x:' || CAST(NULL AS text),"
                + " now()::date;\n");
    assertThat(statement.constants()).hasSize(1).containsEntry("s_a", "1");
  }

  @Test
  void statementWhoseParametersAreOthers_isRefused() {
    PgbenchStatement statement = new PgbenchStatement("s", "SELECT :a, :b").with("a", "text", "x");
    assertThatThrownBy(statement::text)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("parameter=b");
    assertThatThrownBy(() -> new PgbenchStatement("s", "SELECT 1").with("a", "text", "x").text())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[a]");
  }
}
