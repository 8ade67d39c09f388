package io.dabba.server.payments;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.payments.StandInServer.Call;
import io.dabba.server.payments.StandInServer.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders, payments and refunds of {@link RazorpayStandIn}. */
final class RazorpayOrders {

  private record Order(String id, JsonNode request) {
    String key() {
      return request.at("/notes/dabba_key").asText();
    }
  }

  private static final class Payment {
    final String id;
    final JsonNode request;
    final List<Map<String, Object>> refunds = new ArrayList<>();
    final Map<String, Object> notes = new LinkedHashMap<>();
    String status = "created";
    boolean captured;
    Optional<String> error = Optional.empty();

    Payment(String id, JsonNode request) {
      this.id = id;
      this.request = request;
      note(request.path("notes"));
    }

    void note(JsonNode said) {
      notes.clear();
      for (Map.Entry<String, JsonNode> note : said.properties()) {
        JsonNode value = note.getValue();
        notes.put(note.getKey(), value.isNumber() ? value.asLong() : value.asText());
      }
    }

    long amount() {
      return request.get("amount").asLong();
    }

    long refunded() {
      return refunds.stream().mapToLong(refund -> (long) refund.get("amount")).sum();
    }
  }

  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Map<String, Payment> payments = new LinkedHashMap<>();
  private final Map<String, Reply> refundKeys = new HashMap<>();

  synchronized Reply answer(Call call) {
    String[] path = call.path().split("/", -1);
    boolean get = call.method().equals("GET");
    if (path[2].equals("orders")) {
      if (path.length == 5) {
        return payments(path[3]);
      }
      return get ? list(call.query()) : create(call.json());
    }
    if (path[3].equals("create")) {
      return pay(path[4], call.json());
    }
    Payment payment = payments.get(path[3]);
    if (payment == null) {
      return RazorpayStandIn.error(400, "The id provided does not exist");
    }
    if (path.length == 4) {
      payment.note(call.json().get("notes"));
      return Reply.of(200, json(payment));
    }
    return switch (path[4]) {
      case "capture" -> capture(payment, call.json());
      case "refund" -> refund(payment, call.json(), call.header("x-refund-idempotency"));
      case "refunds" -> collection(payment.refunds);
      default -> throw new AssertionError(call);
    };
  }

  private Reply create(JsonNode request) {
    if (request.get("receipt").asText().length() > 40) {
      return RazorpayStandIn.error(400, "The receipt may not be greater than 40 characters.");
    }
    if (request.get("payment_capture").asBoolean()) {
      throw new AssertionError(request);
    }
    Order order = new Order("order_" + (orders.size() + 1), request);
    orders.put(order.id(), order);
    return Reply.of(200, json(order, false));
  }

  private Reply list(Map<String, String> query) {
    boolean expand = query.getOrDefault("expand[]", "").equals("payments");
    return collection(
        orders.values().stream()
            .filter(order -> order.request().get("receipt").asText().equals(query.get("receipt")))
            .map(order -> json(order, expand))
            .toList());
  }

  private Reply payments(String order) {
    return collection(
        payments.values().stream()
            .filter(payment -> payment.request.get("order_id").asText().equals(order))
            .map(RazorpayOrders::json)
            .toList());
  }

  private Reply pay(String how, JsonNode request) {
    if (!orders.containsKey(request.path("order_id").asText())
        || request.path("email").asText().isEmpty()
        || request.path("contact").asText().isEmpty()) {
      return RazorpayStandIn.error(400, "The order_id, email and contact fields are required.");
    }
    Payment payment = new Payment("pay_" + (payments.size() + 1), request);
    if (how.equals("upi")) {
      payments.put(payment.id, payment);
      return request.at("/upi/flow").asText().equals("intent")
          ? Reply.of(
              200, Map.of("razorpay_payment_id", payment.id, "link", "upi://pay?tr=" + payment.id))
          : Reply.of(200, Map.of("razorpay_payment_id", payment.id));
    }
    String token = request.path("token").asText();
    if (token.equals("token_none")) {
      return RazorpayStandIn.error(400, "The token does not exist");
    }
    payments.put(payment.id, payment);
    return switch (token) {
      case "token_good" -> {
        payment.status = "authorized";
        yield Reply.of(200, Map.of("razorpay_payment_id", payment.id));
      }
      case "token_3ds" ->
          Reply.of(
              200,
              Map.of(
                  "razorpay_payment_id",
                  payment.id,
                  "next",
                  List.of(
                      Map.of(
                          "action", "redirect",
                          "url", "https://api.razorpay.com/v1/payments/1/authenticate"))));
      default -> {
        payment.status = "failed";
        payment.error = Optional.of("Your card has insufficient balance");
        yield RazorpayStandIn.error(400, "Your card has insufficient balance");
      }
    };
  }

