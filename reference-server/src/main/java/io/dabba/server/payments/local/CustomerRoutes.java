package io.dabba.server.payments.local;

import io.dabba.server.http.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Currency;

/**
 * The page on which a customer approves or declines a charge. Who has its address may do so: it has
 * the charge's reference, which cannot be guessed.
 */
final class CustomerRoutes implements HttpService {
  static final String PATH = "/pay/";

  private static final int MOST_BYTES = 1_000;
  private static final String FORM =
      """
      <form method="post">
      <button name="decision" value="approve">Approve</button>
      <button name="decision" value="decline">Decline</button>
      </form>
      """;

  private final Charges charges;

  CustomerRoutes(Charges charges) {
    this.charges = charges;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH + "{reference}", this::show).post(PATH + "{reference}", this::decide);
  }

  private void show(ServerRequest request, ServerResponse response) {
    send(response, charge(request));
  }

  private void decide(ServerRequest request, ServerResponse response) {
    LocalCharge charge = charge(request);
    switch (body(request)) {
      case "decision=approve" -> send(response, charges.decide(charge.key(), true));
      case "decision=decline" -> send(response, charges.decide(charge.key(), false));
      default ->
          throw Problem.invalidField("decision", null, "decision must be approve or decline")
              .exception();
    }
  }

  private LocalCharge charge(ServerRequest request) {
    return charges
        .findByReference(request.path().pathParameters().get("reference"))
        .orElseThrow(() -> Problem.notFound("There is no such payment").exception());
  }

  private static String body(ServerRequest request) {
    try (InputStream in = request.content().inputStream()) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(ServerResponse response, LocalCharge charge) {
    boolean open = charge.state() == LocalCharge.State.REQUIRES_ACTION;
    String title =
        switch (charge.state()) {
          case REQUIRES_ACTION -> "Approve this payment?";
          case AUTHORIZED, CAPTURED -> "Paid";
          case REFUSED -> "Declined";
          case VOIDED -> "Cancelled";
        };
    response
        .status(Status.OK_200)
        .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(page(title, charge, open ? FORM : "").getBytes(StandardCharsets.UTF_8));
  }

  private static String page(String title, LocalCharge charge, String form) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Payment</title>
    <h1>%s</h1>
    <p>%s %s</p>
    %s
    </html>
    """
        .formatted(title, amount(charge), charge.currency(), form);
  }

  private static String amount(LocalCharge charge) {
    int digits = Currency.getInstance(charge.currency()).getDefaultFractionDigits();
    return BigDecimal.valueOf(charge.amountMinor(), Math.max(0, digits)).toPlainString();
  }
}
