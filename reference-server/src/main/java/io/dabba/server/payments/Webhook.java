package io.dabba.server.payments;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A call that claims to come from a gateway, as received.
 *
 * @param headers by their names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; signatures are of bytes, not of text
public record Webhook(Map<String, String> headers, byte[] body) {
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
