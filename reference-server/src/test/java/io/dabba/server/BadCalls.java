package io.dabba.server;

import io.dabba.server.security.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is wrong with a call besides the fields of its body. */
final class BadCalls {
  private static final Set<Role> KITCHEN = Set.of(Role.RESTAURANT);

  private final Targets targets;

  BadCalls(Targets targets) {
    this.targets = targets;
  }

  Stream<Refusal> all() {
    return Stream.of(
            ordersThatAreNotPossible(),
            idempotencyKeys(),
            parametersOfSearch(),
            parametersOfOps(),
            eventsAndWebhooks(),
            idsInPaths(),
            whatBelongsToAnother(),
            wrongStates())
        .flatMap(Function.identity());
  }

  private Stream<Refusal> ordersThatAreNotPossible() {
    return Stream.of(
        impossible("no items", targets.cart().replaceAll("\\[.*\\]", "[]"), "empty-cart", "items"),
        impossible(
            "unknown restaurant",
            targets.cart().replace("pune-kitchen", "nowhere"),
            "unknown-restaurant",
            "restaurantId"),
        impossible(
            "restaurant whose name is a trick",
            targets.cart().replace("pune-kitchen", "x' OR 1=1 --"),
            "unknown-restaurant",
            "restaurantId"),
        impossible(
            "closed restaurant",
            targets.cart().replace("pune-kitchen", "agra-kitchen"),
            "restaurant-closed",
            "restaurantId"),
        impossible(
            "unknown dish",
            targets.cart("caviar", targets.address(), "card"),
            "unknown-item",
            "items[0].itemId"),
        impossible(
            "dish that is not available",
            targets.cart("kebab", targets.address(), "card"),
            "item-unavailable",
            "items[0].itemId"),
        impossible(
            "unknown address",
            targets.cart("biryani", "nowhere", "card"),
            "unknown-address",
            "addressId"),
        impossible(
            "address of another",
            targets.cart("biryani", targets.addressOfNoor(), "card"),
            "unknown-address",
            "addressId"),
        impossible(
            "unknown payment method",
            targets.cart("biryani", targets.address(), "shells"),
            "unknown-payment-method",
            "paymentMethod"),
        impossible(
            "version that never was", with("\"version\":7"), "price-changed", "items[0].version"),
        impossible(
            "option that the dish does not have",
            with("\"options\":[{\"groupId\":\"size\",\"choiceId\":\"large\"}]"),
            "invalid-option",
            "items[0].options"),
        impossible(
            "unknown promotion",
            named("\"promotionCode\":\"FREE\""),
            "promotion-not-valid",
            "promotionCode"));
  }

  private Refusal impossible(String what, String body, String slug, String field) {
    return new Refusal(what, Call.of("POST", "/v1/orders", body), 422, slug, field);
  }

  /** The cart with more in it, which is written behind the quantity. */
  private String with(String more) {
    return targets.cart().replace("\"quantity\":2", "\"quantity\":2," + more);
  }

  private String named(String field) {
    return targets.cart().replaceFirst("\\{", "{" + field + ",");
  }

  private Stream<Refusal> idempotencyKeys() {
    Call order = Call.of("POST", "/v1/orders", targets.cart());
    String field = "Idempotency-Key";
    return Stream.of(
        new Refusal("no key", order, 400, "invalid-field", field).with("X-None", "x"),
        new Refusal("blank key", order, 400, "invalid-field", field).with(field, "  "),
        new Refusal("key of 256", order, 400, "invalid-field", field).with(field, "k".repeat(256)),
        new Refusal("key of 5000", order, 400, "invalid-field", field)
            .with(field, "k".repeat(5_000)),
        new Refusal("key with a tab", order, 400, "invalid-field", field).with(field, "a\tb"),
        new Refusal("key of another request", order, 422, "idempotency-key-reused", field)
            .with(field, "used"));
  }

