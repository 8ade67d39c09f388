package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.security.Role;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The areas of cities, from GeoJSON to which city a place is in. */
@Timeout(60)
class CityAreaTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String SQUARE =
      "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,9],[0,0]]]}";

  private static DatabaseUrl database;
  private static TestServer server;
  private static Api ops;

  @BeforeAll
  static void start() {
    database = SharedPostgres.newDatabase();
    server = TestServer.start(database, 5, NOON);
    ops = server.api().as(Role.OPS, "ops");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aPlace_isInTheCityWhoseAreaHoldsIt_untilTheAreaChanges() {
    put("pune", SQUARE).expect(204);
    assertThat(cityAt(5, 5)).isEqualTo("pune");
    ops.get("/v1/ops/city?lat=20&lng=5").expect(404);

    put("agra", "{\"type\":\"Polygon\",\"coordinates\":[[[4,4],[6,4],[6,6],[4,6],[4,4]]]}")
        .expect(204);
    assertThat(cityAt(5, 5)).as("the smaller").isEqualTo("agra");
    assertThat(cityAt(1, 1)).isEqualTo("pune");

    put("agra", "null").expect(204);
    assertThat(cityAt(5, 5)).isEqualTo("pune");
  }

  @Test
  void areasOverTheAntimeridian_withAHole_areKnownToAnyServer() {
    put(
            "suva",
            """
            {"type":"MultiPolygon","coordinates":[
              [[[178,-20],[180,-20],[180,-16],[178,-16],[178,-20]],
               [[178.5,-19],[178.5,-18],[179.5,-18],[179.5,-19],[178.5,-19]]],
              [[[-180,-20,5],[-178,-20,5],[-178,-16,5],[-180,-16,5],[-180,-20,5]]]]}\
            """)
        .expect(204);
    try (TestServer second = TestServer.start(database, 5, NOON)) {
      Api other = second.api().as(Role.OPS, "ops");
      for (Api api : new Api[] {ops, other}) {
        assertThat(city(api, -17, 180)).isEqualTo("suva");
        assertThat(city(api, -17, -179)).isEqualTo("suva");
        api.get("/v1/ops/city?lat=-18.5&lng=179").expect(404);
      }
      put("suva", SQUARE.replace('9', '7').replace('0', '6')).expect(204);
      assertThat(city(other, 6.5, 6.5)).isEqualTo("suva");
      other.get("/v1/ops/city?lat=-17&lng=180").expect(404);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7                                                                        | area
          []                                                                       | area
          {"coordinates":[]}                                                       | area.type
          {"type":"Point","coordinates":[1,2]}                                     | area.type
          {"type":"Polygon"}                                                       | area.coordinates
          {"type":"Polygon","coordinates":[]}                                      | area.coordinates
          {"type":"Polygon","coordinates":[7]}                                     | area.coordinates[0]
          {"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}                   | area.coordinates[0]
          {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}             | area.coordinates[0][3]
          {"type":"Polygon","coordinates":[[[0,0],[1,0],[1],[0,0]]]}               | area.coordinates[0][2]
          {"type":"Polygon","coordinates":[[[0,0],[1,"0"],[1,1],[0,0]]]}           | area.coordinates[0][1]
          {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,90.5],[0,0]]]}          | area.coordinates[0][2]
          {"type":"Polygon","coordinates":[[[0,0],[1e999,0],[1,9],[0,0]]]}         | area.coordinates[0][1]
          {"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[]]]} | area.coordinates[1][0]
          {"type":"Polygon","coordinates":[[[0,0],[4,4],[4,0],[0,4],[0,0]]]}       | area
          {"type":"Polygon","coordinates":[[[-190,0],[190,0],[190,4],[-190,0]]]}   | area
          """)
  void anAreaThatIsNone_isRefusedByItsPlace_andNothingIsStored(String area, String field) {
    JsonNode problem = put("none", area).expect(400).json();
    assertThat(problem.at("/field").asText()).isEqualTo(field);
    assertThat(problem.at("/detail").asText()).startsWith(field);
    ops.get("/v1/ops/live?city=none").expect(404);
  }

  private static Answer put(String city, String area) {
    return ops.put(
        "/v1/ops/cities/" + city,
        """
        {"name":"City","zone":"Asia/Kolkata","currency":"INR","center":{"lat":18.5,"lng":73.8},"area":%s}\
        """
            .formatted(area));
  }

  private static String cityAt(double lat, double lng) {
    return city(ops, lat, lng);
  }

  private static String city(Api api, double lat, double lng) {
    return api.get("/v1/ops/city?lat=%s&lng=%s".formatted(lat, lng))
        .expect(200)
        .json()
        .at("/city")
        .asText();
  }
}
