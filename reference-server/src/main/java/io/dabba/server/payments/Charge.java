package io.dabba.server.payments;

/**
 * What to charge.
 *
 * @param key our name for the payment, printable ASCII of at most 64; the same key is the same
 *     payment
 * @param amountMinor in the smallest unit of the currency, more than 0
 * @param currency ISO 4217
 * @param method how the customer pays, as the gateway calls it
 */
public record Charge(String key, long amountMinor, String currency, String method) {
  public Charge {
    if (amountMinor <= 0) {
      throw new IllegalArgumentException("amountMinor=%d is not positive".formatted(amountMinor));
    }
  }
}