  private Stream<Refusal> parametersOfSearch() {
    String near = "/v1/restaurants?lat=18.5&lng=73.8";
    return Stream.concat(
        Stream.of("NaN", "Infinity", "-Infinity", "90.1", "abc", "12f", "0x1p3", "1,5", "")
            .map(lat -> parameter("/v1/restaurants?lng=73.8&lat=" + lat, "lat")),
        Stream.of(
            parameter("/v1/restaurants?lng=73.8", "lat"),
            parameter("/v1/restaurants?lat=18.5", "lng"),
            parameter("/v1/restaurants?lat=18.5&lng=NaN", "lng"),
            parameter(near + "&radius=-1", "radius"),
            parameter(near + "&radius=NaN", "radius"),
            parameter(near + "&radius=1e12", "radius"),
            parameter(near + "&minRating=6", "minRating"),
            parameter(near + "&minRating=good", "minRating"),
            parameter(near + "&maxPrice=0", "maxPrice"),
            parameter(near + "&maxPrice=99999999999", "maxPrice"),
            parameter(near + "&limit=0", "limit"),
            parameter(near + "&limit=1000000", "limit"),
            parameter(near + "&limit=1.5", "limit"),
            parameter(near + "&veg=maybe", "veg"),
            parameter(near + "&openNow=1", "openNow"),
            parameter(near + "&openAt=noon", "openAt"),
            parameter("/v1/restaurants/suggest?lng=73.8", "lat"),
            parameter("/v1/restaurants/suggest?lat=18.5&lng=NaN", "lng"),
            parameter("/v1/restaurants/suggest?lat=18.5&lng=73.8&limit=51", "limit"),
            parameter("/v1/restaurants/suggest?lat=18.5&lng=73.8&radius=0", "radius"),
            parameter("/v1/restaurants/suggest?lat=18.5&lng=73.8&q=" + "x".repeat(201), "q"),
            parameter(near + "&openAt=" + "2".repeat(100), "openAt"),
            parameter(near + "&maxDeliveryFee=-1", "maxDeliveryFee"),
            parameter(near + "&maxDeliveryFee=free", "maxDeliveryFee"),
            parameter(near + "&sort=price%20DESC", "sort"),
            parameter(near + "&q=" + "x".repeat(2_000), "q"),
            parameter(near + "&q=a%00b", "q"),
            parameter(near + "&cuisine=" + "a,".repeat(30) + "b", "cuisine"),
            parameter(near + "&cuisine=" + "x".repeat(500), "cuisine"),
            parameter(near + "&cursor=garbage", "cursor"),
            parameter(near + "&cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cursor"),
            parameter(near + "&cursor=" + "A".repeat(600), "cursor")));
  }

  private Stream<Refusal> parametersOfOps() {
    return Stream.of(
        parameter("/v1/ops/orders", "city"),
        parameter("/v1/ops/orders?city=" + "x".repeat(65), "city"),
        parameter("/v1/ops/orders?city=a%20b", "city"),
        parameter("/v1/ops/orders?city=a%00b", "city"),
        parameter("/v1/ops/orders?city=pune&limit=0", "limit"),
        parameter("/v1/ops/orders?city=pune&limit=501", "limit"),
        parameter("/v1/ops/orders?city=pune&limit=many", "limit"),
        parameter("/v1/ops/orders?city=pune&cursor=garbage", "cursor"),
        parameter("/v1/ops/orders?city=pune&cursor=" + "x".repeat(65), "cursor"),
        parameter("/v1/ops/city?lng=73.8", "lat"),
        parameter("/v1/ops/city?lat=90.1&lng=73.8", "lat"),
        parameter("/v1/ops/city?lat=18.5&lng=181", "lng"),
        parameter("/v1/ops/live?city=a%20b", "city"),
        parameter("/v1/ops/live?city=" + "x".repeat(65), "city"),
        new Refusal(
            "unknown city", Call.of("GET", "/v1/ops/live?city=none", ""), 404, "not-found", ""),
        new Refusal(
            "unknown city", Call.of("GET", "/v1/ops/orders?city=none", ""), 404, "not-found", ""));
  }

  private Stream<Refusal> eventsAndWebhooks() {
    String event = Long.toString(targets.heard());
    return Stream.of(
        parameter("/v1/ops/outbox/set-aside?limit=0", "limit"),
        parameter("/v1/ops/outbox/set-aside?limit=501", "limit"),
        parameter("/v1/ops/webhooks/hook/deliveries?state=lost", "state"),
        parameter("/v1/ops/webhooks/hook/deliveries?limit=many", "limit"),
        new Refusal(
            "event that is not set aside",
            Call.of("POST", "/v1/ops/outbox/" + event + "/retry", ""),
            404,
            "not-found",
            ""),
        new Refusal(
            "event that is owed to nobody",
            Call.of("POST", "/v1/ops/webhooks/hook/deliveries/" + event + "/retry", ""),
            404,
            "not-found",
            ""),
        new Refusal(
            "webhook of no name",
            Call.of("PUT", "/v1/ops/webhooks/a%20b", BadFields.WEBHOOK),
            404,
            "not-found",
            "webhookId"));
  }

