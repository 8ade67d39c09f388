package io.dabba.server.payments.local;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dabba.server.http.Json;
import io.dabba.server.http.JsonBody;
import io.dabba.server.http.Problem;
import io.dabba.server.payments.local.ChargeBook.Arrival;
import io.dabba.server.payments.local.LocalCharge.State;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /charges}: what callers who have the secret can do. */
final class ChargeRoutes implements HttpService {
  private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");
  private static final String KEY_FORM = "[!-~]{1,64}";
  private static final long MOST_MINOR = 1_000_000_000_000L;

  /** A charge as callers see it. */
  record Shown(
      @JsonUnwrapped LocalCharge charge, int arrivals, Optional<Map<String, String>> nextAction) {}

  private final Secret secret;
  private final Charges charges;
  private final Misbehaviour misbehaviour;
  private final Supplier<String> baseUrl;

  ChargeRoutes(
      Secret secret, Charges charges, Misbehaviour misbehaviour, Supplier<String> baseUrl) {
    this.secret = secret;
    this.charges = charges;
    this.misbehaviour = misbehaviour;
    this.baseUrl = baseUrl;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/charges", secret.guards(this::list))
        .post("/charges", secret.guards(this::authorize))
        .get("/charges/{key}", secret.guards(this::status))
        .post("/charges/{key}/capture", secret.guards(this::capture))
        .post("/charges/{key}/void", secret.guards(this::release))
        .post("/charges/{key}/refunds", secret.guards(this::refund));
  }

  private void list(ServerRequest request, ServerResponse response) {
    List<Shown> all = charges.all().stream().map(this::shown).toList();
    Json.send(response, Status.OK_200, Map.of("charges", all));
  }

  private void status(ServerRequest request, ServerResponse response) throws InterruptedException {
    String key = pathKey(request);
    misbehaviour.delay(new Arrival("status", key));
    Json.send(response, Status.OK_200, shown(Charges.require(charges.find(key))));
  }

  private void authorize(ServerRequest request, ServerResponse response)
      throws InterruptedException {
    ChargeRequest wanted = ChargeRequest.read(headerKey(request), JsonBody.read(request));
    boolean refuse = misbehaviour.refuses(wanted.key());
    misbehaviour.answer(
        request,
        new Arrival("authorize", wanted.key()),
        wanted.method(),
        () -> shown(charges.authorize(wanted, refuse)),
        shown -> Json.send(response, Status.OK_200, shown));
  }

  private void capture(ServerRequest request, ServerResponse response) throws InterruptedException {
    String key = pathKey(request);
    long amountMinor = JsonBody.read(request).longInteger("amountMinor", 1, MOST_MINOR);
    misbehaviour.answer(
        request,
        new Arrival("capture", key),
        "",
        () -> shown(charges.capture(key, amountMinor)),
        shown -> Json.send(response, Status.OK_200, shown));
  }

  private void release(ServerRequest request, ServerResponse response) throws InterruptedException {
    String key = pathKey(request);
    misbehaviour.answer(
        request,
        new Arrival("void", key),
        "",
        () -> shown(charges.release(key)),
        shown -> Json.send(response, Status.OK_200, shown));
  }

  private void refund(ServerRequest request, ServerResponse response) throws InterruptedException {
    String key = pathKey(request);
    String refundKey = headerKey(request);
    long amountMinor = JsonBody.read(request).longInteger("amountMinor", 1, MOST_MINOR);
    misbehaviour.answer(
        request,
        new Arrival("refund", refundKey),
        "",
        () -> charges.refund(key, refundKey, amountMinor),
        refund -> Json.send(response, Status.OK_200, refund));
  }

  private Shown shown(LocalCharge charge) {
    return new Shown(
        charge,
        charges.arrivals(new Arrival("authorize", charge.key())),
        charge.state() == State.REQUIRES_ACTION
            ? Optional.of(
                Map.of(
                    "type",
                    charge.method().equals("upi") ? "upi_collect" : "redirect",
                    "url",
                    baseUrl.get() + CustomerRoutes.PATH + charge.reference()))
            : Optional.empty());
  }

  private static String pathKey(ServerRequest request) {
    return request.path().pathParameters().get("key");
  }

  private static String headerKey(ServerRequest request) {
    return request
        .headers()
        .first(KEY)
        .filter(key -> key.matches(KEY_FORM))
        .orElseThrow(() ->
            Problem.invalidField(
                    "Idempotency-Key",
                    null,
                    "Idempotency-Key must be 1 to 64 printable ASCII characters")
                .exception());
  }
}
