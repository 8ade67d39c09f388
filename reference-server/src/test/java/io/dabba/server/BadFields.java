package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every field of every body: left out, of another type, out of its range. */
final class BadFields {
  static final String LONG = "x".repeat(10_000);

  static final String CITY =
      """
      {"name":"Pune","zone":"Asia/Kolkata","currency":"INR","center":{"lat":18.5,"lng":73.8}}\
      """;

  static final String ADDRESS =
      """
      {"label":"home","lat":18.5,"lng":73.8,"text":"12 Lane"}\
      """;

  static final String OVERRIDE =
      """
      {"action":"cancel","reason":"kitchen on fire"}\
      """;

  static final String REFUND =
      """
      {"amountMinor":100,"reason":"cold"}\
      """;

  /** To a type of which there is never an event here. */
  static final String WEBHOOK =
      """
      {"url":"https://hooks.example/dabba","secret":"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5",\
      "types":["never.ever"],"cities":["pune"]}\
      """;

  private static final List<String> NO_LATITUDES =
      List.of("null", "\"12\"", "true", "{}", "[]", "90.000001", "-91", "1e300", "-1e999", "1e999");

  private static final List<String> NO_LONGITUDES =
      List.of("null", "\"12\"", "180.000001", "-181", "1e300", "1e999");

  static final List<String> NO_TEXTS =
      List.of("null", "7", "true", "{}", "[]", "\"\"", "\"  \"", "\"a\\u0000b\"", "\"\\ud800\"");

  private final Targets targets;

  BadFields(Targets targets) {
    this.targets = targets;
  }

  Stream<Refusal> all() {
    return Stream.of(
            fieldsOfAddress(),
            fieldsOfLocation(),
            fieldsOfShift(),
            fieldsOfOrder(),
            fieldsOfOrderExtras(),
            fieldsOfOpsOnOrders(),
            fieldsOfAnswer(),
            fieldsOfWebhook(),
            fieldsOfImports())
        .flatMap(Function.identity());
  }

  private Stream<Refusal> fieldsOfAddress() {
    return Stream.of(
            fields("POST", "/v1/addresses", ADDRESS, "\"lat\":18.5", "lat", NO_LATITUDES),
            fields("POST", "/v1/addresses", ADDRESS, "\"lng\":73.8", "lng", NO_LONGITUDES),
            fields("POST", "/v1/addresses", ADDRESS, "\"label\":\"home\"", "label", NO_TEXTS),
            fields("POST", "/v1/addresses", ADDRESS, "\"label\":\"home\"", "label", quoted(LONG)),
            fields("POST", "/v1/addresses", ADDRESS, "\"text\":\"12 Lane\"", "text", NO_TEXTS),
            fields("POST", "/v1/addresses", ADDRESS, "\"text\":\"12 Lane\"", "text", quoted(LONG)))
        .flatMap(Function.identity());
  }

  private Stream<Refusal> fieldsOfLocation() {
    String path = "/v1/riders/location";
    String body =
        """
        {"lat":18.5,"lng":73.8,"at":"2026-11-22T12:00:00Z","accuracyMeters":5,"speedMps":3,\
        "headingDegrees":90}\
        """;
    return Stream.of(
            fields("POST", path, body, "\"lat\":18.5", "lat", NO_LATITUDES),
            fields("POST", path, body, "\"lng\":73.8", "lng", NO_LONGITUDES),
            optionalFields(
                "POST",
                path,
                body,
                "\"at\":\"2026-11-22T12:00:00Z\"",
                "at",
                List.of("7", "\"noon\"", "\"2026-11-22\"", "\"2026-13-01T00:00:00Z\"", "{}")),
            optionalFields(
                "POST",
                path,
                body,
                "\"accuracyMeters\":5",
                "accuracyMeters",
                List.of("-1", "\"5\"", "1e999", "true")),
            optionalFields(
                "POST", path, body, "\"speedMps\":3", "speedMps", List.of("-1", "\"5\"", "1e999")),
            optionalFields(
                "POST",
                path,
                body,
                "\"headingDegrees\":90",
                "headingDegrees",
                List.of("-1", "360.5", "\"N\"", "1e999")))
        .flatMap(Function.identity());
  }

