package io.dabba.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.CityId;
import io.dabba.server.catalog.Promotion.Reduction;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.security.Role;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ops have a city add to the price of food, and take off it. */
@Timeout(60)
class CityMoneyTest {
  private static Database database;
  private static TestServer server;
  private static Api ops;

  @BeforeAll
  static void start() {
    DatabaseUrl url = SharedPostgres.newDatabase();
    database = Database.connect(url);
    server = TestServer.start(url, 1, Instant.parse("2026-11-22T12:00:00Z"));
    ops = server.api().as(Role.OPS, "ops");
    put("pune", "").expect(204);
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @Test
  void charges_areThoseNamedLast() {
    put("agra", "").expect(204);
    assertThat(charges("agra")).isEqualTo("0 0 2000 500");
    put("agra", ",\"charges\":{\"taxBasisPoints\":500,\"deliveryPerKmMinor\":700}").expect(204);
    assertThat(charges("agra")).isEqualTo("500 0 2000 700");
    put("agra", ",\"charges\":{\"platformFeeMinor\":300,\"deliveryBaseMinor\":0}").expect(204);
    assertThat(charges("agra")).isEqualTo("500 300 0 700");
    put("agra", ",\"charges\":{}").expect(204);
    put("agra", "").expect(204);
    assertThat(charges("agra")).isEqualTo("500 300 0 700");
    put("goa", ",\"charges\":{\"taxBasisPoints\":10000}").expect(204);
    assertThat(charges("goa")).isEqualTo("10000 0 2000 500");
  }

  @Test
  void promotion_isAsItWasPutLast_untilItIsTakenAway() {
    String path = "/v1/ops/cities/pune/promotions/WELCOME";
    ops.get(path).expectProblem(404, "not-found");
    ops.put(
            path,
            """
            {"percentBasisPoints":2000,"maxMinor":10000,"minItemsMinor":19900,
             "validFrom":"2026-11-22T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}\
            """)
        .expect(204);
    assertThat(ops.get(path).expect(200).text())
        .isEqualTo(
            """
            {"code":"WELCOME","percentBasisPoints":2000,"maxMinor":10000,"minItemsMinor":19900,\
            "validFrom":"2026-11-22T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}\
            """);
    ops.put(
            path,
            """
            {"amountMinor":5000,"validFrom":"2026-11-22T00:00:00Z","validUntil":"2026-11-23T00:00:00Z"}\
            """)
        .expect(204);
    assertThat(ops.get(path).expect(200).text())
        .isEqualTo(
            """
            {"code":"WELCOME","amountMinor":5000,"minItemsMinor":0,\
            "validFrom":"2026-11-22T00:00:00Z","validUntil":"2026-11-23T00:00:00Z"}\
            """);
    Optional<Promotion> found =
        database
            .jdbi()
            .withHandle(handle -> PromotionStore.find(handle, new CityId("pune"), "WELCOME"));
    assertThat(found)
        .contains(
            new Promotion(
                "WELCOME",
                new Reduction.Amount(5_000),
                OptionalLong.empty(),
                0,
                Instant.parse("2026-11-22T00:00:00Z"),
                Instant.parse("2026-11-23T00:00:00Z")));
    ops.get("/v1/ops/cities/pune/promotions/welcome").expect(404);
    ops.get("/v1/ops/cities/agra/promotions/WELCOME").expect(404);
    ops.call("DELETE", path, "").expect(204);
    ops.call("DELETE", path, "").expectProblem(404, "not-found");
    ops.get(path).expect(404);
  }

  private static Answer put(String city, String more) {
    return ops.put(
        "/v1/ops/cities/" + city,
        """
        {"name":"City","zone":"Asia/Kolkata","currency":"INR","center":{"lat":18.5,"lng":73.8}%s}\
        """
            .formatted(more));
  }

  private static String charges(String city) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT concat_ws(' ', tax_basis_points, platform_fee_minor, delivery_base_minor,
                                     delivery_per_km_minor)
                    FROM cities WHERE id = :city
                    """)
                .bindMap(Map.of("city", city))
                .mapTo(String.class)
                .one());
  }
}
