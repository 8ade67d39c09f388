package io.dabba.server;

import static io.dabba.server.BadFields.LONG;
import static io.dabba.server.BadFields.NO_TEXTS;
import static io.dabba.server.BadFields.concat;
import static io.dabba.server.BadFields.fields;
import static io.dabba.server.BadFields.optionalFields;
import static io.dabba.server.BadFields.quoted;

import io.dabba.server.security.Role;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is wrong with what restaurants write of themselves. */
final class BadCatalog {
  private static final String KITCHEN = "/v1/restaurants/pune-kitchen";

  static final String MENU =
      """
      {"items":[{"id":"d","name":"D","priceMinor":100,"veg":true,"available":true,"options":[\
      {"id":"size","name":"Size","min":1,"max":2,"choices":[\
      {"id":"s","name":"Small","priceMinor":7,"available":false},\
      {"id":"l","name":"Large","priceMinor":5}]}]}]}\
      """;
  static final String DISH =
      """
      {"name":"Raita","priceMinor":4000,"available":true}\
      """;
  static final String HOURS =
      """
      {"hours":[{"day":"MONDAY","from":"11:00","to":"15:00"},{"day":"SUNDAY","from":"22:00","to":"02:00"}]}\
      """;
  static final String SETTINGS =
      """
      {"prepMinutes":15,"deliveryRadiusMeters":5000,"minOrderMinor":9900,"packagingFeeMinor":500,\
      "accepts":"manual","acceptMinutes":5}\
      """;

  static final String IMAGE =
      """
      {"url":"https://images.example/a.jpg"}\
      """;

  private static final List<String> NO_PRICES =
      List.of("-1", "1.5", "1e3", "\"7\"", "true", "99999999999999999999", "1000000001");
  private static final List<String> NO_IDS =
      concat(NO_TEXTS, List.of("\"a b\"", "\"\u00e9\"", "\"" + LONG + "\""));
  private static final List<String> NO_TIMES =
      concat(
          NO_TEXTS,
          List.of(
              "\"24:00\"",
              "\"11:60\"",
              "\"9:00\"",
              "\"-1:00\"",
              "\"11:00:00\"",
              "\"noon\"",
              "\"11-00\""));

  private BadCatalog() {}

  static Stream<Refusal> all() {
    return Stream.of(menus(), options(), dishes(), hours(), settings(), images(), others())
        .flatMap(Function.identity());
  }

  private static Stream<Refusal> menus() {
    String path = KITCHEN + "/menu";
    String dish = "items[0].";
    return Stream.of(
            Stream.of(
                refusal("no items", "PUT", path, "{}", "items"),
                refusal("an object", "PUT", path, "{\"items\":{}}", "items"),
                refusal("text", "PUT", path, "{\"items\":\"d\"}", "items"),
                refusal("a number in it", "PUT", path, "{\"items\":[7]}", "items[0]"),
                refusal(
                    "501 items", "PUT", path, "{\"items\":[" + "{},".repeat(500) + "{}]}", "items"),
                refusal(
                    "two of one id",
                    "PUT",
                    path,
                    MENU.replaceAll("\\[(.*)\\]\\}$", "[$1,$1]}"),
                    "items")),
            fields("PUT", path, MENU, "\"id\":\"d\"", dish + "id", NO_IDS),
            fields(
                "PUT", path, MENU, "\"name\":\"D\"", dish + "name", concat(NO_TEXTS, quoted(LONG))),
            fields("PUT", path, MENU, "\"priceMinor\":100", dish + "priceMinor", NO_PRICES),
            fields("PUT", path, MENU, "\"veg\":true", dish + "veg", List.of("null", "1", "{}")),
            fields(
                "PUT",
                path,
                MENU,
                "\"available\":true",
                dish + "available",
                List.of("null", "1", "\"yes\"")))
        .flatMap(Function.identity());
  }