  private Stream<Refusal> fieldsOfShift() {
    String path = "/v1/riders/shift";
    return Stream.of(
            fields(
                "PUT",
                path,
                "{\"online\":true}",
                "\"online\":true",
                "online",
                List.of("null", "\"true\"", "1", "{}")),
            optionalFields(
                "PUT",
                path,
                "{\"online\":true,\"endsAt\":\"2026-11-22T18:00:00Z\"}",
                "\"endsAt\":\"2026-11-22T18:00:00Z\"",
                "endsAt",
                List.of(
                    "1",
                    "true",
                    "\"\"",
                    "\"18:00\"",
                    "\"2026-11-22T12:00:00Z\"",
                    "\"2026-11-24T12:00:00Z\"",
                    "\"+1000000000-12-31T23:59:59Z\"",
                    "\"-1000000000-01-01T00:00:00Z\"")),
            optionalFields(
                "PUT",
                path,
                "{\"online\":false,\"endsAt\":0}",
                "\"endsAt\":0",
                "endsAt",
                List.of("\"2026-11-22T18:00:00Z\"")))
        .flatMap(Function.identity());
  }

  private Stream<Refusal> fieldsOfOrderExtras() {
    String cart =
        targets
            .cart()
            .replace(
                "\"quantity\":2",
                """
                "quantity":2,"version":1,"options":[{"groupId":"size","choiceId":"large"}]\
                """)
            .replaceFirst("\\{", "{\"promotionCode\":\"TIFFIN\",\"tipMinor\":5,");
    String path = "/v1/orders";
    return Stream.of(
            optionalFields(
                "POST",
                path,
                cart,
                "\"version\":1",
                "items[0].version",
                List.of("0", "-1", "\"1\"", "1.5", "99999999999999999999")),
            fields(
                "POST",
                path,
                cart,
                "\"groupId\":\"size\"",
                "items[0].options[0].groupId",
                concat(NO_TEXTS, quoted(LONG))),
            fields(
                "POST",
                path,
                cart,
                "\"choiceId\":\"large\"",
                "items[0].options[0].choiceId",
                concat(NO_TEXTS, quoted(LONG))),
            optionalFields(
                "POST",
                path,
                cart,
                "\"options\":[{\"groupId\":\"size\",\"choiceId\":\"large\"}]",
                "items[0].options",
                List.of("7", "\"size\"", "{}", "true")),
            optionalFields(
                "POST",
                path,
                cart,
                "\"promotionCode\":\"TIFFIN\"",
                "promotionCode",
                List.of("7", "{}", "\"\"", "\"" + "x".repeat(65) + "\"")),
            optionalFields(
                "POST",
                path,
                cart,
                "\"tipMinor\":5",
                "tipMinor",
                List.of("-1", "\"5\"", "1.5", "100000001", "99999999999999999999")))
        .flatMap(Function.identity());
  }

  private Stream<Refusal> fieldsOfOpsOnOrders() {
    String override = "/v1/ops/orders/%s/override".formatted(targets.confirmed());
    String refunds = "/v1/ops/orders/%s/refunds".formatted(targets.delivered());
    return Stream.of(
            fields(
                "POST",
                override,
                OVERRIDE,
                "\"action\":\"cancel\"",
                "action",
                List.of("null", "7", "\"\"", "\"eat\"", "{}")),
            fields(
                "POST",
                override,
                OVERRIDE,
                "\"reason\":\"kitchen on fire\"",
                "reason",
                concat(NO_TEXTS, quoted(LONG))),
            fields(
                    "POST",
                    refunds,
                    REFUND,
                    "\"amountMinor\":100",
                    "amountMinor",
                    List.of("null", "0", "-1", "\"1\"", "1.5", "99999999999999999999"))
                .map(refusal -> refusal.with("Idempotency-Key", "bad")),
            fields(
                    "POST",
                    refunds,
                    REFUND,
                    "\"reason\":\"cold\"",
                    "reason",
                    concat(NO_TEXTS, quoted(LONG)))
                .map(refusal -> refusal.with("Idempotency-Key", "bad")))
        .flatMap(Function.identity());
  }