  /** Unknown ids, and texts that cannot be ids, wherever an id stands in a path. */
  private Stream<Refusal> idsInPaths() {
    List<String> impossible =
        List.of(
            "%00", "a%00b", "a%0ab", "a%20b", "%C3%A9", "%ff", "x".repeat(65), "x".repeat(3_000));
    Map<String, String> places = new TreeMap<>();
    places.put("DELETE /v1/addresses/{}", "id");
    places.put("DELETE /v1/ops/cities/{}/positions", "cityId");
    places.put("DELETE /v1/ops/webhooks/{}", "webhookId");
    places.put("GET /v1/ops/rides/{}/explain", "rideId");
    places.put("GET /v1/ops/webhooks/{}/deliveries", "webhookId");
    places.put("POST /v1/ops/outbox/{}/retry", "eventId");
    places.put("POST /v1/ops/webhooks/hook/deliveries/{}/retry", "eventId");
    places.put("GET /v1/restaurants/{}", "restaurantId");
    places.put("GET /v1/restaurants/{}/menu", "restaurantId");
    places.put("GET /v1/orders/{}", "orderId");
    places.put("GET /v1/orders/{}/track", "orderId");
    places.put("POST /v1/orders/{}/cancel", "orderId");
    places.put("POST /v1/orders/{}/ready", "orderId");
    places.put("POST /v1/orders/{}/accept", "orderId");
    places.put("POST /v1/orders/{}/reject", "orderId");
    places.put("GET /v1/orders/{}/events", "orderId");
    places.put("GET /v1/ops/orders/{}/actions", "orderId");
    places.put("GET /v1/ops/orders/{}/refunds", "orderId");
    places.put("POST /v1/ops/orders/{}/reconcile", "orderId");
    places.put("PATCH /v1/rides/{}", "rideId");
    places.put("POST /v1/rides/{}/pickup", "rideId");
    places.put("POST /v1/rides/{}/deliver", "rideId");
    places.put("POST /v1/rides/{}/release", "rideId");
    return places.entrySet().stream()
        .flatMap(place -> {
          String[] line = place.getKey().split(" ", -1);
          String body =
              line[0].equals("PATCH") ? "{\"action\":\"accept\",\"fencingToken\":\"1\"}" : "";
          Stream<Refusal> unknown =
              line[0].equals("PATCH")
                  ? Stream.of(
                      new Refusal(
                          "unknown id",
                          Call.of(line[0], line[1].replace("{}", "unknown"), body),
                          409,
                          "stale-offer",
                          "fencingToken"))
                  : Stream.of("unknown", "x'+OR+1=1", "*", "~", "a%2fb", "%2e%2e%2f%2e%2e%2fops")
                      .map(id ->
                          new Refusal(
                              id,
                              Call.of(line[0], line[1].replace("{}", id), body),
                              404,
                              "not-found",
                              ""));
          return Stream.concat(
              unknown,
              impossible.stream()
                  .map(id ->
                      new Refusal(
                          id,
                          Call.of(line[0], line[1].replace("{}", id), body),
                          404,
                          "not-found",
                          place.getValue())));
        });
  }