  private static Stream<Refusal> options() {
    String path = KITCHEN + "/menu";
    String group = "items[0].options[0].";
    String choices = MENU.replaceAll(".*\"choices\":(\\[.*?\\]).*", "$1");
    String groups = MENU.replaceAll(".*\"options\":\\[(.*)\\]\\}\\]\\}$", "$1");
    return Stream.of(
            Stream.of(
                refusal(
                    "no array",
                    "PUT",
                    path,
                    MENU.replace("\"options\":[" + groups + "]", "\"options\":{}"),
                    "items[0].options"),
                refusal(
                    "two groups of one id",
                    "PUT",
                    path,
                    MENU.replace(groups, groups + "," + groups),
                    "items[0].options"),
                refusal(
                    "21 groups",
                    "PUT",
                    path,
                    MENU.replace(groups, "{},".repeat(20) + "{}"),
                    "items[0].options"),
                refusal("no choices", "PUT", path, MENU.replace(choices, "[]"), group + "choices"),
                refusal(
                    "choices that are none",
                    "PUT",
                    path,
                    MENU.replace(choices, "null"),
                    group + "choices"),
                refusal(
                    "51 choices",
                    "PUT",
                    path,
                    MENU.replace(choices, "[" + "{},".repeat(50) + "{}]"),
                    group + "choices"),
                refusal(
                    "two choices of one id",
                    "PUT",
                    path,
                    MENU.replace("\"id\":\"l\"", "\"id\":\"s\""),
                    group + "choices")),
            fields("PUT", path, MENU, "\"id\":\"size\"", group + "id", NO_IDS),
            fields(
                "PUT",
                path,
                MENU,
                "\"name\":\"Size\"",
                group + "name",
                concat(NO_TEXTS, quoted("x".repeat(101)))),
            fields(
                "PUT",
                path,
                MENU,
                "\"min\":1",
                group + "min",
                List.of("null", "-1", "3", "1.5", "\"1\"", "2147483648")),
            fields(
                "PUT",
                path,
                MENU,
                "\"max\":2",
                group + "max",
                List.of("null", "0", "-1", "3", "1.5", "\"2\"", "2147483648")),
            fields("PUT", path, MENU, "\"id\":\"l\"", group + "choices[1].id", NO_IDS),
            fields(
                "PUT",
                path,
                MENU,
                "\"name\":\"Small\"",
                group + "choices[0].name",
                concat(NO_TEXTS, quoted("x".repeat(101)))),
            fields(
                "PUT", path, MENU, "\"priceMinor\":7", group + "choices[0].priceMinor", NO_PRICES),
            optionalFields(
                "PUT",
                path,
                MENU,
                "\"available\":false",
                group + "choices[0].available",
                List.of("1", "\"no\"", "[]")))
        .flatMap(Function.identity());
  }

  private static Stream<Refusal> dishes() {
    String path = KITCHEN + "/menu/items/raita";
    List<String> noTexts = NO_TEXTS.stream().filter(text -> !text.equals("null")).toList();
    return Stream.of(
            optionalFields(
                "PATCH", path, DISH, "\"name\":\"Raita\"", "name", concat(noTexts, quoted(LONG))),
            optionalFields("PATCH", path, DISH, "\"priceMinor\":4000", "priceMinor", NO_PRICES),
            optionalFields(
                "PATCH", path, DISH, "\"available\":true", "available", List.of("0", "\"no\"")),
            Stream.of(
                refusal("options", "PATCH", path, "{\"options\":7}", "options"),
                refusal("option", "PATCH", path, "{\"options\":[{}]}", "options[0].choices"),
                new Refusal(
                    "unknown dish",
                    Call.of("PATCH", KITCHEN + "/menu/items/caviar", DISH),
                    404,
                    "not-found",
                    ""),
                new Refusal(
                    "dish whose name is a trick",
                    Call.of("PATCH", KITCHEN + "/menu/items/x'+OR+1=1", DISH),
                    404,
                    "not-found",
                    ""),
                new Refusal(
                    "no id",
                    Call.of("PATCH", KITCHEN + "/menu/items/a%20b", DISH),
                    404,
                    "not-found",
                    "itemId"),
                new Refusal(
                    "no id",
                    Call.of("PATCH", KITCHEN + "/menu/items/%00", DISH),
                    404,
                    "not-found",
                    "itemId")))
        .flatMap(Function.identity());
  }

  private static Stream<Refusal> hours() {
    String path = KITCHEN + "/hours";
    String again = ",{\"day\":\"MONDAY\",\"from\":\"14:59\",\"to\":\"16:00\"}]}";
    String early = ",{\"day\":\"MONDAY\",\"from\":\"01:59\",\"to\":\"03:00\"}]}";
    return Stream.of(
            Stream.of(
                refusal("none", "PUT", path, "{}", "hours"),
                refusal("null", "PUT", path, "{\"hours\":null}", "hours"),
                refusal("an object", "PUT", path, "{\"hours\":{}}", "hours"),
                refusal("text", "PUT", path, "{\"hours\":\"always\"}", "hours"),
                refusal("a number in it", "PUT", path, "{\"hours\":[7]}", "hours[0]"),
                refusal("51", "PUT", path, "{\"hours\":[" + "{},".repeat(50) + "{}]}", "hours"),
                refusal("overlap", "PUT", path, HOURS.replace("]}", again), "hours"),
                refusal("overlap over the week", "PUT", path, HOURS.replace("]}", early), "hours"),
                refusal(
                    "an empty one", "PUT", path, HOURS.replace("15:00", "11:00"), "hours[0].to")),
            fields(
                "PUT",
                path,
                HOURS,
                "\"day\":\"MONDAY\"",
                "hours[0].day",
                List.of("null", "\"\"", "\"HOLIDAY\"", "\"Monday\"", "1")),
            fields("PUT", path, HOURS, "\"from\":\"11:00\"", "hours[0].from", NO_TIMES),
            fields("PUT", path, HOURS, "\"to\":\"15:00\"", "hours[0].to", NO_TIMES))
        .flatMap(Function.identity());
  }

