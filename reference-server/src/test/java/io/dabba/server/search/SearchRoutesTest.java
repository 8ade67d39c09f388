package io.dabba.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Search as an app sees it, with answers kept; it is half past five on a Sunday. */
@Timeout(120)
class SearchRoutesTest {
  private static final String NEAR = "lat=%s&lng=%s".formatted(Town.LAT, Town.LNG);

  private static TestServer server;
  private static Town town;
  private static Api ops;

  @BeforeAll
  static void start() {
    server =
        TestServer.startWithSearchCache(
            SharedPostgres.newDatabase(), Instant.parse("2026-11-22T12:00:00Z"));
    town = Town.create(server.api(), "pune");
    ops = town.ops();
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      many.append(i == 0 ? "" : ",").append(restaurant(i));
    }
    ops.put("/v1/ops/cities/pune/restaurants", "{\"restaurants\":[" + many + "]}").expect(204);
    await().until(() -> search("q=falafel").at("/total").equals("30"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String restaurant(int i) {
    return """
    {"id":"place%d","name":"Place %s","lat":%s,"lng":%s,"cuisines":["%s"],"rating":%s,"votes":100,
     "priceLevel":%d,"veg":%s,"open":true,"deliveryRadiusMeters":3000,"prepMinutes":%d,
     "menu":[{"id":"m","name":"Falafel Wrap","priceMinor":9000,
     "veg":true,"available":true}]}\
    """
        .formatted(
            i,
            "abcdefghijklmnopqrstuvwxyzABCD".charAt(i),
            Town.LAT + i * 0.0005,
            Town.LNG,
            i % 3 == 0 ? "Lebanese" : "Turkish",
            (i % 5) + 0.5,
            1 + i % 4,
            i % 2 == 0,
            5 + i);
  }

  private static Answer search(String parameters) {
    return town.customer("mira")
        .get("/v1/restaurants?%s&%s".formatted(NEAR, parameters))
        .expect(200);
  }

  @Test
  void everyFacet_isCountedWithItsOwnFilterLifted() {
    Answer found = search("q=falafel&cuisine=Lebanese&veg=true&minRating=3");
    assertThat(found.at("/total")).isEqualTo("2");
    JsonNode facets = found.json().path("facets");
    assertThat(facets.path("cuisines").path("Lebanese").asInt()).isEqualTo(2);
    assertThat(facets.path("cuisines").path("Turkish").asInt()).isEqualTo(4);
    assertThat(facets.path("veg").asInt()).isEqualTo(2);
    assertThat(facets.path("minRating").path("4.5").asInt()).isEqualTo(1);
    assertThat(facets.path("minRating").path("3.0").asInt()).isEqualTo(2);
    assertThat(facets.path("maxPrice").path("4").asInt()).isEqualTo(2);
    assertThat(facets.path("openNow").asInt()).isEqualTo(2);
    assertThat(facets.path("freeDelivery").asInt()).isZero();
  }

  @Test
  void pages_loseNothingAndRepeatNothing_byEta() {
    List<String> ids = new ArrayList<>();
    List<Integer> minutes = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = search("q=falafel&sort=eta&limit=7" + cursor);
      page.json()
          .path("restaurants")
          .forEach(hit -> {
            ids.add(hit.path("id").asText());
            minutes.add(hit.path("etaMinutes").asInt());
          });
      cursor = page.json().has("cursor") ? "&cursor=" + page.json().path("cursor").asText() : "";
    } while (!cursor.isEmpty());
    assertThat(ids).hasSize(30).doesNotHaveDuplicates();
    assertThat(minutes).isSorted();
  }

  @Test
  void feesAndHours_areFilters() {
    assertThat(search("q=falafel&maxDeliveryFee=0").at("/total")).isEqualTo("0");
    assertThat(search("q=falafel&maxDeliveryFee=1000000").at("/total")).isEqualTo("30");
    assertThat(search("q=falafel&openAt=2026-11-22T12:00:00Z").at("/total")).isEqualTo("30");
    Answer found = search("q=falafl%20pizzzza");
    assertThat(found.json().path("corrections").path("falafl").asText()).isEqualTo("falafel");
    assertThat(found.json().path("ignored").path(0).asText()).isEqualTo("pizzzza");
  }

  @Test
  void restaurantThatIsSwitchedOff_leavesKeptAnswersWithinSeconds() {
    String query = "q=falafel&openNow=true&cuisine=Turkish";
    await().until(() -> search(query).at("/total").equals("20"));
    ops.put("/v1/restaurants/place1/open", "{\"open\":false}").expect(200);
    await().until(() -> search(query).at("/total").equals("19"));
    ops.put("/v1/restaurants/place1/open", "{\"open\":true}").expect(200);
    String metrics = ops.get("/metrics").expect(200).text();
    assertThat(metrics).contains("dabba_search_cache_hits_total");
  }

  @Test
  void suggestions_areOfWhatThereIsNear_fromTheFirstLetter() {
    assertThat(suggested("f")).contains("DISH Falafel Wrap");
    assertThat(suggested("falaf%20wr")).containsExactly("DISH Falafel Wrap");
    assertThat(suggested("leb")).contains("CUISINE Lebanese");
    assertThat(suggested("lebenese")).contains("CUISINE Lebanese");
    assertThat(suggested("place%20c")).contains("RESTAURANT Place c");
    assertThat(suggested("")).isEmpty();
    assertThat(
            town.customer("mira")
                .get("/v1/restaurants/suggest?lat=0&lng=0&q=f")
                .expect(200)
                .json()
                .path("suggestions"))
        .isEmpty();
  }

  private static List<String> suggested(String typed) {
    List<String> texts = new ArrayList<>();
    town.customer("mira")
        .get("/v1/restaurants/suggest?%s&q=%s".formatted(NEAR, typed))
        .expect(200)
        .json()
        .path("suggestions")
        .forEach(each -> texts.add(each.path("kind").asText() + " " + each.path("text").asText()));
    return texts;
  }
}