  private Stream<Refusal> fieldsOfOrder() {
    String cart = targets.cart();
    List<String> quantities =
        List.of("null", "0", "-1", "2147483648", "99999999999999999999", "1.5", "\"2\"", "51");
    return Stream.of(
            fields(
                "POST",
                "/v1/orders",
                cart,
                "\"restaurantId\":\"pune-kitchen\"",
                "restaurantId",
                concat(NO_TEXTS, quoted(LONG))),
            fields(
                "POST",
                "/v1/orders",
                cart,
                "\"addressId\":\"" + targets.address() + "\"",
                "addressId",
                concat(NO_TEXTS, quoted(LONG))),
            fields(
                "POST",
                "/v1/orders",
                cart,
                "\"paymentMethod\":\"card\"",
                "paymentMethod",
                concat(NO_TEXTS, quoted(LONG))),
            fields(
                "POST",
                "/v1/orders",
                cart,
                "\"itemId\":\"biryani\"",
                "items[0].itemId",
                concat(NO_TEXTS, quoted(LONG))),
            fields("POST", "/v1/orders", cart, "\"quantity\":2", "items[0].quantity", quantities),
            fields(
                "POST",
                "/v1/orders",
                cart,
                "\"items\":[{\"itemId\":\"biryani\",\"quantity\":2}]",
                "items",
                List.of("null", "{}", "\"biryani\"", items(51))),
            fields(
                "POST",
                "/v1/orders",
                cart,
                "{\"itemId\":\"biryani\",\"quantity\":2}",
                "items[0]",
                List.of("7", "null", "[]", "\"biryani\"")))
        .flatMap(Function.identity())
        .filter(refusal -> !refusal.what().equals("items[0] left out"));
  }

  private Stream<Refusal> fieldsOfWebhook() {
    String path = "/v1/ops/webhooks/new";
    return Stream.of(
            fields(
                "PUT",
                path,
                WEBHOOK,
                "\"url\":\"https://hooks.example/dabba\"",
                "url",
                concat(
                    concat(NO_TEXTS, quoted(LONG)),
                    List.of(
                        "\"hooks.example\"",
                        "\"http://hooks.example/\"",
                        "\"ftp://hooks.example/\"",
                        "\"https://me:secret@hooks.example/\"",
                        "\"https://10.0.0.1/\"",
                        "\"https://192.168.0.1:8443/\"",
                        "\"https://169.254.169.254/latest/meta-data\"",
                        "\"https://[fd00::1]/\""))),
            optionalFields(
                "PUT",
                path,
                WEBHOOK,
                "\"secret\":\"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5\"",
                "secret",
                List.of("7", "\"\"", "\"secret\"", "\"whsec_c2hvcnQ=\"", "\"whsec_!!\"")),
            fields(
                "PUT",
                path,
                WEBHOOK,
                "\"types\":[\"never.ever\"]",
                "types",
                List.of("null", "\"*\"", "[]", "{}", "[" + "\"*\",".repeat(32) + "\"*\"]")),
            optionalFields(
                "PUT",
                path,
                WEBHOOK,
                "\"never.ever\"",
                "types[0]",
                List.of("7", "\"\"", "\"Order\"", "\"order.*.x\"", "\"%\"", "\"order.%\"")),
            optionalFields(
                "PUT",
                path,
                WEBHOOK,
                "\"cities\":[\"pune\"]",
                "cities",
                List.of("7", "\"pune\"", "[" + "\"a\",".repeat(100) + "\"a\"]")),
            optionalFields(
                "PUT", path, WEBHOOK, "\"pune\"", "cities[0]", List.of("7", "\"a b\"", "\"\"")))
        .flatMap(Function.identity());
  }

