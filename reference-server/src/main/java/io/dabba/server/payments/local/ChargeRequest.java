package io.dabba.server.payments.local;

import io.dabba.server.http.JsonBody;
import java.net.URI;
import java.util.Currency;
import java.util.Optional;

/** What a caller asks to be authorized. */
record ChargeRequest(
    String key, long amountMinor, String currency, String method, Optional<String> notifyUrl) {
  private static final long MOST_MINOR = 1_000_000_000_000L;

  static ChargeRequest read(String key, JsonBody body) {
    return new ChargeRequest(
        key,
        body.longInteger("amountMinor", 1, MOST_MINOR),
        body.value("currency", 3, Currency::getInstance).getCurrencyCode(),
        body.string("method", 64),
        body.optionalString("notifyUrl", 1_000)
            .map(url -> body.value("notifyUrl", 1_000, ChargeRequest::http)));
  }

  private static String http(String url) {
    String scheme = URI.create(url).getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException("scheme=" + scheme);
    }
    return url;
  }
}
