package io.dabba.server.checkout;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A discount on the items of an order.
 *
 * @param percentBasisPoints hundredths of a percent; either this or an amount
 * @param maxMinor the most that a percentage takes off
 */
record Promotion(
    String code,
    OptionalLong percentBasisPoints,
    OptionalLong amountMinor,
    OptionalLong maxMinor,
    long minItemsMinor,
    Instant validFrom,
    Instant validUntil) {

  /** Why it does not count, if it does not. */
  Optional<String> refusal(long itemsMinor, Instant now) {
    if (now.isBefore(validFrom) || !now.isBefore(validUntil)) {
      return Optional.of("it is valid from %s until %s".formatted(validFrom, validUntil));
    }
    return itemsMinor < minItemsMinor
        ? Optional.of("the items must come to at least %d".formatted(minItemsMinor))
        : Optional.empty();
  }

  /** What it takes off, at most all. */
  long discountMinor(long itemsMinor) {
    long discount =
        percentBasisPoints.isPresent()
            ? Math.min(
                Pricing.share(itemsMinor, percentBasisPoints.getAsLong()),
                maxMinor.orElse(Long.MAX_VALUE))
            : amountMinor.orElseThrow();
    return Math.min(discount, itemsMinor);
  }
}
