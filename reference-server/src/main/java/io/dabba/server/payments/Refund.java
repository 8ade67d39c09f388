package io.dabba.server.payments;

/**
 * A part of a payment to give back.
 *
 * @param key our name for the refund; the same key is the same refund
 * @param amountMinor more than 0
 */
public record Refund(String key, long amountMinor) {
  public Refund {
    if (amountMinor <= 0) {
      throw new IllegalArgumentException("amountMinor=%d is not positive".formatted(amountMinor));
    }
  }
}