  private Stream<Refusal> fieldsOfAnswer() {
    String path = "/v1/rides/" + targets.offer().get("rideId").asText();
    String body = "{\"action\":\"decline\",\"fencingToken\":\"1\"}";
    Stream<Refusal> fields =
        Stream.concat(
            fields(
                "PATCH",
                path,
                body,
                "\"action\":\"decline\"",
                "action",
                List.of("null", "\"\"", "\"maybe\"", "7", "true", "\"a\\u0000b\"")),
            fields(
                "PATCH",
                path,
                body,
                "\"fencingToken\":\"1\"",
                "fencingToken",
                List.of(
                    "null",
                    "1",
                    "\"\"",
                    "\"-1\"",
                    "\"0\"",
                    "\"abc\"",
                    "\"1e3\"",
                    "\"+1\"",
                    "\" 1\"",
                    "\"0x1\"",
                    "\"1.0\"",
                    "\"\u0661\"",
                    "\"99999999999999999999\"",
                    "\"" + LONG + "\"")));
    Stream<Refusal> stale =
        Stream.of("2", "999", "999999999999999999")
            .map(token ->
                new Refusal(
                    "token " + token,
                    Call.of("PATCH", path, body.replace("\"1\"", "\"" + token + "\"")),
                    409,
                    "stale-offer",
                    "fencingToken"));
    return Stream.concat(fields, stale).map(refusal -> refusal.by("pune-chand"));
  }

