package io.dabba.benchmarks.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dabba.geo.GeoPoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** A customer who sometimes looks around, orders, and watches the rider come. */
final class SimulatedCustomer {
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

  private final World world;
  private final String token;
  private final ConcurrentMap<GeoPoint, String> addressIds = new ConcurrentHashMap<>();

  SimulatedCustomer(World world, String id) {
    this.world = world;
    this.token = world.tokens().mint("customer", id);
  }

  /**
   * Stores the address of the drop-off, if it is a new one; if that fails, ordering tries again.
   */
  void prepare(OrderPlan plan) {
    findAddress(plan.dropoff());
  }

  /** Orders, and tracks the order if the server took it. */
  void order(OrderPlan plan, RestaurantPlan restaurant, SimulatedRestaurant kitchen) {
    String addressId = findAddress(plan.dropoff());
    if (addressId == null) {
      world.tally().refused.increment();
      return;
    }
    SplittableRandom random = world.chance().of("browse", plan.id());
    if (random.nextDouble() < world.behaviour().browseShare()) {
      browse(plan, restaurant, random);
    }
    Call call =
        Call.post("order", "/v1/orders", body(plan, addressId, random))
            .withKey(world.run() + "-" + plan.id());
    ApiAnswer answer = world.api().send(call, token);
    String id = answer.ok() ? answer.json().path("id").asText() : "";
    if (id.isEmpty()) {
      world.tally().refused.increment();
      return;
    }
    PlacedOrder placed = new PlacedOrder(id, plan);
    if (!world.orders().tryAdd(placed)) {
      throw new IllegalStateException("the server gave order id " + id + " twice");
    }
    kitchen.prepare(placed);
    new Tracking(placed).open();
  }

  private @Nullable String findAddress(GeoPoint place) {
    String known = addressIds.get(place);
    if (known != null) {
      return known;
    }
    ObjectNode body =
        Json.object()
            .put("label", "Home")
            .put("lat", place.lat())
            .put("lng", place.lng())
            .put("text", "Door at %.5f, %.5f".formatted(place.lat(), place.lng()));
    ApiAnswer answer =
        world.api().send(Call.post("address", "/v1/addresses", body.toString()), token);
    if (!answer.ok()) {
      return null;
    }
    String id = answer.json().path("id").asText();
    addressIds.put(place, id);
    return id;
  }

  private void browse(OrderPlan plan, RestaurantPlan restaurant, SplittableRandom random) {
    String text = random.nextBoolean() ? "" : "&q=" + encode(restaurant.menu().getFirst().name());
    String path =
        "/v1/restaurants?lat=%s&lng=%s%s"
            .formatted(plan.dropoff().lat(), plan.dropoff().lng(), text);
    world.api().send(Call.get("search", path), token);
    world.api().send(Call.get("menu", "/v1/restaurants/" + restaurant.id() + "/menu"), token);
  }

  private static String body(OrderPlan plan, String addressId, SplittableRandom random) {
    ObjectNode body =
        Json.object()
            .put("restaurantId", plan.restaurantId())
            .put("addressId", addressId)
            .put("paymentMethod", "card");
    for (String item : plan.itemIds()) {
      int quantity = random.nextInt(4) == 0 ? 2 : 1;
      body.withArray("items").addObject().put("itemId", item).put("quantity", quantity);
    }
    return body.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The customer's eye on one order. */
  private final class Tracking implements LiveSocket.Listener {
    private final PlacedOrder order;
    private final LiveSocket socket;

    Tracking(PlacedOrder order) {
      this.order = order;
      String path = "/v1/orders/" + order.id() + "/track";
      this.socket = new LiveSocket(world.sockets(), path, token, this);
    }

    void open() {
      world.agenda().after(BETWEEN_LOOKS, this::look);
      socket.open();
    }

    /** A socket may die without a sound, so he asks for the order now and then as well. */
    private void look() {
      if (!order.isFinal()) {
        askStatus();
        world.agenda().after(BETWEEN_LOOKS, this::look);
      }
    }

    private void askStatus() {
      ApiAnswer now = world.api().send(Call.get("order_get", "/v1/orders/" + order.id()), token);
      if (now.ok()) {
        settle(now.json().path("status").asText());
      }
    }

    @Override
    public void message(JsonNode message) {
      switch (message.path("type").asText()) {
        case "position" -> {
          order.sawPosition();
          world.tally().positions.increment();
        }
        case "status" -> settle(message.path("status").asText());
        default -> {}
      }
    }

    @Override
    public void reopened() {}

    @Override
    public boolean ended() {
      if (!order.isFinal()) {
        askStatus();
      }
      return order.isFinal();
    }

    private void settle(String status) {
      if (order.trySettle(status)) {
        boolean delivered = status.equals("DELIVERED");
        (delivered ? world.tally().delivered : world.tally().cancelled).increment();
        socket.close();
      }
    }
  }
}
