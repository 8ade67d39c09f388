package io.dabba.server.catalog;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A reduction that a city gives to who names its code.
 *
 * @param maxMinor the most that it takes off, if there is such a bound
 * @param minItemsMinor what the items have to come to
 * @param validUntil the first moment at which it is not valid any more
 */
public record Promotion(
    String code,
    Reduction reduction,
    OptionalLong maxMinor,
    long minItemsMinor,
    Instant validFrom,
    Instant validUntil) {
  private static final int WHOLE_BASIS_POINTS = 10_000;

  /** What it takes off. */
  public sealed interface Reduction {
    /**
     * A share of the items.
     *
     * @param basisPoints 1 to 10,000
     */
    record Percent(int basisPoints) implements Reduction {
      public Percent {
        if (basisPoints < 1 || basisPoints > WHOLE_BASIS_POINTS) {
          throw new IllegalArgumentException("basisPoints=%d".formatted(basisPoints));
        }
      }
    }

    /**
     * The same off each order.
     *
     * @param amountMinor more than 0
     */
    record Amount(long amountMinor) implements Reduction {
      public Amount {
        if (amountMinor <= 0) {
          throw new IllegalArgumentException("amountMinor=%d".formatted(amountMinor));
        }
      }
    }
  }

  /**
   * @throws IllegalArgumentException if it is never valid, or one of its bounds is negative
   */
  public Promotion {
    if (!validFrom.isBefore(validUntil)) {
      throw new IllegalArgumentException(
          "validUntil=%s is not after validFrom=%s".formatted(validUntil, validFrom));
    }
    if (minItemsMinor < 0 || maxMinor.orElse(1) <= 0) {
      throw new IllegalArgumentException(
          "minItemsMinor=%d maxMinor=%s".formatted(minItemsMinor, maxMinor));
    }
  }

  public boolean isValidAt(Instant now) {
    return !now.isBefore(validFrom) && now.isBefore(validUntil);
  }

  /**
   * What it takes off such items: never more than they come to, nothing if they come to too little,
   * and of a share whole minor units only.
   */
  public long discountMinor(long itemsMinor) {
    if (itemsMinor < minItemsMinor) {
      return 0;
    }
    long off =
        switch (reduction) {
          case Reduction.Amount amount -> amount.amountMinor();
          // in two parts, so that nothing overflows
          case Reduction.Percent percent ->
              itemsMinor / WHOLE_BASIS_POINTS * percent.basisPoints()
                  + itemsMinor % WHOLE_BASIS_POINTS * percent.basisPoints() / WHOLE_BASIS_POINTS;
        };
    return Math.min(Math.min(off, itemsMinor), maxMinor.orElse(Long.MAX_VALUE));
  }
}
