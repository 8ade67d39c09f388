package io.dabba.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.search.RestaurantId;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Menus that their restaurants change, over the API. */
@Timeout(60)
class MenuWritesTest {
  private static final String BIRYANI =
      """
      {"id":"biryani","name":"Chicken Biryani","priceMinor":25000,"veg":false,"available":true}\
      """;
  private static final String RAITA =
      """
      {"id":"raita","name":"Raita","priceMinor":4000,"veg":true,"available":true}\
      """;
  private static final String SIZE =
      """
      [{"id":"size","name":"Size","min":1,"max":1,"choices":[\
      {"id":"s","name":"Small","priceMinor":0,"available":true},\
      {"id":"l","name":"Large","priceMinor":5000,"available":true}]}]\
      """;

  private static Database database;
  private static TestServer server;
  private static int towns;

  private Town town;
  private Api kitchen;
  private String menu;

  @BeforeAll
  static void start() {
    DatabaseUrl url = SharedPostgres.newDatabase();
    database = Database.connect(url);
    server = TestServer.start(url, 1, Instant.parse("2026-11-22T12:00:00Z"));
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @BeforeEach
  void newTown() {
    town = Town.create(server.api(), "town" + ++towns);
    kitchen = town.kitchen();
    menu = "/v1/restaurants/%s/menu".formatted(town.restaurant());
  }

  @Test
  void menu_isThatOfTheLastWrite_inItsOrder() {
    Answer answer =
        put(RAITA, BIRYANI.replace("}", ",\"options\":%s}".formatted(SIZE))).expect(200);
    Answer read = town.customer("mira").get(menu).expect(200);
    assertThat(read.text()).isEqualTo(answer.text());
    assertThat(etag(read)).isEqualTo(etag(answer)).matches("\"[0-9a-f]{32}\"");
    assertThat(ids(read)).containsExactly("raita", "biryani");
    assertThat(read.json().at("/items/1/options").toString()).isEqualTo(SIZE);
    assertThat(read.at("/items/1/price/amountMinor")).isEqualTo("25000");
    put().expect(200);
    assertThat(ids(town.ops().get(menu))).isEmpty();
  }

  @Test
  void version_growsWithNamePriceAndOptions_andNothingElse() {
    put(BIRYANI, RAITA).expect(200);
    assertThat(version("biryani")).isEqualTo(1);
    put(RAITA, BIRYANI.replace("true}", "false}").replace("\"veg\":false", "\"veg\":true"))
        .expect(200);
    assertThat(version("biryani")).as("available, veg and position are no offer").isEqualTo(1);
    put(BIRYANI.replace("25000", "26000"), RAITA).expect(200);
    assertThat(version("biryani")).isEqualTo(2);
    put(BIRYANI.replace("25000", "26000").replace("Chicken ", ""), RAITA).expect(200);
    assertThat(version("biryani")).isEqualTo(3);
    String withSizes =
        BIRYANI
            .replace("25000", "26000")
            .replace("Chicken ", "")
            .replace("}", ",\"options\":%s}".formatted(SIZE));
    put(withSizes, RAITA).expect(200);
    assertThat(version("biryani")).isEqualTo(4);
    put(withSizes.replace("5000,\"available\":true", "5000,\"available\":false"), RAITA)
        .expect(200);
    assertThat(version("biryani")).as("a choice that is not available now").isEqualTo(4);
    put(withSizes.replace("\"max\":1", "\"max\":2"), RAITA).expect(200);
    assertThat(version("biryani")).isEqualTo(5);
    assertThat(version("raita")).isEqualTo(1);
    assertThat(kept("biryani"))
        .containsExactly(
            "1 Chicken Biryani 25000 0",
            "2 Chicken Biryani 26000 0",
            "3 Biryani 26000 0",
            "4 Biryani 26000 1");
    assertThat(kept("raita")).isEmpty();
  }

  @Test
  void whatWasReplaced_isKeptWithTheTimeOfTheBusiness() {
    Instant before = now();
    patch("raita", "{\"priceMinor\":4500}").expect(200);
    Instant replaced =
        database
            .jdbi()
            .withHandle(handle ->
                handle
                    .select(
                        "SELECT replaced_at FROM menu_item_versions WHERE restaurant_id = ?",
                        town.restaurant())
                    .mapTo(Instant.class)
                    .one());
    assertThat(replaced).isBetween(before, now());
  }

  @Test
  void dishThatComesBack_goesOnCounting_alsoWhenItsOldVersionsAreForgotten() {
    put(BIRYANI).expect(200);
    put(BIRYANI.replace("25000", "26000")).expect(200);
    put(RAITA).expect(200);
    assertThat(kept("biryani")).hasSize(2);
    Instant later = now().plus(MenuVersions.KEPT).plusSeconds(60);
    database.useTransaction(handle -> MenuVersions.forgetOld(handle, later));
    assertThat(kept("biryani")).containsExactly("2 Chicken Biryani 26000 0");
    put(RAITA, BIRYANI).expect(200);
    assertThat(version("biryani")).isEqualTo(3);
    patch("biryani", "{\"priceMinor\":1}").expect(200);
    assertThat(version("biryani")).isEqualTo(4);
  }

  @Test
  void versions_areForgottenADayAfterTheyWereReplaced_andNotBefore() {
    patch("biryani", "{\"priceMinor\":1}").expect(200);
    patch("biryani", "{\"priceMinor\":2}").expect(200);
    database.useTransaction(handle ->
        handle.execute(
            "UPDATE menu_item_versions SET replaced_at = ? WHERE restaurant_id = ? AND version = 1",
            now().minus(MenuVersions.KEPT).minusSeconds(60),
            town.restaurant()));
    database.useTransaction(handle -> MenuVersions.forgetOld(handle, now()));
    assertThat(kept("biryani")).containsExactly("2 Chicken Biryani 1 0");
  }

  @Test
  void patch_changesWhatItNames() {
    Answer answer = patch("kebab", "{\"available\":true}").expect(200);
    assertThat(answer.at("/available")).isEqualTo("true");
    assertThat(answer.at("/version")).isEqualTo("1");
    assertThat(answer.at("/price/amountMinor")).isEqualTo("18000");
    answer =
        patch("kebab", "{\"name\":\"Kebab\",\"priceMinor\":17000,\"options\":%s}".formatted(SIZE));
    assertThat(answer.expect(200).at("/name")).isEqualTo("Kebab");
    assertThat(answer.at("/version")).isEqualTo("2");
    assertThat(answer.json().at("/options").toString()).isEqualTo(SIZE);
    assertThat(answer.at("/available")).isEqualTo("true");
    assertThat(patch("kebab", "{}").expect(200).text()).isEqualTo(answer.text());
    assertThat(patch("kebab", "{\"options\":[]}").expect(200).at("/version")).isEqualTo("3");
    assertThat(ids(town.ops().get(menu))).containsExactly("biryani", "raita", "kebab");
  }

  @Test
  void ops_mayChangeAnyMenu() {
    town.ops().patch(menu + "/items/raita", "{\"available\":false}").expect(200);
    town.ops().put(menu, "{\"items\":[]}").expect(200);
    assertThat(ids(town.ops().get(menu))).isEmpty();
  }

  @Test
  void menuThatOthersChangedMeanwhile_isNotOverwritten() {
    String first = etag(town.ops().get(menu));
    patch("raita", "{\"available\":false}").expect(200);
    String second = etag(town.ops().get(menu));
    String none = "{\"items\":[]}";
    Answer refused = kitchen.call("PUT", menu, none, "If-Match", first);
    refused.expectProblem(412, "stale-menu");
    assertThat(etag(refused)).isEqualTo(second).isNotEqualTo(first);
    kitchen.call("PUT", menu, none, "If-Match", "W/" + second).expect(412);
    kitchen.call("PUT", menu, none, "If-Match", "garbage").expect(412);
    assertThat(etag(town.ops().get(menu))).isEqualTo(second);
    kitchen.call("PUT", menu, none, "If-Match", first + ", " + second).expect(200);
    kitchen.call("PUT", menu, none, "If-Match", "*").expect(200);
  }

  @Test
  void menuThatIsKnown_isNotSentAgain() {
    Api mira = town.customer("mira");
    String etag = etag(mira.get(menu));
    for (String known : List.of(etag, "W/" + etag, "\"a\", " + etag, "*")) {
      Answer answer = mira.call("GET", menu, "", "If-None-Match", known).expect(304);
      assertThat(answer.text()).isEmpty();
      assertThat(etag(answer)).isEqualTo(etag);
    }
    patch("raita", "{\"available\":false}").expect(200);
    mira.call("GET", menu, "", "If-None-Match", etag).expect(200);
  }

  @Test
  void writesAtOnce_loseNothing() throws Exception {
    int dishes = 16;
    put(IntStream.range(0, dishes).mapToObj(MenuWritesTest::dish).toArray(String[]::new))
        .expect(200);
    int rounds = 5;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < dishes; i++) {
        String id = "d" + i;
        futures.add(
            executor.submit(() -> {
              for (int price = 1; price <= rounds; price++) {
                patch(id, "{\"priceMinor\":%d}".formatted(price)).expect(200);
              }
            }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    }
    JsonNode items = town.ops().get(menu).json().at("/items");
    assertThat(items).hasSize(dishes);
    for (JsonNode item : items) {
      assertThat(item.at("/price/amountMinor").asLong()).isEqualTo(rounds);
      assertThat(item.at("/version").asLong()).isEqualTo(1 + rounds);
      assertThat(kept(item.at("/id").asText())).hasSize(rounds);
    }
  }

  @Test
  void ordersOfARestaurant_doNotWaitForWhoWritesItsMenu() {
    Api mira = town.customer("mira");
    database.useTransaction(handle -> {
      assertThat(RestaurantStore.lock(handle, new RestaurantId(town.restaurant()))).isPresent();
      town.order(mira);
    });
  }

  @Test
  void ofWholeMenusAtOnceForOneETag_oneIsStored() throws Exception {
    String etag = etag(town.ops().get(menu));
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> futures =
          IntStream.range(0, 12)
              .mapToObj(i ->
                  executor.submit(() ->
                      kitchen.call(
                          "PUT", menu, "{\"items\":[%s]}".formatted(dish(i)), "If-Match", etag)))
              .toList();
      for (Future<Answer> future : futures) {
        statuses.add(future.get().status());
      }
    }
    assertThat(statuses).containsOnlyOnce(200).contains(412);
    assertThat(ids(town.ops().get(menu))).hasSize(1);
  }

  @Test
  void dishThatIsNotAvailable_isNotFoundBySearch() {
    put(BIRYANI.replace("Chicken Biryani", "Quetzalcoatl")).expect(200);
    await().until(() -> found("Quetzalcoatl"));
    patch("biryani", "{\"available\":false}").expect(200);
    await().until(() -> !found("Quetzalcoatl"));
    patch("biryani", "{\"available\":true}").expect(200);
    await().until(() -> found("Quetzalcoatl"));
    put(RAITA).expect(200);
    await().until(() -> !found("Quetzalcoatl"));
  }

  @Test
  void importOfOps_countsVersionsToo_andTakesOptions() {
    String restaurant =
        """
        {"restaurants":[{"id":"%s","name":"K","lat":18.5,"lng":73.8,"cuisines":["C"],"rating":4,
          "votes":1,"priceLevel":2,"veg":true,"open":true,"deliveryRadiusMeters":5000,
          "prepMinutes":10,"menu":[%s]}]}\
        """
            .formatted(
                town.restaurant(),
                BIRYANI.replace("25000", "1").replace("}", ",\"options\":%s}".formatted(SIZE)));
    town.ops().put("/v1/ops/cities/%s/restaurants".formatted(town.name()), restaurant).expect(204);
    assertThat(version("biryani")).isEqualTo(2);
    assertThat(kept("biryani")).containsExactly("1 Chicken Biryani 25000 0");
    assertThat(kept("raita")).hasSize(1);
    town.ops().put("/v1/ops/cities/%s/restaurants".formatted(town.name()), restaurant).expect(204);
    assertThat(version("biryani")).isEqualTo(2);
  }

  private Answer put(String... dishes) {
    return kitchen.put(menu, "{\"items\":[%s]}".formatted(String.join(",", dishes)));
  }

  private Answer patch(String dish, String body) {
    return kitchen.patch(menu + "/items/" + dish, body);
  }

  private static String dish(int i) {
    return """
    {"id":"d%d","name":"Dish %d","priceMinor":0,"veg":true,"available":true}\
    """
        .formatted(i, i);
  }

  private static String etag(Answer answer) {
    return answer.headers().firstValue("ETag").orElse("");
  }

  private static List<String> ids(Answer answer) {
    List<String> ids = new ArrayList<>();
    answer.expect(200).json().at("/items").forEach(item -> ids.add(item.at("/id").asText()));
    return ids;
  }

  private long version(String dish) {
    for (JsonNode item : town.ops().get(menu).expect(200).json().at("/items")) {
      if (item.at("/id").asText().equals(dish)) {
        return item.at("/version").asLong();
      }
    }
    throw new AssertionError("no " + dish);
  }

  /** Version, name, price and number of groups of what is kept of a dish. */
  private List<String> kept(String dish) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .select(
                    """
                    SELECT version || ' ' || name || ' ' || price_minor || ' '
                           || jsonb_array_length(options)
                    FROM menu_item_versions WHERE restaurant_id = ? AND item_id = ? ORDER BY version
                    """,
                    town.restaurant(),
                    dish)
                .mapTo(String.class)
                .list());
  }

  private boolean found(String text) {
    Answer answer =
        town.customer("mira")
            .get("/v1/restaurants?lat=%s&lng=%s&q=%s".formatted(Town.LAT, Town.LNG, text));
    return answer.expect(200).json().at("/corrections").isEmpty()
        && answer.json().at("/restaurants").findValuesAsText("id").contains(town.restaurant());
  }

  private static Instant now() {
    return Instant.parse(server.api().as(Role.OPS, "ops").get("/v1/clock").at("/now"));
  }
}
