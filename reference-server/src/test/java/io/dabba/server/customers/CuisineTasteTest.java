package io.dabba.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.server.customers.CuisineTaste.Liked;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.security.Role;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CuisineTasteTest {
  @Test
  void customerWhoOrderedNothing_likesNothing() {
    assertThat(CuisineTaste.of(Map.of()).cuisines()).isEmpty();
  }

  @Test
  void weights_areSharesThatGrowWithTheNumberOfOrders() {
    assertThat(CuisineTaste.of(Map.of("Thai", 1)).cuisines())
        .containsExactly(new Liked("Thai", 1, 1 / 6.0));
    assertThat(CuisineTaste.of(Map.of("Thai", CuisineTaste.HALF_AT_ORDERS)).cuisines())
        .containsExactly(new Liked("Thai", 5, 0.5));
    assertThat(CuisineTaste.of(Map.of("Thai", 5, "Mughlai", 10, "Andhra", 5)).cuisines())
        .containsExactly(
            new Liked("Mughlai", 10, 0.4), new Liked("Andhra", 5, 0.2), new Liked("Thai", 5, 0.2));
  }

  @Test
  void weightsOfAnyOrders_comeToLessThanOne() {
    CuisineTaste taste =
        CuisineTaste.of(Map.of("A", Integer.MAX_VALUE, "B", Integer.MAX_VALUE, "C", 1));
    assertThat(taste.cuisines().stream().mapToDouble(Liked::weight).sum()).isBetween(0.99, 1.0);
    assertThat(taste.cuisines()).allMatch(liked -> liked.weight() > 0);
  }

  @Test
  @Timeout(60)
  void customer_seesHisOwn_atMostTheHundredHeHasMost() {
    DatabaseUrl url = SharedPostgres.newDatabase();
    try (Database database = Database.connect(url);
        TestServer server = TestServer.start(url, 1, Instant.parse("2026-11-22T12:00:00Z"))) {
      Api mira = server.api().as(Role.CUSTOMER, "mira");
      assertThat(mira.get("/v1/customers/me/cuisines").expect(200).text())
          .isEqualTo("{\"cuisines\":[]}");
      database.useTransaction(handle -> {
        handle.execute("INSERT INTO customers (id) VALUES ('mira'), ('noor')");
        handle.execute(
            """
            INSERT INTO customer_cuisines (customer_id, cuisine, orders)
            VALUES ('mira', 'Mughlai', 3), ('mira', 'Thai', 2), ('noor', 'Andhra', 9)
            """);
      });
      assertThat(mira.get("/v1/customers/me/cuisines").expect(200).text())
          .isEqualTo(
              """
              {"cuisines":[{"cuisine":"Mughlai","orders":3,"weight":0.3},\
              {"cuisine":"Thai","orders":2,"weight":0.2}]}\
              """);
      database.useTransaction(handle ->
          IntStream.range(0, 120)
              .forEach(i ->
                  handle.execute("INSERT INTO customer_cuisines VALUES ('mira', ?, 1)", "c" + i)));
      var cuisines = mira.get("/v1/customers/me/cuisines").expect(200).json().at("/cuisines");
      assertThat(cuisines).hasSize(CuisineTaste.MAX_CUISINES);
      assertThat(cuisines.at("/0/cuisine").asText()).isEqualTo("Mughlai");
    }
  }
}
