package io.dabba.server.payments;

import io.dabba.server.payments.StandInServer.Call;
import io.dabba.server.payments.StandInServer.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** PaymentIntents and refunds of {@link StripeStandIn}. */
final class StripeIntents {

  private static final class Intent {
    final String id;
    final Map<String, String> form;
    final List<Map<String, Object>> refunds = new ArrayList<>();
    String status = "requires_payment_method";
    Optional<Map<String, Object>> lastError = Optional.empty();
    Optional<Map<String, Object>> nextAction = Optional.empty();
    boolean confirmed;
    boolean charged;
    long received;

    Intent(String id, Map<String, String> form) {
      this.id = id;
      this.form = form;
    }

    long amount() {
      return Long.parseLong(form.get("amount"));
    }

    String key() {
      return form.getOrDefault("metadata[dabba_key]", "");
    }

    long refunded() {
      return refunds.stream().mapToLong(refund -> (long) refund.get("amount")).sum();
    }

    boolean isHeld() {
      return status.equals("requires_capture");
    }
  }

  private final Map<String, Intent> intents = new LinkedHashMap<>();

  synchronized Reply answer(Call call) {
    String[] path = call.path().split("/", -1);
    if (path[2].equals("refunds")) {
      return call.method().equals("GET")
          ? refunds(call.query().get("payment_intent"))
          : refund(call.form());
    }
    if (path.length == 3) {
      return create(call.form());
    }
    if (path[3].equals("search")) {
      return search(call.query().get("query"));
    }
    Intent intent = intents.get(path[3]);
    if (intent == null) {
      return StripeStandIn.error(
          404, "invalid_request_error", "resource_missing", "No such intent");
    }
    if (call.method().equals("GET")) {
      return Reply.of(200, json(intent));
    }
    return switch (path[4]) {
      case "confirm" -> confirm(intent, call.form());
      case "capture" -> capture(intent, call.form());
      case "cancel" -> cancel(intent);
      default -> throw new AssertionError(call);
    };
  }

  private Reply create(Map<String, String> form) {
    if (Long.parseLong(form.get("amount")) < 50) {
      return StripeStandIn.error(
          400, "invalid_request_error", "amount_too_small", "Amount must be at least 50");
    }
    if (!form.get("capture_method").equals("manual")) {
      throw new AssertionError(form);
    }
    Intent intent = new Intent("pi_" + (intents.size() + 1), form);
    intents.put(intent.id, intent);
    return Reply.of(200, json(intent));
  }

  private Reply confirm(Intent intent, Map<String, String> form) {
    if (!intent.status.equals("requires_payment_method")) {
      return unexpected(intent);
    }
    String method = form.getOrDefault("payment_method", "");
    switch (method) {
      case "pm_card_visa" -> hold(intent);
      case "pm_card_visa_chargeDeclined" -> {
        intent.confirmed = true;
        intent.lastError =
            Optional.of(
                Map.of(
                    "type", "card_error",
                    "code", "card_declined",
                    "decline_code", "insufficient_funds",
                    "message", "Your card has insufficient funds."));
        return Reply.of(402, Map.of("error", intent.lastError.get()));
      }
      case "pm_card_authenticationRequired" -> {
        intent.confirmed = true;
        intent.status = "requires_action";
        intent.nextAction =
            Optional.of(
                form.containsKey("return_url")
                    ? Map.of(
                        "type",
                        "redirect_to_url",
                        "redirect_to_url",
                        Map.of(
                            "url",
                            "https://hooks.stripe.com/3d_secure/" + intent.id,
                            "return_url",
                            form.get("return_url")))
                    : Map.of(
                        "type",
                        "use_stripe_sdk",
                        "use_stripe_sdk",
                        Map.of("type", "three_d_secure_redirect")));
      }
      case "pm_processing" -> {
        intent.confirmed = true;
        intent.status = "processing";
      }
      default -> {
        return StripeStandIn.error(
            400, "invalid_request_error", "resource_missing", "No such PaymentMethod: " + method);
      }
    }
    return Reply.of(200, json(intent));
  }

  private static void hold(Intent intent) {
    intent.confirmed = true;
    intent.charged = true;
    intent.status = "requires_capture";
    intent.nextAction = Optional.empty();
  }