  private Stream<Refusal> whatBelongsToAnother() {
    String order = "/v1/orders/" + targets.confirmed();
    String ride = "/v1/rides/" + targets.taken().get("rideId").asText();
    String stolen =
        "{\"action\":\"accept\",\"fencingToken\":\"%s\"}"
            .formatted(targets.offer().get("fencingToken").asText());
    return Stream.of(
        new Refusal("another's order", Call.of("GET", order, ""), 404, "not-found", "")
            .by("pune-noor"),
        new Refusal("another's order", Call.of("GET", order + "/track", ""), 404, "not-found", "")
            .by("pune-noor"),
        new Refusal("another's order", Call.of("POST", order + "/cancel", ""), 404, "not-found", "")
            .by("pune-noor"),
        new Refusal("another's order", Call.of("POST", order + "/ready", ""), 404, "not-found", "")
            .by("agra-kitchen"),
        new Refusal("another's order", Call.of("POST", order + "/accept", ""), 404, "not-found", "")
            .by("agra-kitchen"),
        new Refusal("another's order", Call.of("POST", order + "/reject", ""), 404, "not-found", "")
            .by("agra-kitchen"),
        new Refusal("another's order", Call.of("GET", order + "/events", ""), 404, "not-found", "")
            .by("pune-noor"),
        new Refusal(
            "another's address",
            Call.of("DELETE", "/v1/addresses/" + targets.addressOfNoor(), ""),
            404,
            "not-found",
            ""),
        new Refusal(
                "another's restaurant",
                new Call("GET", "/v1/restaurants/pune-kitchen/orders", "", KITCHEN),
                403,
                "forbidden",
                "")
            .by("agra-kitchen"),
        new Refusal("another's ride", Call.of("POST", ride + "/pickup", ""), 404, "not-found", "")
            .by("pune-bala"),
        new Refusal("another's ride", Call.of("POST", ride + "/deliver", ""), 404, "not-found", "")
            .by("pune-bala"),
        new Refusal("another's ride", Call.of("POST", ride + "/release", ""), 404, "not-found", "")
            .by("pune-bala"),
        new Refusal(
                "another's offer",
                Call.of("PATCH", "/v1/rides/" + targets.offer().get("rideId").asText(), stolen),
                409,
                "stale-offer",
                "fencingToken")
            .by("pune-bala"),
        new Refusal(
                "unknown rider",
                Call.of("PUT", "/v1/riders/shift", "{\"online\":true}"),
                404,
                "not-found",
                "")
            .by("nobody"));
  }

  private Stream<Refusal> wrongStates() {
    String done = "/v1/orders/" + targets.delivered();
    String ride = "/v1/rides/" + targets.taken().get("rideId").asText();
    String open = "/v1/rides/" + targets.offer().get("rideId").asText();
    return Stream.of(
        new Refusal(
            "delivered order", Call.of("POST", done + "/cancel", ""), 409, "wrong-state", ""),
        new Refusal(
            "delivered order", Call.of("POST", done + "/reject", ""), 409, "wrong-state", ""),
        override("delivered order", targets.delivered(), "cancel"),
        override("delivered order", targets.delivered(), "release"),
        override("order without a rider", targets.confirmed(), "deliver"),
        refund("order that is not paid for yet", targets.confirmed(), 409, "wrong-state", ""),
        refund("more than was paid", targets.delivered(), 422, "refund-too-large", "amountMinor"),
        new Refusal(
                "refund without a key",
                Call.of(
                    "POST",
                    "/v1/ops/orders/%s/refunds".formatted(targets.delivered()),
                    "{\"amountMinor\":1,\"reason\":\"cold\"}"),
                400,
                "invalid-field",
                "Idempotency-Key")
            .with("X-None", "x"),
        new Refusal(
            "order with a rider",
            Call.of("POST", "/v1/orders/" + targets.assigned() + "/cancel", ""),
            409,
            "wrong-state",
            ""),
        new Refusal(
                "ride not picked up",
                Call.of("POST", ride + "/deliver", ""),
                409,
                "wrong-state",
                "")
            .by("pune-asha"),
        new Refusal(
                "ride not accepted", Call.of("POST", open + "/pickup", ""), 404, "not-found", "")
            .by("pune-chand"),
        new Refusal(
                "off shift while riding",
                Call.of("PUT", "/v1/riders/shift", "{\"online\":false}"),
                409,
                "wrong-state",
                "")
            .by("pune-asha"));
  }

  private static Refusal override(String what, String order, String action) {
    return new Refusal(
        what,
        Call.of(
            "POST",
            "/v1/ops/orders/%s/override".formatted(order),
            "{\"action\":\"%s\",\"reason\":\"why\"}".formatted(action)),
        409,
        "wrong-state",
        "");
  }

  private static Refusal refund(String what, String order, int status, String slug, String field) {
    return new Refusal(
            what,
            Call.of(
                "POST",
                "/v1/ops/orders/%s/refunds".formatted(order),
                "{\"amountMinor\":9000000000,\"reason\":\"cold\"}"),
            status,
            slug,
            field)
        .with("Idempotency-Key", "refund");
  }

  private Refusal parameter(String pathAndQuery, String field) {
    return new Refusal(field, Call.of("GET", pathAndQuery, ""), 400, "invalid-field", field);
  }
}
