package io.dabba.server.payments;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/**
 * Amounts as Stripe writes them, which for a few currencies is not in the minor unit of ISO 4217
 * (docs.stripe.com/currencies, "special cases" and "zero-decimal").
 */
final class StripeAmounts {
  private static final Map<String, Integer> DIGITS = Map.of("ISK", 2, "UGX", 2, "MGA", 0);

  private StripeAmounts() {}

  /**
   * The amount of minor units for Stripe.
   *
   * @throws ArithmeticException if Stripe has no such amount
   */
  static long of(long amountMinor, String currency) {
    return rescaled(amountMinor, isoDigits(currency), digits(currency));
  }

  /** The minor units of Stripe's amount. */
  static long minor(long amount, String currency) {
    return rescaled(amount, digits(currency), isoDigits(currency));
  }

  private static int digits(String currency) {
    return DIGITS.getOrDefault(currency.toUpperCase(Locale.ROOT), isoDigits(currency));
  }

  private static int isoDigits(String currency) {
    return Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits();
  }

  private static long rescaled(long amount, int from, int to) {
    return BigDecimal.valueOf(amount, from).setScale(to).unscaledValue().longValueExact();
  }
}
