package io.dabba.benchmarks.bench.orders;

import io.dabba.server.checkout.CheckoutSql;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An order of {@link OrderTown} as a script of {@code pgbench}: the statements of the server, with
 * the arguments that it gives them.
 */
final class OrderScript {
  /** Of a customer's request, as long as the server's. */
  private static final String FINGERPRINT = "0123456789abcdef".repeat(4);

  private static final String NOW = "2026-11-22T12:00:00Z";
  private static final String LATER = "2026-11-22T16:00:00Z";
  private static final String FEE = "3000";
  private static final String ITEMS =
      Long.toString(2 * OrderTown.DISH_MINOR + OrderTown.SIDE_MINOR);
  private static final String TOTAL =
      Long.toString(2 * OrderTown.DISH_MINOR + OrderTown.SIDE_MINOR + Long.parseLong(FEE));

  private final List<PgbenchStatement> statements;

  /**
   * @param answer what the server recorded as its answer to such an order
   */
  OrderScript(String answer) {
    statements = List.of(read(), place(), confirm(answer));
  }

  /** The text; an order has the number {@code :id}, and its key is that number too. */
  String text() {
    StringBuilder text =
        new StringBuilder(
            """
            \\set seq :seq + 1
            \\set id (1000 + :run) * 1000000000000000 + :client_id * 1000000000 + :seq
            \\set customer random(1, %d)
            \\set restaurant random(1, %d)
            """
                .formatted(OrderTown.CUSTOMERS, OrderTown.RESTAURANTS));
    statements.forEach(statement -> text.append(statement.text()));
    return text.toString();
  }

  /**
   * The variables that it begins with.
   *
   * @param run another number in each run, so that its orders are others
   */
  Map<String, String> variables(int run) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("seq", "0");
    variables.put("run", Integer.toString(run));
    statements.forEach(statement -> variables.putAll(statement.constants()));
    return variables;
  }

  private static PgbenchStatement read() {
    return new PgbenchStatement("read", CheckoutSql.READ)
        .withVariable("customer", "text", "customer")
        .withVariable("key", "text", "id")
        .withVariable("address", "text", "customer")
        .withVariable("restaurant", "text", "restaurant")
        .withNull("promotion", "text")
        .with("items", "text[]", "{dish-1,dish-2}");
  }

  private static PgbenchStatement place() {
    return new PgbenchStatement("place", CheckoutSql.PLACE)
        .withVariable("customer", "text", "customer")
        .withVariable("key", "text", "id")
        .withVariable("id", "text", "id")
        .with("fingerprint", "text", FINGERPRINT)
        .with("city", "text", OrderTown.CITY)
        .withVariable("restaurant", "text", "restaurant")
        .with("currency", "text", "INR")
        .with("items", "bigint", ITEMS)
        .with("discount", "bigint", "0")
        .with("packaging", "bigint", "0")
        .with("platform", "bigint", "0")
        .with("delivery", "bigint", FEE)
        .with("tax", "bigint", "0")
        .with("tip", "bigint", "0")
        .with("total", "bigint", TOTAL)
        .withNull("promotion", "text")
        .with("lat", "double precision", Double.toString(OrderTown.DOOR_LAT))
        .with("lng", "double precision", Double.toString(OrderTown.LNG))
        .with("text", "text", "12 Lane")
        .with("now", "timestamptz", NOW)
        .with("promised", "timestamptz", LATER)
        .with("ready", "timestamptz", LATER)
        .with("gateway", "text", "instant")
        .with("method", "text", "card")
        .with("lease", "double precision", "22")
        .with("itemIds", "text[]", "{dish-1,dish-2}")
        .with("versions", "bigint[]", "{1,1}")
        .with("names", "text[]", "{Dish 1,Dish 2}")
        .with("quantities", "integer[]", "{2,1}")
        .with("prices", "bigint[]", "{%d,%d}".formatted(OrderTown.DISH_MINOR, OrderTown.SIDE_MINOR))
        .with("options", "text[]", "{[],[]}")
        .with("discounts", "bigint[]", "{0,0}")
        .with("taxes", "bigint[]", "{0,0}");
  }

  private static PgbenchStatement confirm(String answer) {
    return new PgbenchStatement("confirm", CheckoutSql.CONFIRM)
        .withVariable("id", "text", "id")
        .with("from", "text", "CREATED")
        .with("now", "timestamptz", NOW)
        .withNull("accepted", "timestamptz")
        .with("acceptBy", "timestamptz", LATER)
        .withVariable("reference", "text", "id")
        .with("answer", "integer", "201")
        .with("contentType", "text", "application/json")
        .with("body", "text", answer)
        .withVariable("location", "text", "id")
        .with("by", "text", "gateway:instant")
        .withNull("reason", "text");
  }
}