  private Reply capture(Intent intent, Map<String, String> form) {
    if (!intent.isHeld()) {
      return unexpected(intent);
    }
    long amount = Long.parseLong(form.getOrDefault("amount_to_capture", "" + intent.amount()));
    if (amount > intent.amount()) {
      return StripeStandIn.error(
          400, "invalid_request_error", "amount_too_large", "More than was authorized");
    }
    intent.status = "succeeded";
    intent.received = amount;
    return Reply.of(200, json(intent));
  }

  private Reply cancel(Intent intent) {
    if (intent.status.equals("succeeded") || intent.status.equals("canceled")) {
      return unexpected(intent);
    }
    intent.status = "canceled";
    intent.nextAction = Optional.empty();
    return Reply.of(200, json(intent));
  }

  private Reply refund(Map<String, String> form) {
    Intent intent = intents.get(form.get("payment_intent"));
    long left = intent.received - intent.refunded();
    long amount = form.containsKey("amount") ? Long.parseLong(form.get("amount")) : left;
    if (!intent.status.equals("succeeded") || left == 0 || amount > left) {
      return StripeStandIn.error(
          400,
          "invalid_request_error",
          left == 0 ? "charge_already_refunded" : "",
          "Refund amount (%d) is greater than unrefunded amount (%d)".formatted(amount, left));
    }
    Map<String, Object> refund =
        Map.of(
            "id",
            "re_%s_%d".formatted(intent.id, intent.refunds.size() + 1),
            "object",
            "refund",
            "amount",
            amount,
            "status",
            "succeeded",
            "payment_intent",
            intent.id,
            "metadata",
            Map.of("dabba_refund", form.get("metadata[dabba_refund]")));
    intent.refunds.add(refund);
    return Reply.of(200, refund);
  }

  private Reply refunds(String id) {
    return list("list", intents.get(id).refunds);
  }

  private Reply search(String query) {
    return list(
        "search_result",
        intents.values().stream()
            .filter(intent -> query.equals("metadata['dabba_key']:'%s'".formatted(intent.key())))
            .map(StripeIntents::json)
            .toList());
  }

  private static Reply list(String object, List<?> data) {
    return Reply.of(200, Map.of("object", object, "url", "/v1/x", "has_more", false, "data", data));
  }

  private static Reply unexpected(Intent intent) {
    return StripeStandIn.error(
        400,
        "invalid_request_error",
        "payment_intent_unexpected_state",
        "This PaymentIntent has a status of " + intent.status);
  }

  private static Map<String, Object> json(Intent intent) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", intent.id);
    json.put("object", "payment_intent");
    json.put("amount", intent.amount());
    json.put("amount_capturable", intent.isHeld() ? intent.amount() : 0);
    json.put("amount_received", intent.received);
    json.put("capture_method", "manual");
    json.put("client_secret", intent.id + "_secret");
    json.put("currency", intent.form.get("currency"));
    json.put("metadata", Map.of("dabba_key", intent.key()));
    json.put("status", intent.status);
    json.put("last_payment_error", intent.lastError.orElse(null));
    json.put("next_action", intent.nextAction.orElse(null));
    json.put(
        "latest_charge",
        intent.charged
            ? Map.of(
                "id", "ch_" + intent.id, "object", "charge", "amount_refunded", intent.refunded())
            : null);
    return json;
  }

  synchronized void decide(String key, boolean approve) {
    Intent intent = one(key).orElseThrow();
    if (!intent.status.equals("requires_action")) {
      return;
    }
    if (approve) {
      hold(intent);
    } else {
      intent.status = "requires_payment_method";
      intent.nextAction = Optional.empty();
      intent.lastError =
          Optional.of(
              Map.of(
                  "type", "invalid_request_error",
                  "code", "payment_intent_authentication_failure"));
    }
  }

  synchronized int charges(String key) {
    return Math.toIntExact(
        intents.values().stream()
            .filter(intent -> intent.key().equals(key) && intent.confirmed)
            .count());
  }

  synchronized long keptMinor(String key) {
    return sum(key, intent -> intent.isHeld() ? intent.amount() : intent.received)
        - sum(key, Intent::refunded);
  }

  /** What Stripe was asked for, in its own unit. */
  synchronized long amount(String key) {
    return sum(key, Intent::amount);
  }

  private long sum(String key, Function<Intent, Long> amount) {
    return intents.values().stream()
        .filter(intent -> intent.key().equals(key))
        .mapToLong(amount::apply)
        .sum();
  }

  private Optional<Intent> one(String key) {
    return intents.values().stream().filter(intent -> intent.key().equals(key)).findFirst();
  }
}