  private static Reply capture(Payment payment, JsonNode request) {
    if (payment.captured) {
      return RazorpayStandIn.error(400, "This payment has already been captured");
    }
    if (!payment.status.equals("authorized")) {
      return RazorpayStandIn.error(400, "Only payments which have been authorized can be captured");
    }
    if (request.get("amount").asLong() != payment.amount()) {
      return RazorpayStandIn.error(400, "Capture amount must be equal to the amount authorized");
    }
    payment.status = "captured";
    payment.captured = true;
    return Reply.of(200, json(payment));
  }

  private Reply refund(Payment payment, JsonNode request, String key) {
    if (!key.matches("[\\w-]{10,}")) {
      throw new AssertionError(key);
    }
    return refundKeys.computeIfAbsent(key, first -> refund(payment, request));
  }

  private static Reply refund(Payment payment, JsonNode request) {
    long amount = request.get("amount").asLong();
    if (!payment.captured) {
      return RazorpayStandIn.error(400, "The payment status should be captured for action");
    }
    if (payment.refunded() + amount > payment.amount()) {
      return RazorpayStandIn.error(
          400, "The total refund amount is greater than the refund payment amount");
    }
    Map<String, Object> refund =
        Map.of(
            "id",
            "rfnd_%s_%d".formatted(payment.id, payment.refunds.size() + 1),
            "entity",
            "refund",
            "amount",
            amount,
            "payment_id",
            payment.id,
            "status",
            "processed",
            "notes",
            Map.of("dabba_refund", request.at("/notes/dabba_refund").asText()));
    payment.refunds.add(refund);
    if (payment.refunded() == payment.amount()) {
      payment.status = "refunded";
    }
    return Reply.of(200, refund);
  }

  private static Reply collection(List<?> items) {
    return Reply.of(200, Map.of("entity", "collection", "count", items.size(), "items", items));
  }

  private Map<String, Object> json(Order order, boolean expand) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", order.id());
    json.put("entity", "order");
    json.put("amount", order.request().get("amount"));
    json.put("currency", order.request().get("currency"));
    json.put("receipt", order.request().get("receipt"));
    json.put("status", "created");
    json.put("created_at", 1_764_331_200L + orders.size());
    if (expand) {
      json.put("payments", payments(order.id()).json());
    }
    return json;
  }

  private static Map<String, Object> json(Payment payment) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", payment.id);
    json.put("entity", "payment");
    json.put("amount", payment.amount());
    json.put("currency", payment.request.get("currency"));
    json.put("order_id", payment.request.get("order_id"));
    json.put("method", payment.request.get("method"));
    json.put("status", payment.status);
    json.put("captured", payment.captured);
    json.put("amount_refunded", payment.refunded());
    json.put("vpa", payment.request.at("/upi/vpa").textValue());
    // an empty object is written as an empty array
    json.put("notes", payment.notes.isEmpty() ? List.of() : payment.notes);
    json.put("error_description", payment.error.orElse(null));
    return json;
  }

  /** What the customer does in his UPI app, his bank or the checkout. */
  synchronized void decide(String key, boolean approve) {
    of(key).stream()
        .filter(payment -> payment.status.equals("created"))
        .forEach(payment -> {
          payment.status = approve ? "authorized" : "failed";
          payment.error = approve ? Optional.empty() : Optional.of("Payment was declined");
        });
  }

  /** A customer pays in the checkout of his app. */
  synchronized void payInCheckout(String order, String key, long amount, String status) {
    Payment payment =
        new Payment(
            "pay_" + (payments.size() + 1),
            io.dabba.server.http.Json.MAPPER.valueToTree(
                Map.of(
                    "amount",
                    amount,
                    "currency",
                    "INR",
                    "order_id",
                    order,
                    "method",
                    "netbanking",
                    "notes",
                    Map.of("dabba_key", key))));
    payment.status = status;
    payments.put(payment.id, payment);
  }

  /** As Razorpay does with what nobody captures. */
  synchronized void giveBackUncaptured(String key) {
    of(key).stream()
        .filter(payment -> payment.status.equals("authorized"))
        .forEach(payment -> payment.status = "refunded");
  }

  synchronized int charges(String key) {
    return of(key).size();
  }

  synchronized long keptMinor(String key) {
    return of(key).stream()
        .filter(payment -> payment.captured || payment.status.equals("authorized"))
        .mapToLong(payment -> payment.amount() - payment.refunded())
        .sum();
  }

  private List<Payment> of(String key) {
    List<String> ids =
        orders.values().stream().filter(order -> order.key().equals(key)).map(Order::id).toList();
    return payments.values().stream()
        .filter(payment -> ids.contains(payment.request.get("order_id").asText()))
        .toList();
  }
}
