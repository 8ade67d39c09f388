package io.dabba.server.testkit;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.security.Role;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A city of its own for one test, brought in by ops over the API: one restaurant, whose id is
 * {@code NAME-kitchen}, and riders beside it.
 */
public final class Town {
  /** Where the restaurant is. */
  public static final double LAT = 18.5204;

  public static final double LNG = 73.8567;

  private final Api api;
  private final String name;

  private Town(Api api, String name) {
    this.api = api;
    this.name = name;
  }

  /**
   * A new city.
   *
   * @param riders names of riders, who get the ids {@code TOWN-NAME}
   */
  public static Town create(Api api, String name, String... riders) {
    return create(10, api, name, riders);
  }

  /** One whose restaurant needs so long for its food; riders are looked for 12 minutes before. */
  public static Town create(int prepMinutes, Api api, String name, String... riders) {
    Town town = new Town(api, name);
    Api ops = api.as(Role.OPS, "ops");
    ops.put(
            "/v1/ops/cities/" + name,
            """
            {"name":"%s","zone":"Asia/Kolkata","currency":"INR","center":{"lat":%s,"lng":%s}}\
            """
                .formatted(name, LAT, LNG))
        .expect(204);
    ops.put(
            "/v1/ops/cities/%s/restaurants".formatted(name),
            """
            {"restaurants":[{"id":"%s","name":"Biryani House %s","lat":%s,"lng":%s,
              "cuisines":["Hyderabadi","Mughlai"],"rating":4.5,"votes":321,"priceLevel":2,"veg":false,
              "open":true,"deliveryRadiusMeters":5000,"prepMinutes":%d,"menu":[
              {"id":"biryani","name":"Chicken Biryani","priceMinor":25000,"veg":false,"available":true},
              {"id":"raita","name":"Raita","priceMinor":4000,"veg":true,"available":true},
              {"id":"kebab","name":"Seekh Kebab","priceMinor":18000,"veg":false,"available":false}]}]}\
            """
                .formatted(town.restaurant(), name, LAT, LNG, prepMinutes))
        .expect(204);
    ops.put(
            "/v1/ops/cities/%s/riders".formatted(name),
            "{\"riders\":[%s]}"
                .formatted(
                    Stream.of(riders)
                        .map(rider ->
                            "{\"id\":\"%s\",\"name\":\"%s\",\"vehicle\":\"MOTORCYCLE\"}"
                                .formatted(town.riderId(rider), rider))
                        .collect(joining(","))))
        .expect(204);
    return town;
  }

  /** A city that is there already. */
  public static Town existing(Api api, String name) {
    return new Town(api, name);
  }

  public String name() {
    return name;
  }

  public String restaurant() {
    return name + "-kitchen";
  }

  public String riderId(String rider) {
    return name + "-" + rider;
  }

  public Api ops() {
    return api.as(Role.OPS, "ops");
  }

  public Api kitchen() {
    return api.as(Role.RESTAURANT, restaurant());
  }

  public Api rider(String rider) {
    return api.as(Role.RIDER, riderId(rider));
  }

  public Api customer(String customer) {
    return api.as(Role.CUSTOMER, name + "-" + customer);
  }

  /** Puts a rider on shift, a little north of the restaurant. */
  public Api online(String rider, double metersNorth) {
    Api app = rider(rider);
    app.put("/v1/riders/shift", "{\"online\":true}").expect(200);
    app.post("/v1/riders/location", position(metersNorth)).expect(200);
    return app;
  }

  /** The body of a ping from so far north of the restaurant. */
  public static String position(double metersNorth) {
    return "{\"lat\":%s,\"lng\":%s}".formatted(LAT + metersNorth / 111_195, LNG);
  }

  /** Stores an address 1 km from the restaurant and returns its id. */
  public String address(Api customer) {
    return customer
        .post(
            "/v1/addresses",
            """
            {"label":"home","lat":%s,"lng":%s,"text":"12 Lane"}\
            """
                .formatted(LAT + 0.009, LNG))
        .expect(201)
        .at("/id");
  }

  /** The body of an order for two biryanis and a raita. */
  public String cart(String addressId, String paymentMethod) {
    return """
    {"restaurantId":"%s","addressId":"%s","paymentMethod":"%s",
     "items":[{"itemId":"biryani","quantity":2},{"itemId":"raita","quantity":1}]}\
    """
        .formatted(restaurant(), addressId, paymentMethod);
  }

  /** Orders under a new key. */
  public Answer order(Api customer, String paymentMethod) {
    return customer.post(
        "/v1/orders",
        cart(address(customer), paymentMethod),
        "Idempotency-Key",
        UUID.randomUUID().toString());
  }

  /** Orders and pays by card; the id of the order. */
  public String order(Api customer) {
    return order(customer, "card").expect(201).at("/id");
  }

  /** Answers an offer as it came over the WebSocket. */
  public static Answer answer(Api rider, JsonNode offer, String action) {
    return rider.patch(
        "/v1/rides/" + offer.get("rideId").asText(),
        "{\"action\":\"%s\",\"fencingToken\":\"%s\"}"
            .formatted(action, offer.get("fencingToken").asText()));
  }
}