  private Stream<Refusal> fieldsOfImports() {
    String city = "/v1/ops/cities/pune";
    String riders = "{\"riders\":[{\"id\":\"r\",\"name\":\"R\",\"vehicle\":\"CAR\"}]}";
    String restaurants =
        """
        {"restaurants":[{"id":"pune-kitchen","name":"K","lat":18.5,"lng":73.8,"cuisines":["C"],\
        "rating":4,"votes":1,"priceLevel":2,"veg":true,"open":true,"deliveryRadiusMeters":5000,\
        "prepMinutes":10,"menu":[{"id":"d","name":"D","priceMinor":100,"veg":true,"available":true}]}]}\
        """;
    String at = "restaurants[0].";
    String dish = at + "menu[0].";
    return Stream.of(
            fields("PUT", city, CITY, "\"name\":\"Pune\"", "name", concat(NO_TEXTS, quoted(LONG))),
            fields(
                "PUT",
                city,
                CITY,
                "\"zone\":\"Asia/Kolkata\"",
                "zone",
                concat(NO_TEXTS, List.of("\"Nowhere\"", "\"Asia/../x\""))),
            fields(
                "PUT",
                city,
                CITY,
                "\"currency\":\"INR\"",
                "currency",
                concat(NO_TEXTS, List.of("\"inr\"", "\"QQQ\"", "\"RUPEE\""))),
            fields(
                "PUT",
                city,
                CITY,
                "\"center\":{\"lat\":18.5,\"lng\":73.8}",
                "center",
                List.of("null", "7", "[]", "\"18,73\"")),
            fields("PUT", city, CITY, "\"lat\":18.5", "center.lat", NO_LATITUDES),
            fields(
                "PUT",
                city + "/riders",
                riders,
                "\"id\":\"r\"",
                "riders[0].id",
                concat(NO_TEXTS, List.of("\"a b\"", "\"\u00e9\"", "\"" + LONG + "\""))),
            fields("PUT", city + "/riders", riders, "\"name\":\"R\"", "riders[0].name", NO_TEXTS),
            fields(
                "PUT",
                city + "/riders",
                riders,
                "\"vehicle\":\"CAR\"",
                "riders[0].vehicle",
                List.of("null", "\"HORSE\"", "\"\"", "7")),
            fields(
                "PUT",
                city + "/riders",
                riders,
                riders.substring(1, riders.length() - 1),
                "riders",
                List.of("null", "{}", "7", "[" + "{},".repeat(500) + "{}]")),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"id\":\"pune-kitchen\"",
                at + "id",
                concat(NO_TEXTS, List.of("\"a b\"", "\"" + LONG + "\""))),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"name\":\"K\"",
                at + "name",
                concat(NO_TEXTS, quoted(LONG))),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"lat\":18.5",
                at + "lat",
                NO_LATITUDES),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"lng\":73.8",
                at + "lng",
                NO_LONGITUDES),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"cuisines\":[\"C\"]",
                at + "cuisines",
                List.of("null", "\"C\"", "{}", "[" + "\"C\",".repeat(100) + "\"C\"]")),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"C\"",
                at + "cuisines[0]",
                concat(List.of("7", "\"\"", "\"a\\u0000\""), quoted(LONG))),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"rating\":4",
                at + "rating",
                List.of("null", "-1", "5.1", "\"4\"", "1e999")),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"votes\":1",
                at + "votes",
                List.of("null", "-1", "1.5", "2147483648")),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"priceLevel\":2",
                at + "priceLevel",
                List.of("null", "0", "5", "\"2\"")),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"prepMinutes\":10",
                at + "prepMinutes",
                List.of("null", "-1", "241", "\"10\"")),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"deliveryRadiusMeters\":5000",
                at + "deliveryRadiusMeters",
                List.of("null", "0", "1e9", "-5")),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"priceMinor\":100",
                dish + "priceMinor",
                List.of("null", "-1", "1.5", "1e3", "99999999999999999999", "1000000001")),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"id\":\"d\"",
                dish + "id",
                concat(NO_TEXTS, List.of("\"a b\"", "\"\u00e9\"", "\"" + LONG + "\""))),
            fields(
                "PUT",
                city + "/restaurants",
                restaurants,
                "\"name\":\"D\"",
                dish + "name",
                concat(NO_TEXTS, quoted(LONG))),
            Stream.of(
                new Refusal(
                    "two dishes of one id",
                    Call.of(
                        "PUT",
                        city + "/restaurants",
                        restaurants.replaceAll("\"menu\":\\[(.*?)\\]", "\"menu\":[$1,$1]")),
                    400,
                    "invalid-field",
                    at + "menu"),
                new Refusal(
                    "two restaurants of one id",
                    Call.of(
                        "PUT",
                        city + "/restaurants",
                        restaurants.replaceAll("\\[(.*)\\]\\}$", "[$1,$1]}")),
                    400,
                    "invalid-field",
                    "restaurants"),
                new Refusal(
                    "riders of no city",
                    Call.of("PUT", "/v1/ops/cities/none/riders", riders),
                    404,
                    "not-found",
                    ""),
                new Refusal(
                    "restaurants of no city",
                    Call.of("PUT", "/v1/ops/cities/none/restaurants", restaurants),
                    404,
                    "not-found",
                    "")))
        .flatMap(Function.identity())
        .filter(refusal -> !refusal.what().endsWith("cuisines[0] left out"));
  }

  /** The field with other values, and left out. */
  static Stream<Refusal> fields(
      String method, String path, String body, String part, String field, List<String> values) {
    String kept = part.startsWith("\"") && part.contains(":") ? part : "";
    Stream<Refusal> leftOut =
        kept.isEmpty()
            ? Stream.empty()
            : Stream.of(
                new Refusal(
                    field + " left out",
                    Call.of(method, path, body.replace(part, "\"other\":1")),
                    400,
                    "invalid-field",
                    field));
    return Stream.concat(leftOut, optionalFields(method, path, body, part, field, values));
  }

  static Stream<Refusal> optionalFields(
      String method, String path, String body, String part, String field, List<String> values) {
    assertThat(body).contains(part);
    String name =
        part.startsWith("\"") && part.contains(":") ? part.substring(0, part.indexOf(':') + 1) : "";
    return values.stream()
        .map(value ->
            new Refusal(
                field + " " + value,
                Call.of(method, path, body.replace(part, name + value)),
                400,
                "invalid-field",
                field));
  }

  static List<String> quoted(String value) {
    return List.of("\"" + value + "\"");
  }

  static List<String> concat(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  private static String items(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"itemId\":\"biryani\",\"quantity\":1}")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
