package io.dabba.server.payments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.http.Json;
import io.dabba.server.payments.LocalCalls.Answer;
import io.dabba.server.payments.local.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The gateway of demos and tests, which takes no real money: a {@link
 * io.dabba.server.payments.local.LocalGatewayServer} over HTTP. The payment method says what
 * happens.
 */
public final class LocalGateway implements PaymentGateway {
  public static final String NAME = "local";

  private static final Set<String> METHODS =
      Set.of("card", "card-refused", "card-3ds", "card-timeout", "card-dropped", "upi");
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final LocalCalls calls;
  private final String secret;
  private final Supplier<Optional<URI>> notifyUrl;

  /**
   * @param address of the gateway, without a slash at the end
   * @param timeout how long a call may take in all
   * @param notifyUrl where its webhooks go, if anywhere; asked at each authorization
   */
  public LocalGateway(
      URI address, String secret, Duration timeout, Supplier<Optional<URI>> notifyUrl) {
    this.calls = new LocalCalls(address, secret, timeout);
    this.secret = secret;
    this.notifyUrl = notifyUrl;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean knows(String method) {
    return METHODS.contains(method);
  }

  @Override
  public Standing authorize(Charge charge) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("amountMinor", charge.amountMinor());
    body.put("currency", charge.currency());
    body.put("method", charge.method());
    notifyUrl.get().ifPresent(url -> body.put("notifyUrl", url.toString()));
    return standing(calls.post("/charges", Optional.of(charge.key()), body));
  }

  @Override
  public Standing capture(GatewayPayment payment, long amountMinor) {
    payment.requireCapturable(amountMinor);
    Answer answer =
        calls.post(
            path(payment) + "/capture", Optional.empty(), Map.of("amountMinor", amountMinor));
    return answer.status() == 409 ? status(payment) : standing(answer);
  }

  @Override
  public Standing voidPayment(GatewayPayment payment) {
    return standing(calls.post(path(payment) + "/void", Optional.empty(), Map.of()));
  }

  @Override
  public RefundOutcome refund(GatewayPayment payment, Refund refund) {
    Answer answer =
        calls.post(
            path(payment) + "/refunds",
            Optional.of(refund.key()),
            Map.of("amountMinor", refund.amountMinor()));
    return switch (answer.status()) {
      case 200 ->
          answer
              .text("reference")
              .<RefundOutcome>map(RefundOutcome.Done::new)
              .orElseGet(() -> new RefundOutcome.Unknown(answer.why()));
      case 404 ->
          answer.isProblem("no-such-charge")
              ? new RefundOutcome.Refused(answer.why())
              : new RefundOutcome.Unknown(answer.why());
      case 409, 422 -> new RefundOutcome.Refused(answer.why());
      default -> new RefundOutcome.Unknown(answer.why());
    };
  }

  @Override
  public Standing status(GatewayPayment payment) {
    return standing(calls.get(path(payment)));
  }

  @Override
  public Optional<Notice> verify(Webhook webhook, Instant wallNow) {
    return webhook
        .header(WebhookSignature.HEADER)
        .filter(signature ->
            WebhookSignature.holds(signature, secret, webhook.body(), wallNow, TOLERANCE))
        .flatMap(signature -> notice(webhook.body()));
  }

  private static Optional<Notice> notice(byte[] body) {
    try {
      JsonNode event = Json.MAPPER.readTree(body);
      return Optional.ofNullable(event.path("id").textValue())
          .map(id ->
              new Notice(
                  id,
                  Optional.ofNullable(event.path("key").textValue()),
                  told(event.path("state").asText())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Notice.Told> told(String state) {
    return Arrays.stream(Notice.Told.values()).filter(t -> t.name().equals(state)).findFirst();
  }

  private static String path(GatewayPayment payment) {
    return "/charges/" + LocalCalls.encoded(payment.charge().key());
  }

  private static Standing standing(Answer answer) {
    return switch (answer.status()) {
      case 200 -> standing(answer, answer.text("reference").orElse(""));
      case 404 ->
          answer.isProblem("no-such-charge")
              ? new Standing.Absent()
              : new Standing.Unknown(answer.why());
      // what is not valid is not charged
      case 400 ->
          answer.isProblem("invalid-field")
              ? new Standing.Refused(answer.why())
              : new Standing.Unknown(answer.why());
      default -> new Standing.Unknown(answer.why());
    };
  }

  private static Standing standing(Answer answer, String reference) {
    return switch (answer.text("state").orElse("")) {
      case "AUTHORIZED" -> new Standing.Authorized(reference);
      case "CAPTURED" ->
          new Standing.Captured(
              reference, answer.amount("capturedMinor"), answer.amount("refundedMinor"));
      case "VOIDED" -> new Standing.Voided(reference);
      case "REFUSED" -> new Standing.Refused(answer.text("reason").orElse("refused"));
      case "REQUIRES_ACTION" ->
          new Standing.NeedsAction(reference, action(answer.json().path("nextAction")));
      default -> new Standing.Unknown(answer.why());
    };
  }

  private static NextAction action(JsonNode json) {
    try {
      return Json.MAPPER.treeToValue(json, NextAction.class);
    } catch (JsonProcessingException e) {
      return new NextAction("wait", Map.of());
    }
  }
}