  private static Stream<Refusal> settings() {
    String path = KITCHEN + "/settings";
    return Stream.of(
            fields(
                "PUT",
                KITCHEN + "/open",
                "{\"open\":true}",
                "\"open\":true",
                "open",
                List.of("null", "\"true\"", "1", "{}")),
            optionalFields(
                "PUT",
                path,
                SETTINGS,
                "\"prepMinutes\":15",
                "prepMinutes",
                List.of("-1", "241", "1.5", "\"15\"", "99999999999999999999")),
            optionalFields(
                "PUT",
                path,
                SETTINGS,
                "\"deliveryRadiusMeters\":5000",
                "deliveryRadiusMeters",
                List.of("99", "50001", "-1", "\"far\"", "1e999")),
            optionalFields(
                "PUT", path, SETTINGS, "\"minOrderMinor\":9900", "minOrderMinor", NO_PRICES),
            optionalFields(
                "PUT", path, SETTINGS, "\"packagingFeeMinor\":500", "packagingFeeMinor", NO_PRICES),
            optionalFields(
                "PUT",
                path,
                SETTINGS,
                "\"accepts\":\"manual\"",
                "accepts",
                List.of("\"\"", "\"maybe\"", "7", "true")),
            optionalFields(
                "PUT",
                path,
                SETTINGS,
                "\"acceptMinutes\":5",
                "acceptMinutes",
                List.of("0", "-1", "121", "1.5", "\"5\"")))
        .flatMap(Function.identity());
  }

  /** Restaurants that are another's, that are none, and a menu that was changed meanwhile. */
  private static Stream<Refusal> images() {
    return Stream.of(KITCHEN + "/image", KITCHEN + "/menu/items/raita/image")
        .flatMap(path ->
            fields(
                "PUT",
                path,
                IMAGE,
                "\"url\":\"https://images.example/a.jpg\"",
                "url",
                concat(
                    NO_TEXTS,
                    List.of(
                        "\"a.jpg\"",
                        "\"//images.example/a.jpg\"",
                        "\"http://images.example/a.jpg\"",
                        "\"javascript:alert(1)\"",
                        "\"data:image/png;base64,AAAA\"",
                        "\"https://user:password@images.example/a.jpg\"",
                        "\"https:///a.jpg\"",
                        "\"https://images.example/a b.jpg\"",
                        "\"https://images.example/\u00e9.jpg\"",
                        "\"/v1/images/%s\"".formatted("0".repeat(64)),
                        "\"/v1/images/../orders\"",
                        "\"https://images.example/%s\"".formatted("x".repeat(500))))));
  }

  private static Stream<Refusal> others() {
    return Stream.concat(
        Stream.of(
                Call.of("PUT", "/v1/restaurants/{}/menu", MENU),
                Call.of("PATCH", "/v1/restaurants/{}/menu/items/raita", DISH),
                Call.of("PUT", "/v1/restaurants/{}/hours", HOURS),
                Call.of("PUT", "/v1/restaurants/{}/open", "{\"open\":true}"),
                Call.of("PUT", "/v1/restaurants/{}/settings", SETTINGS),
                Call.of("PUT", "/v1/restaurants/{}/image", IMAGE),
                Call.of("DELETE", "/v1/restaurants/{}/image", ""),
                Call.of("PUT", "/v1/restaurants/{}/menu/items/raita/image", IMAGE),
                Call.of("DELETE", "/v1/restaurants/{}/menu/items/raita/image", ""))
            .flatMap(call ->
                Stream.of(
                    new Refusal("another's", at(call, "agra-kitchen"), 403, "forbidden", ""),
                    new Refusal("unknown", byOps(at(call, "unknown")), 404, "not-found", ""),
                    new Refusal("a trick", byOps(at(call, "x'+OR+1=1")), 404, "not-found", ""),
                    new Refusal(
                        "no id", byOps(at(call, "a%20b")), 404, "not-found", "restaurantId"),
                    new Refusal("NUL", at(call, "%00"), 404, "not-found", "restaurantId"),
                    new Refusal(
                        "too long",
                        byOps(at(call, "x".repeat(65))),
                        404,
                        "not-found",
                        "restaurantId"))),
        Stream.of("\"0123\"", "garbage", "W/\"0123\"", "\"" + LONG.substring(0, 5_000) + "\"")
            .map(tag ->
                new Refusal(
                        "another menu",
                        Call.of("PUT", KITCHEN + "/menu", MENU),
                        412,
                        "stale-menu",
                        "")
                    .with("If-Match", tag)));
  }

  private static Refusal refusal(
      String what, String method, String path, String body, String field) {
    return new Refusal(what, Call.of(method, path, body), 400, "invalid-field", field);
  }

  private static Call at(Call call, String restaurant) {
    return Call.of(call.method(), call.path().replace("{}", restaurant), call.body());
  }

  private static Call byOps(Call call) {
    return new Call(call.method(), call.path(), call.body(), Set.of(Role.OPS));
  }
}
