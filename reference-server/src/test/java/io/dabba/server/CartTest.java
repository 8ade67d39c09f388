package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Answer;
import io.dabba.server.testkit.Api;
import io.dabba.server.testkit.SharedPostgres;
import io.dabba.server.testkit.TestServer;
import io.dabba.server.testkit.Town;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a cart costs and when it can be ordered, over the API. */
@Timeout(60)
class CartTest {
  /** A Sunday, 17:30 in Pune. */
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static final String OPTIONS =
      """
      [{"id":"size","name":"Size","min":1,"max":1,"choices":[
         {"id":"half","name":"Half","priceMinor":0,"available":true},
         {"id":"full","name":"Full","priceMinor":12000,"available":true},
         {"id":"party","name":"Party","priceMinor":90000,"available":false}]},
       {"id":"more","name":"More","min":0,"max":2,"choices":[
         {"id":"egg","name":"Egg","priceMinor":1500,"available":true},
         {"id":"ghee","name":"Ghee","priceMinor":1000,"available":true},
         {"id":"nuts","name":"Nuts","priceMinor":2000,"available":true}]}]
      """;

  private static TestServer server;

  @BeforeAll
  static void start() {
    DatabaseUrl url = SharedPostgres.newDatabase();
    server = TestServer.start(url, 1, NOON);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void billOfAnOrder_hasEachPart_andTheBodyHasNoSayInIt() {
    Town town = Town.create(server.api(), "bill");
    charge(town, 500, 700);
    town.kitchen()
        .put(settings(town), "{\"packagingFeeMinor\":1500,\"minOrderMinor\":50000}")
        .expect(200);
    Api mira = town.customer("mira");
    String cart =
        town.cart(town.address(mira), "card")
            .replaceFirst(
                "\\{",
                "{\"tipMinor\":2500,\"total\":{\"amountMinor\":1},\"totalMinor\":1,\"discountMinor\":9999,"
                    + "\"customerId\":\"noor\",\"deliveryFee\":0,");
    Answer order = place(mira, cart).expect(201);
    assertThat(order.at("/bill/items/amountMinor")).isEqualTo("54000");
    assertThat(order.at("/bill/tax/amountMinor")).isEqualTo("2700");
    assertThat(order.at("/bill/packagingFee/amountMinor")).isEqualTo("1500");
    assertThat(order.at("/bill/platformFee/amountMinor")).isEqualTo("700");
    assertThat(order.at("/bill/deliveryFee/amountMinor")).isEqualTo("3000");
    assertThat(order.at("/bill/tip/amountMinor")).isEqualTo("2500");
    assertThat(order.at("/bill/discount/amountMinor")).isEqualTo("0");
    assertThat(order.at("/total/amountMinor")).isEqualTo("64400");
    assertThat(order.at("/total/currency")).isEqualTo("INR");
    assertThat(order.headers().firstValue("Location")).contains("/v1/orders/" + order.at("/id"));
    Answer read = mira.get("/v1/orders/" + order.at("/id")).expect(200);
    assertThat(read.json().get("bill")).isEqualTo(order.json().get("bill"));
    assertThat(read.json().get("items")).isEqualTo(order.json().get("items"));
  }

  @Test
  void promotion_takesItsPartOff_whileItIsValid() {
    Town town = Town.create(server.api(), "promo");
    Api mira = town.customer("mira");
    promotion(town, "TIFFIN", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z");
    promotion(town, "OLD", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z");
    String cart = town.cart(town.address(mira), "card");
    Answer order = place(mira, named(cart, "\"promotionCode\":\"TIFFIN\"")).expect(201);
    assertThat(order.at("/bill/discount/amountMinor")).isEqualTo("5000");
    assertThat(order.at("/bill/promotionCode")).isEqualTo("TIFFIN");
    assertThat(order.at("/total/amountMinor")).isEqualTo("52000");
    refused(mira, named(cart, "\"promotionCode\":\"OLD\""), "promotion-not-valid", "promotionCode");
    String small = cart.replace("\"quantity\":2", "\"quantity\":1").replace("biryani", "raita");
    refused(
        mira, named(small, "\"promotionCode\":\"TIFFIN\""), "promotion-not-valid", "promotionCode");
  }

  @Test
  void options_arePartOfThePrice_andMustBeAsTheDishWantsThem() {
    Town town = Town.create(server.api(), "options");
    Api mira = town.customer("mira");
    patch(town, "biryani", "{\"options\":%s}".formatted(OPTIONS));
    String address = town.address(mira);
    Answer order =
        place(mira, chosen(town, address, "size:full", "more:egg", "more:ghee")).expect(201);
    assertThat(order.at("/items/0/unitPrice/amountMinor")).isEqualTo("39500");
    assertThat(order.at("/items/0/options/0/name")).isEqualTo("Full");
    assertThat(order.at("/items/0/version")).isEqualTo("2");
    String field = "items[0].options";
    refused(mira, chosen(town, address), "invalid-option", field);
    refused(mira, chosen(town, address, "size:half", "size:full"), "invalid-option", field);
    refused(mira, chosen(town, address, "size:half", "size:half"), "invalid-option", field);
    refused(mira, chosen(town, address, "size:party"), "invalid-option", field);
    refused(mira, chosen(town, address, "size:egg"), "invalid-option", field);
    refused(mira, chosen(town, address, "size:half", "spice:hot"), "invalid-option", field);
    refused(
        mira,
        chosen(town, address, "size:half", "more:egg", "more:ghee", "more:nuts"),
        "invalid-option",
        field);
  }

  @Test
  void priceThatWasShown_isKept_andOneThatNeverWasIsRefused() {
    Town town = Town.create(server.api(), "shown");
    Api mira = town.customer("mira");
    String address = town.address(mira);
    String shown = versioned(town.cart(address, "card"), 1);
    patch(town, "biryani", "{\"priceMinor\":31000}");
    assertThat(place(mira, shown).expect(201).at("/items/0/unitPrice/amountMinor"))
        .isEqualTo("25000");
    assertThat(
            place(mira, town.cart(address, "card"))
                .expect(201)
                .at("/items/0/unitPrice/amountMinor"))
        .isEqualTo("31000");
    Answer refused =
        refused(
            mira, versioned(town.cart(address, "card"), 3), "price-changed", "items[0].version");
    assertThat(refused.at("/priceMinor")).isEqualTo("31000");
    assertThat(refused.at("/version")).isEqualTo("2");
    patch(town, "biryani", "{\"available\":false}");
    refused(mira, shown, "item-unavailable", "items[0].itemId");
  }

  @Test
  void priceThatWasShown_isNotKeptForEver() {
    Town town = Town.create(server.api(), "stale");
    Api mira = town.customer("mira");
    String shown = versioned(town.cart(town.address(mira), "card"), 1);
    patch(town, "biryani", "{\"priceMinor\":31000}");
    try (Database database = Database.connect(server.database())) {
      database
          .jdbi()
          .useHandle(handle ->
              handle.execute(
                  """
                  UPDATE menu_item_versions SET replaced_at = replaced_at - interval '16 minutes'
                  WHERE restaurant_id = ?
                  """,
                  town.restaurant()));
    }
    refused(mira, shown, "price-changed", "items[0].version");
  }

  @Test
  void choiceThatIsSoldOutNow_isNotToBeHadByAnEarlierVersionEither() {
    Town town = Town.create(server.api(), "soldout");
    Api mira = town.customer("mira");
    String address = town.address(mira);
    patch(town, "biryani", "{\"options\":%s}".formatted(OPTIONS));
    patch(town, "biryani", "{\"priceMinor\":30000}");
    String shown =
        chosen(town, address, "size:full")
            .replace("\"quantity\":1", "\"quantity\":1,\"version\":2");
    place(mira, shown).expect(201);
    patch(
        town,
        "biryani",
        "{\"options\":%s}"
            .formatted(OPTIONS.replace("12000,\"available\":true", "12000,\"available\":false")));
    refused(mira, shown, "invalid-option", "items[0].options");
  }

  @Test
  void orderThatCostsNothing_isRefused_beforeAnythingIsStored() {
    Town town = Town.create(server.api(), "free");
    Api mira = town.customer("mira");
    patch(town, "biryani", "{\"priceMinor\":0}");
    town.ops()
        .put(
            "/v1/ops/cities/free",
            """
            {"name":"Pune","zone":"Asia/Kolkata","currency":"INR","center":{"lat":18.5,"lng":73.8},
             "charges":{"deliveryBaseMinor":0,"deliveryPerKmMinor":0}}\
            """)
        .expect(204);
    refused(mira, chosen(town, town.address(mira)), "nothing-to-pay", "items");
    assertThat(mira.get("/v1/orders").expect(200).json().get("orders")).isEmpty();
  }

  @Test
  void restaurant_takesOrdersInItsHours_ifItIsSwitchedOn_fromItsMinimumOn() {
    Town town = Town.create(server.api(), "hours");
    Api mira = town.customer("mira");
    String cart = town.cart(town.address(mira), "card");
    hours(town, "{\"day\":\"SUNDAY\",\"from\":\"18:00\",\"to\":\"23:00\"}");
    refused(mira, cart, "restaurant-closed", "restaurantId");
    hours(town, "{\"day\":\"SATURDAY\",\"from\":\"20:00\",\"to\":\"18:00\"}");
    place(mira, cart).expect(201);
    town.kitchen()
        .put("/v1/restaurants/%s/open".formatted(town.restaurant()), "{\"open\":false}")
        .expect(200);
    refused(mira, cart, "restaurant-closed", "restaurantId");
    town.kitchen()
        .put("/v1/restaurants/%s/open".formatted(town.restaurant()), "{\"open\":true}")
        .expect(200);
    town.kitchen().put(settings(town), "{\"minOrderMinor\":54001}").expect(200);
    Answer refused = refused(mira, cart, "below-minimum", "items");
    assertThat(refused.at("/minimumMinor")).isEqualTo("54001");
    town.kitchen()
        .put(settings(town), "{\"minOrderMinor\":54000,\"deliveryRadiusMeters\":900}")
        .expect(200);
    refused(mira, cart, "out-of-delivery-range", "addressId");
  }

  private static Answer refused(Api customer, String cart, String slug, String field) {
    Answer answer = place(customer, cart).expectProblem(422, slug);
    assertThat(answer.at("/field")).isEqualTo(field);
    return answer;
  }

  private static Answer place(Api customer, String cart) {
    return customer.post("/v1/orders", cart, "Idempotency-Key", UUID.randomUUID().toString());
  }

  private static String named(String cart, String more) {
    return cart.replaceFirst("\\{", "{" + more + ",");
  }

  private static String versioned(String cart, int version) {
    return cart.replace("\"quantity\":2", "\"quantity\":2,\"version\":" + version);
  }

  /** One biryani with choices such as {@code size:full}. */
  private static String chosen(Town town, String address, String... choices) {
    StringBuilder options = new StringBuilder();
    for (String choice : choices) {
      String[] parts = choice.split(":", -1);
      options
          .append(options.isEmpty() ? "" : ",")
          .append("{\"groupId\":\"%s\",\"choiceId\":\"%s\"}".formatted(parts[0], parts[1]));
    }
    return """
    {"restaurantId":"%s","addressId":"%s","paymentMethod":"card",
     "items":[{"itemId":"biryani","quantity":1,"options":[%s]}]}\
    """
        .formatted(town.restaurant(), address, options);
  }

  private static String settings(Town town) {
    return "/v1/restaurants/%s/settings".formatted(town.restaurant());
  }

  private static void patch(Town town, String item, String change) {
    town.kitchen()
        .patch("/v1/restaurants/%s/menu/items/%s".formatted(town.restaurant(), item), change)
        .expect(200);
  }

  private static void hours(Town town, String interval) {
    town.kitchen()
        .put(
            "/v1/restaurants/%s/hours".formatted(town.restaurant()),
            "{\"hours\":[%s]}".formatted(interval))
        .expect(200);
  }

  private static void charge(Town town, int taxBasisPoints, long platformFee) {
    town.ops()
        .put(
            "/v1/ops/cities/" + town.name(),
            """
            {"name":"Pune","zone":"Asia/Kolkata","currency":"INR","center":{"lat":18.5,"lng":73.8},
             "charges":{"taxBasisPoints":%d,"platformFeeMinor":%d}}\
            """
                .formatted(taxBasisPoints, platformFee))
        .expect(204);
  }

  private static void promotion(Town town, String code, String from, String until) {
    town.ops()
        .put(
            "/v1/ops/cities/%s/promotions/%s".formatted(town.name(), code),
            """
            {"percentBasisPoints":1000,"maxMinor":5000,"minItemsMinor":10000,"validFrom":"%s","validUntil":"%s"}\
            """
                .formatted(from, until))
        .expect(204);
  }
}
