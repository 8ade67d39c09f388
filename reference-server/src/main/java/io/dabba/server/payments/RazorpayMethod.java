package io.dabba.server.payments;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.json.JSONArray;
import org.json.JSONObject;

/** How a customer pays by Razorpay. */
sealed interface RazorpayMethod {
  /** How long a collect request stands. */
  int COLLECT_MINUTES = 5;

  /** A request that his UPI app shows him. */
  record UpiCollect(String vpa) implements RazorpayMethod {}

  /** A link that opens his UPI app. */
  record UpiIntent() implements RazorpayMethod {}

  /** A card that he saved with Razorpay. */
  record Token(String customer, String token) implements RazorpayMethod {}

  /** Razorpay's checkout in his app. */
  record Checkout() implements RazorpayMethod {}

  static Optional<RazorpayMethod> find(String method) {
    if (method.equals("razorpay")) {
      return Optional.of(new Checkout());
    }
    if (method.equals("upi")) {
      return Optional.of(new UpiIntent());
    }
    Matcher collect = Pattern.compile("upi:([\\w.-]+@[\\w.-]+)").matcher(method);
    if (collect.matches()) {
      return Optional.of(new UpiCollect(collect.group(1)));
    }
    Matcher card = Pattern.compile("rzp:(cust_\\w+):(token_\\w+)").matcher(method);
    return card.matches() ? Optional.of(new Token(card.group(1), card.group(2))) : Optional.empty();
  }

  /** What the customer has to do, if the answer to a new payment says so. */
  static Optional<NextAction> next(JSONObject answer) {
    if (answer.has("link")) {
      return Optional.of(new NextAction("upi_intent", Map.of("url", answer.getString("link"))));
    }
    JSONArray next = answer.optJSONArray("next", new JSONArray());
    for (int i = 0; i < next.length(); i++) {
      JSONObject action = next.getJSONObject(i);
      String type = action.optString("action");
      if (type.equals("redirect")) {
        return Optional.of(new NextAction("redirect", Map.of("url", action.getString("url"))));
      }
      if (type.equals("intent")) {
        return Optional.of(new NextAction("upi_intent", Map.of("url", action.getString("url"))));
      }
    }
    return Optional.empty();
  }
}
