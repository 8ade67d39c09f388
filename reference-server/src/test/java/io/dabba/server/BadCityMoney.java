package io.dabba.server;

import static io.dabba.server.BadFields.fields;
import static io.dabba.server.BadFields.optionalFields;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is wrong with charges, promotions and the terms of restaurants that ops write. */
final class BadCityMoney {
  static final String PATH = "/v1/ops/cities/pune/promotions/WELCOME";
  static final String PROMOTION =
      """
      {"percentBasisPoints":2000,"maxMinor":10000,"minItemsMinor":19900,\
      "validFrom":"2026-11-22T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}\
      """;

  private static final String CITY =
      BadFields.CITY.substring(0, BadFields.CITY.length() - 1)
          + ",\"charges\":{\"taxBasisPoints\":500,\"platformFeeMinor\":300,"
          + "\"deliveryBaseMinor\":2000,\"deliveryPerKmMinor\":700}}";
  private static final String RESTAURANTS =
      """
      {"restaurants":[{"id":"pune-kitchen","name":"K","lat":18.5,"lng":73.8,"cuisines":["C"],\
      "rating":4,"votes":1,"priceLevel":2,"veg":true,"open":true,"deliveryRadiusMeters":5000,\
      "prepMinutes":10,"hours":[{"day":"MONDAY","from":"11:00","to":"15:00"}],"minOrderMinor":9900,\
      "packagingFeeMinor":500,"accepts":"MANUAL","acceptMinutes":5,"menu":[{"id":"d","name":"D",\
      "priceMinor":100,"veg":true,"available":true,"options":[{"id":"size","name":"Size","min":0,\
      "max":1,"choices":[{"id":"s","name":"Small","priceMinor":7}]}]}]}]}\
      """;
  private static final List<String> NO_FEES =
      List.of("-1", "1.5", "\"7\"", "true", "1000000001", "99999999999999999999");
  private static final List<String> NO_INSTANTS =
      List.of(
          "null",
          "7",
          "\"tomorrow\"",
          "\"2026-11-22\"",
          "\"1999-12-31T23:59:59Z\"",
          "\"+10000-01-01T00:00:00Z\"",
          "\"-1000000000-01-01T00:00:00Z\"");

  private BadCityMoney() {}

  static Stream<Refusal> all() {
    return Stream.of(promotions(), promotionsThatAreNone(), charges(), terms())
        .flatMap(Function.identity());
  }

  private static Stream<Refusal> promotions() {
    String half = PROMOTION.replace("\"percentBasisPoints\":2000", "\"amountMinor\":5000");
    return Stream.of(
            fields(
                "PUT",
                PATH,
                PROMOTION,
                "\"percentBasisPoints\":2000",
                "percentBasisPoints",
                List.of("null", "0", "-1", "10001", "1.5", "\"20\"", "2147483648")),
            optionalFields(
                "PUT",
                PATH,
                half,
                "\"amountMinor\":5000",
                "amountMinor",
                List.of("0", "-1", "1.5", "\"5\"", "1000000001", "99999999999999999999")),
            optionalFields(
                "PUT",
                PATH,
                PROMOTION,
                "\"maxMinor\":10000",
                "maxMinor",
                List.of("0", "-1", "1.5", "\"5\"", "1000000001")),
            optionalFields(
                "PUT", PATH, PROMOTION, "\"minItemsMinor\":19900", "minItemsMinor", NO_FEES),
            fields(
                "PUT",
                PATH,
                PROMOTION,
                "\"validFrom\":\"2026-11-22T00:00:00Z\"",
                "validFrom",
                NO_INSTANTS),
            fields(
                "PUT",
                PATH,
                PROMOTION,
                "\"validUntil\":\"2026-12-01T00:00:00Z\"",
                "validUntil",
                NO_INSTANTS),
            Stream.of(
                refusal(
                    "both reductions",
                    PATH,
                    PROMOTION.replace("{", "{\"amountMinor\":5000,"),
                    "amountMinor"),
                refusal(
                    "never valid",
                    PATH,
                    PROMOTION.replace("2026-12-01", "2026-11-22"),
                    "validUntil")))
        .flatMap(Function.identity());
  }

