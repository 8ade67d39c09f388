package io.dabba.server.payments;

import java.util.Optional;

/**
 * A payment that a gateway was asked for.
 *
 * @param reference the gateway's own name for it, if it ever told us
 */
public record GatewayPayment(Charge charge, Optional<String> reference) {

  /** That so much can be taken of it; a gateway is not asked for more. */
  void requireCapturable(long amountMinor) {
    if (amountMinor < 1 || amountMinor > charge.amountMinor()) {
      throw new IllegalArgumentException(
          "amountMinor=%d is not from 1 to %d".formatted(amountMinor, charge.amountMinor()));
    }
  }
}
