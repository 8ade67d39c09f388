package io.dabba.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.security.Role;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What restaurants say of themselves, over the API; it is half past five on a Sunday. */
@Timeout(60)
class SettingsTest {
  private static TestServer server;
  private static int towns;

  private Town town;
  private Api kitchen;
  private String path;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(SharedPostgres.newDatabase(), 1, Instant.parse("2026-11-22T12:00:00Z"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void newTown() {
    town = Town.create(server.api(), "town" + ++towns);
    kitchen = town.kitchen();
    path = "/v1/restaurants/" + town.restaurant();
  }

  @Test
  void restaurantOfWhichNothingWasSaid_isAlwaysOpenAndAcceptsAtOnce() {
    Answer answer = town.customer("mira").get(path).expect(200);
    assertThat(answer.at("/openNow")).isEqualTo("true");
    assertThat(answer.json().at("/hours")).isEmpty();
    assertThat(answer.at("/minOrder/amountMinor")).isEqualTo("0");
    assertThat(answer.at("/minOrder/currency")).isEqualTo("INR");
    assertThat(answer.at("/packagingFee/amountMinor")).isEqualTo("0");
    assertThat(answer.at("/accepts")).isEqualTo("AUTO");
    assertThat(answer.at("/acceptMinutes")).isEqualTo("5");
  }

  @Test
  void restaurant_isOpenWithinItsHoursOnly_andWhileItsSwitchIsOn() {
    assertThat(hours("sunday", "17:00", "23:00").at("/openNow")).isEqualTo("true");
    assertThat(hours("SUNDAY", "11:00", "15:00").at("/openNow")).isEqualTo("false");
    assertThat(town.customer("mira").get(path).json().at("/hours").toString())
        .isEqualTo("[{\"day\":\"SUNDAY\",\"from\":\"11:00\",\"to\":\"15:00\"}]");
    assertThat(hours("SATURDAY", "20:00", "18:00").at("/openNow")).isEqualTo("true");
    assertThat(open(false).at("/openNow")).isEqualTo("false");
    assertThat(open(false).at("/open")).isEqualTo("false");
    assertThat(open(true).at("/openNow")).isEqualTo("true");
    Answer always = kitchen.put(path + "/hours", "{\"hours\":[]}").expect(200);
    assertThat(always.at("/openNow")).isEqualTo("true");
  }

  @Test
  void restaurantThatCloses_isNotFoundByWhoWantsOneThatIsOpen() {
    awaitFound("true", true);
    open(false);
    awaitFound("true", false);
    awaitFound("false", true);
    open(true);
    awaitFound("true", true);
  }

  @Test
  void settings_changeWhatTheyName() {
    Answer answer =
        kitchen
            .put(
                path + "/settings",
                """
                {"prepMinutes":25,"minOrderMinor":19900,"packagingFeeMinor":1500,
                 "deliveryRadiusMeters":3000,"accepts":"manual","acceptMinutes":7,"open":false}\
                """)
            .expect(200);
    assertThat(answer.at("/prepMinutes")).isEqualTo("25");
    assertThat(answer.at("/minOrder/amountMinor")).isEqualTo("19900");
    assertThat(answer.at("/packagingFee/amountMinor")).isEqualTo("1500");
    assertThat(answer.at("/deliveryRadiusMeters")).isEqualTo("3000.0");
    assertThat(answer.at("/accepts")).isEqualTo("MANUAL");
    assertThat(answer.at("/acceptMinutes")).isEqualTo("7");
    assertThat(answer.at("/open")).as("has a call of its own").isEqualTo("true");
    answer = kitchen.put(path + "/settings", "{\"prepMinutes\":30}").expect(200);
    assertThat(answer.at("/prepMinutes")).isEqualTo("30");
    assertThat(answer.at("/minOrder/amountMinor")).isEqualTo("19900");
    assertThat(answer.at("/accepts")).isEqualTo("MANUAL");
    assertThat(town.customer("mira").get(path).text()).isEqualTo(answer.text());
  }

  @Test
  void searchDelivers_asFarAsTheRestaurantSaysNow() {
    String far =
        "/v1/restaurants?lat=%s&lng=%s&q=%s&delivers=true"
            .formatted(Town.LAT + 0.03, Town.LNG, town.name());
    await().untilAsserted(() -> assertThat(town.ops().get(far).at("/total")).isEqualTo("1"));
    kitchen.put(path + "/settings", "{\"deliveryRadiusMeters\":3000}").expect(200);
    await().untilAsserted(() -> assertThat(town.ops().get(far).at("/total")).isEqualTo("0"));
  }

  @Test
  void differentSettingsAtOnce_areAllKept() throws Exception {
    List<String> bodies =
        List.of(
            "{\"prepMinutes\":33}",
            "{\"minOrderMinor\":333}",
            "{\"packagingFeeMinor\":33}",
            "{\"deliveryRadiusMeters\":3333}",
            "{\"accepts\":\"MANUAL\"}",
            "{\"acceptMinutes\":33}");
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> futures = new ArrayList<>();
      bodies.forEach(
          body -> futures.add(executor.submit(() -> kitchen.put(path + "/settings", body))));
      futures.add(executor.submit(() -> open(false)));
      futures.add(executor.submit(() -> hours("MONDAY", "10:00", "12:00")));
      for (Future<Answer> future : futures) {
        future.get().expect(200);
      }
    }
    JsonNode now = town.ops().get(path).json();
    assertThat(now.at("/prepMinutes").asInt()).isEqualTo(33);
    assertThat(now.at("/minOrder/amountMinor").asInt()).isEqualTo(333);
    assertThat(now.at("/packagingFee/amountMinor").asInt()).isEqualTo(33);
    assertThat(now.at("/deliveryRadiusMeters").asInt()).isEqualTo(3333);
    assertThat(now.at("/accepts").asText()).isEqualTo("MANUAL");
    assertThat(now.at("/acceptMinutes").asInt()).isEqualTo(33);
    assertThat(now.at("/open").asBoolean()).isFalse();
    assertThat(now.at("/hours")).hasSize(1);
    awaitFound("true", false);
  }

  @Test
  void importOfOps_takesTheNewFields_andKeepsThoseItDoesNotName() {
    String restaurants = "/v1/ops/cities/%s/restaurants".formatted(town.name());
    town.ops()
        .put(
            restaurants,
            restaurant(
                """
                ,"hours":[{"day":"MONDAY","from":"00:00","to":"00:00"}],"minOrderMinor":1,
                "packagingFeeMinor":2,"accepts":"MANUAL","acceptMinutes":3\
                """))
        .expect(204);
    Answer first = town.ops().get(path).expect(200);
    assertThat(first.at("/openNow")).isEqualTo("false");
    assertThat(first.at("/minOrder/amountMinor")).isEqualTo("1");
    assertThat(first.at("/packagingFee/amountMinor")).isEqualTo("2");
    assertThat(first.at("/accepts")).isEqualTo("MANUAL");
    assertThat(first.at("/acceptMinutes")).isEqualTo("3");
    town.ops().put(restaurants, restaurant("")).expect(204);
    assertThat(town.ops().get(path).text()).isEqualTo(first.text());
  }

  @Test
  void restaurant_changesNoOtherButItself() {
    Api other = server.api().as(Role.RESTAURANT, "another");
    other.put(path + "/open", "{\"open\":false}").expectProblem(403, "forbidden");
    town.ops().put(path + "/open", "{\"open\":false}").expect(200);
    town.ops()
        .put("/v1/restaurants/nowhere/open", "{\"open\":false}")
        .expectProblem(404, "not-found");
    other.put("/v1/restaurants/another/open", "{\"open\":false}").expectProblem(404, "not-found");
  }

  private Answer hours(String day, String from, String to) {
    return kitchen
        .put(
            path + "/hours",
            "{\"hours\":[{\"day\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}]}".formatted(day, from, to))
        .expect(200);
  }

  private Answer open(boolean open) {
    return kitchen.put(path + "/open", "{\"open\":%s}".formatted(open)).expect(200);
  }

  private void awaitFound(String openNow, boolean found) {
    await().untilAsserted(() -> assertThat(found(openNow)).isEqualTo(found));
  }

  private boolean found(String openNow) {
    return town.customer("mira")
        .get(
            "/v1/restaurants?lat=%s&lng=%s&limit=100&q=%s&openNow=%s"
                .formatted(Town.LAT, Town.LNG, town.name(), openNow))
        .expect(200)
        .json()
        .at("/restaurants")
        .findValuesAsText("id")
        .contains(town.restaurant());
  }

  private String restaurant(String more) {
    return """
    {"restaurants":[{"id":"%s","name":"K","lat":18.5,"lng":73.8,"cuisines":["C"],"rating":4,
      "votes":1,"priceLevel":2,"veg":true,"open":true,"deliveryRadiusMeters":5000,
      "prepMinutes":10,"menu":[]%s}]}\
    """
        .formatted(town.restaurant(), more);
  }
}
