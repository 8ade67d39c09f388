package io.dabba.server.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.postgres.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The books of a server beside those of its gateway, which must say the same of every order, both
 * ways; taken when nothing is under way any more.
 */
public record Accounts(
    List<Claim> claims, List<Order> orders, List<Event> events, List<Charge> charges) {
  private static final Set<String> UNDER_WAY =
      Set.of("CONFIRMED", "ASSIGNED", "READY", "PICKED_UP");

  /** An Idempotency-PlacedUnder that a customer used. */
  public record PlacedUnder(String customer, String key) {}

  /** Which order a key was used for. */
  public record Claim(PlacedUnder key, String order) {}

  /**
   * An order and its ledger.
   *
   * @param heldMinor what its ledger says that the gateway holds for us
   * @param takenMinor what it says that we have
   * @param refundedMinor what its refunds that are done come to
   */
  public record Order(
      String id,
      String status,
      long version,
      long totalMinor,
      long heldMinor,
      long takenMinor,
      long refundedMinor) {}

  /** One row of the outbox. */
  public record Event(long id, String order, long version, String type, boolean handedOn) {}

  /**
   * A charge as the gateway has it.
   *
   * @param takenMinor captured less refunded
   */
  public record Charge(String key, String state, long heldMinor, long takenMinor) {
    static Charge of(JsonNode json) {
      String state = json.get("state").asText();
      return new Charge(
          json.get("key").asText(),
          state,
          state.equals("AUTHORIZED") ? json.get("authorizedMinor").asLong() : 0,
          json.get("capturedMinor").asLong() - json.get("refundedMinor").asLong());
    }
  }

  /**
   * Reads the server's books by SQL.
   *
   * @param charges the gateway's answer to {@code GET /charges}
   */
  public static Accounts read(Database database, JsonNode charges) {
    List<Charge> known = new ArrayList<>();
    charges.get("charges").forEach(charge -> known.add(Charge.of(charge)));
    return database.readSnapshot(
        handle -> new Accounts(claims(handle), orders(handle), events(handle), known));
  }

  /** What is wrong; empty if every one of these keys has its one order, charge and events. */
  public List<String> complaints(Set<PlacedUnder> placed) {
    List<String> wrong = new ArrayList<>();
    checkClaims(placed, wrong);
    Map<String, List<Charge>> charged =
        charges.stream().collect(Collectors.groupingBy(Charge::key));
    Map<String, List<Event>> told = events.stream().collect(Collectors.groupingBy(Event::order));
    Map<String, Order> known =
        orders.stream().collect(Collectors.toMap(Order::id, Function.identity()));
    charged.keySet().stream()
        .filter(key -> !known.containsKey(key))
        .forEach(key -> wrong.add("charge %s is of no order".formatted(key)));
    for (Order order : orders) {
      checkMoney(order, charged.getOrDefault(order.id, List.of()), wrong);
      checkEvents(order, told.getOrDefault(order.id, List.of()), wrong);
    }
    return wrong;
  }

  private void checkClaims(Set<PlacedUnder> placed, List<String> wrong) {
    Map<PlacedUnder, Long> ordersOf =
        claims.stream().collect(Collectors.groupingBy(Claim::key, Collectors.counting()));
    Map<String, Long> keysOf =
        claims.stream().collect(Collectors.groupingBy(Claim::order, Collectors.counting()));
    for (PlacedUnder key : placed) {
      long count = ordersOf.getOrDefault(key, 0L);
      if (count != 1) {
        wrong.add("%s has %d orders".formatted(key, count));
      }
    }
    for (Order order : orders) {
      long count = keysOf.getOrDefault(order.id, 0L);
      if (count != 1) {
        wrong.add("order %s is of %d keys".formatted(order.id, count));
      }
    }
    if (!placed.containsAll(ordersOf.keySet())) {
      wrong.add("there are keys that nobody used");
    }
  }

  private static void checkMoney(Order order, List<Charge> charged, List<String> wrong) {
    if (charged.size() > 1) {
      wrong.add("order %s is charged %d times".formatted(order.id, charged.size()));
    }
    long held = charged.stream().mapToLong(Charge::heldMinor).sum();
    long taken = charged.stream().mapToLong(Charge::takenMinor).sum();
    if (held != order.heldMinor || taken != order.takenMinor) {
      wrong.add("%s, but its gateway holds %d and took %d".formatted(order, held, taken));
    }
    boolean right =
        switch (order.status) {
          case "DELIVERED" ->
              order.heldMinor == 0
                  && order.takenMinor == order.totalMinor - order.refundedMinor
                  && charged.size() == 1;
          case "CANCELLED" -> order.heldMinor == 0 && order.takenMinor == 0;
          default ->
              UNDER_WAY.contains(order.status)
                  && order.heldMinor == order.totalMinor
                  && order.takenMinor == 0
                  && charged.size() == 1;
        };
    if (!right) {
      wrong.add("%s with %s".formatted(order, charged));
    }
  }

  /** Each version has one event, and they are in order. */
  private static void checkEvents(Order order, List<Event> told, List<String> wrong) {
    Map<Long, Event> ofVersion = new HashMap<>();
    for (Event event : told) {
      if (ofVersion.put(event.version, event) != null) {
        wrong.add("order %s has two events of version %d".formatted(order.id, event.version));
      }
      if (!event.handedOn) {
        wrong.add("%s was not handed on".formatted(event));
      }
    }
    long last = 0;
    for (long version = 1; version <= order.version; version++) {
      Event event = ofVersion.remove(version);
      if (event == null) {
        wrong.add("order %s has no event of version %d".formatted(order.id, version));
      } else {
        if (event.id <= last) {
          wrong.add("%s comes before that of the version before".formatted(event));
        }
        last = event.id;
      }
    }
    if (!ofVersion.isEmpty()) {
      wrong.add(
          "order %s is of version %d, but has %s".formatted(order.id, order.version, ofVersion));
    }
  }

  private static List<Claim> claims(Handle handle) {
    return handle
        .createQuery("SELECT customer_id, key, order_id FROM idempotency_keys")
        .map((rs, ctx) ->
            new Claim(new PlacedUnder(rs.getString(1), rs.getString(2)), rs.getString(3)))
        .list();
  }

  private static List<Order> orders(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT o.id, o.status, o.version, o.total_minor,
              (SELECT coalesce(sum(held_minor), 0) FROM ledger l WHERE l.order_id = o.id) AS held,
              (SELECT coalesce(sum(taken_minor), 0) FROM ledger l WHERE l.order_id = o.id) AS taken,
              (SELECT coalesce(sum(amount_minor), 0) FROM refunds r
               WHERE r.order_id = o.id AND r.status = 'DONE') AS refunded
            FROM orders o
            """)
        .map((rs, ctx) ->
            new Order(
                rs.getString("id"),
                rs.getString("status"),
                rs.getLong("version"),
                rs.getLong("total_minor"),
                rs.getLong("held"),
                rs.getLong("taken"),
                rs.getLong("refunded")))
        .list();
  }

  private static List<Event> events(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT id, aggregateid, aggregate_version, type, published AND NOT set_aside AS handed_on
            FROM outbox WHERE aggregatetype = 'order'
            """)
        .map((rs, ctx) ->
            new Event(
                rs.getLong("id"),
                rs.getString("aggregateid"),
                rs.getLong("aggregate_version"),
                rs.getString("type"),
                rs.getBoolean("handed_on")))
        .list();
  }
}