  private static Stream<Refusal> promotionsThatAreNone() {
    return Stream.concat(
        Stream.of("GET", "DELETE")
            .flatMap(method ->
                Stream.of(
                    none(method, PATH, ""),
                    none(method, PATH.replace("WELCOME", "x'+OR+1=1"), ""),
                    none(method, PATH.replace("pune", "none"), ""),
                    none(method, PATH.replace("WELCOME", "a%20b"), "code"),
                    none(method, PATH.replace("WELCOME", "%00"), "code"),
                    none(method, PATH.replace("WELCOME", "x".repeat(65)), "code"),
                    none(method, PATH.replace("pune", "a%20b"), "cityId"))),
        Stream.of(
            none("PUT", PATH.replace("pune", "none"), ""),
            none("PUT", PATH.replace("pune", "%00"), "cityId"),
            none("PUT", PATH.replace("WELCOME", "x".repeat(65)), "code")));
  }

  private static Stream<Refusal> charges() {
    String city = "/v1/ops/cities/pune";
    return Stream.of(
            Stream.of("7", "[]", "\"none\"", "true")
                .map(value ->
                    refusal(
                        "charges " + value,
                        city,
                        CITY.replaceAll("\"charges\":\\{.*?\\}", "\"charges\":" + value),
                        "charges")),
            optionalFields(
                "PUT",
                city,
                CITY,
                "\"taxBasisPoints\":500",
                "charges.taxBasisPoints",
                List.of("-1", "10001", "1.5", "\"5\"", "2147483648")),
            optionalFields(
                "PUT", city, CITY, "\"platformFeeMinor\":300", "charges.platformFeeMinor", NO_FEES),
            optionalFields(
                "PUT",
                city,
                CITY,
                "\"deliveryBaseMinor\":2000",
                "charges.deliveryBaseMinor",
                NO_FEES),
            optionalFields(
                "PUT",
                city,
                CITY,
                "\"deliveryPerKmMinor\":700",
                "charges.deliveryPerKmMinor",
                NO_FEES))
        .flatMap(Function.identity());
  }

  private static Stream<Refusal> terms() {
    String path = "/v1/ops/cities/pune/restaurants";
    String at = "restaurants[0].";
    return Stream.of(
            optionalFields(
                "PUT", path, RESTAURANTS, "\"minOrderMinor\":9900", at + "minOrderMinor", NO_FEES),
            optionalFields(
                "PUT",
                path,
                RESTAURANTS,
                "\"packagingFeeMinor\":500",
                at + "packagingFeeMinor",
                NO_FEES),
            optionalFields(
                "PUT",
                path,
                RESTAURANTS,
                "\"accepts\":\"MANUAL\"",
                at + "accepts",
                List.of("\"maybe\"", "\"\"", "7")),
            optionalFields(
                "PUT",
                path,
                RESTAURANTS,
                "\"acceptMinutes\":5",
                at + "acceptMinutes",
                List.of("0", "121", "1.5", "\"5\"")),
            fields(
                "PUT",
                path,
                RESTAURANTS,
                "\"from\":\"11:00\"",
                at + "hours[0].from",
                List.of("null", "7", "\"24:00\"")),
            Stream.of(
                refusal(
                    "an empty interval",
                    path,
                    RESTAURANTS.replace("15:00", "11:00"),
                    at + "hours[0].to"),
                refusal(
                    "hours that overlap",
                    path,
                    RESTAURANTS.replaceAll("\"hours\":\\[(.*?)\\]", "\"hours\":[$1,$1]"),
                    at + "hours"),
                refusal(
                    "too many to take",
                    path,
                    RESTAURANTS.replace("\"max\":1", "\"max\":2"),
                    at + "menu[0].options[0].max"),
                refusal(
                    "groups of one id",
                    path,
                    RESTAURANTS.replaceAll(
                        "\"options\":\\[(.*)\\]\\}\\]\\}\\]\\}$", "\"options\":[$1,$1]}]}]}"),
                    at + "menu[0].options")))
        .flatMap(Function.identity());
  }

  private static Refusal none(String method, String path, String field) {
    String body = method.equals("PUT") ? PROMOTION : "";
    return new Refusal("none", Call.of(method, path, body), 404, "not-found", field);
  }

  private static Refusal refusal(String what, String path, String body, String field) {
    return new Refusal(what, Call.of("PUT", path, body), 400, "invalid-field", field);
  }
}
