package io.dabba.benchmarks.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What operations may do: make a city known, read what is stored, and lose an index. */
public final class OpsApi {
  private static final int RESTAURANTS_PER_CALL = 100;
  private static final int RIDERS_PER_CALL = 500;
  private static final int ORDERS_PER_CALL = 500;

  private final ApiClient api;
  private final String token;

  OpsApi(ApiClient api, String token) {
    this.api = api;
    this.token = token;
  }

  /** Makes the city, its restaurants and its riders known. */
  void put(CityPlan city) {
    ObjectNode body =
        Json.object()
            .put("name", city.name())
            .put("zone", city.zone().getId())
            .put("currency", city.currency());
    body.putObject("center").put("lat", city.center().lat()).put("lng", city.center().lng());
    String path = "/v1/ops/cities/" + city.id();
    require(Call.put("ops_city", path, body.toString()));
    for (int i = 0; i < city.restaurants().size(); i += RESTAURANTS_PER_CALL) {
      int end = Math.min(city.restaurants().size(), i + RESTAURANTS_PER_CALL);
      ObjectNode some = Json.object();
      ArrayNode array = some.putArray("restaurants");
      city.restaurants().subList(i, end).forEach(plan -> add(array.addObject(), plan));
      require(Call.put("ops_restaurants", path + "/restaurants", some.toString()));
    }
    for (int i = 0; i < city.riders().size(); i += RIDERS_PER_CALL) {
      int end = Math.min(city.riders().size(), i + RIDERS_PER_CALL);
      ObjectNode some = Json.object();
      ArrayNode array = some.putArray("riders");
      for (RiderPlan rider : city.riders().subList(i, end)) {
        array
            .addObject()
            .put("id", rider.id())
            .put("name", rider.name())
            .put("vehicle", rider.vehicle().name());
      }
      require(Call.put("ops_riders", path + "/riders", some.toString()));
    }
  }

  /** All orders of a city as they are stored. */
  public List<OrderRecord> orders(String cityId) {
    List<OrderRecord> all = new ArrayList<>();
    String cursor = "";
    do {
      String path =
          "/v1/ops/orders?city=%s&limit=%d%s"
              .formatted(cityId, ORDERS_PER_CALL, cursor.isEmpty() ? "" : "&cursor=" + cursor);
      JsonNode page = require(Call.get("ops_orders", path)).json();
      page.path("orders").forEach(order -> all.add(OrderRecord.of(order)));
      cursor = URLEncoder.encode(page.path("next").asText(""), StandardCharsets.UTF_8);
    } while (!cursor.isEmpty());
    return all;
  }

  /** What the database says of itself. */
  public JsonNode audit() {
    return require(Call.get("ops_audit", "/v1/ops/audit")).json();
  }

  /** Has all live positions of a city forgotten. */
  public void forgetPositions(String cityId) {
    require(Call.delete("ops_positions", "/v1/ops/cities/" + cityId + "/positions"));
  }

  private ApiAnswer require(Call call) {
    ApiAnswer answer = api.send(call, token);
    if (!answer.ok()) {
      throw new IllegalStateException(
          "%s %s answered %d: %s"
              .formatted(call.method(), call.path(), answer.status(), answer.body()));
    }
    return answer;
  }

  private static void add(ObjectNode node, RestaurantPlan plan) {
    node.put("id", plan.id())
        .put("name", plan.name())
        .put("lat", plan.place().lat())
        .put("lng", plan.place().lng())
        .put("rating", plan.rating())
        .put("votes", plan.votes())
        .put("priceLevel", plan.priceLevel())
        .put("veg", plan.veg())
        .put("open", true)
        .put("deliveryRadiusMeters", plan.deliveryRadiusMeters())
        .put("prepMinutes", plan.prepMinutes());
    plan.cuisines().forEach(cuisine -> node.withArray("cuisines").add(cuisine));
    for (MenuItemPlan item : plan.menu()) {
      node.withArray("menu")
          .addObject()
          .put("id", item.id())
          .put("name", item.name())
          .put("priceMinor", item.priceMinor())
          .put("veg", item.veg())
          .put("available", true);
    }
  }
}
