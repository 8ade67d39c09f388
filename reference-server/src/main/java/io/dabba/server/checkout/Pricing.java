package io.dabba.server.checkout;

import io.dabba.server.catalog.Promotion;
import io.dabba.server.orders.Bill;
import io.dabba.server.orders.OrderLine;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes a bill of lines. All amounts are in minor units; what is rounded is rounded once, per line
 * and half up, and a discount is split over the lines by the largest remainder, so that the parts
 * always come to the whole.
 */
final class Pricing {
  private static final long WHOLE = 10_000;

  private Pricing() {}

  /** Lines with their shares of discount and taxes, and what they come to. */
  record Priced(List<OrderLine> lines, Bill bill) {}

  static Priced price(
      List<OrderLine> lines,
      Kitchen.Charges charges,
      Optional<Promotion> promotion,
      double meters,
      long tipMinor) {
    long items = itemsMinor(lines);
    long discount = promotion.map(p -> p.discountMinor(items)).orElse(0L);
    long[] shares = split(discount, lines.stream().mapToLong(OrderLine::totalMinor).toArray());
    List<OrderLine> priced = new ArrayList<>();
    long tax = 0;
    for (int i = 0; i < lines.size(); i++) {
      OrderLine line = lines.get(i);
      long ofLine = share(line.totalMinor() - shares[i], charges.taxBasisPoints());
      tax = Math.addExact(tax, ofLine);
      priced.add(
          new OrderLine(
              line.itemId(),
              line.itemVersion(),
              line.name(),
              line.quantity(),
              line.unitPriceMinor(),
              line.options(),
              shares[i],
              ofLine));
    }
    return new Priced(
        priced,
        new Bill(
            items,
            discount,
            charges.packagingFeeMinor(),
            charges.platformFeeMinor(),
            charges.deliveryFeeMinor(meters),
            tax,
            tipMinor));
  }

  static long itemsMinor(List<OrderLine> lines) {
    return lines.stream().mapToLong(OrderLine::totalMinor).reduce(0, Math::addExact);
  }

  /** So many hundredths of a percent of an amount that is not negative, rounded half up. */
  static long share(long amountMinor, long basisPoints) {
    return Math.addExact(Math.multiplyExact(amountMinor, basisPoints), WHOLE / 2) / WHOLE;
  }

  /**
   * Splits an amount in proportion to weights: each part is rounded down, and what is left goes, a
   * unit each, to the parts that lost most, the first of equals first.
   *
   * @param weights not negative
   * @return as many parts as weights, none above its weight if the amount is at most their sum
   */
  static long[] split(long amountMinor, long[] weights) {
    long sum = 0;
    for (long weight : weights) {
      sum = Math.addExact(sum, weight);
    }
    long[] parts = new long[weights.length];
    if (sum == 0) {
      return parts;
    }
    long[] remainders = new long[weights.length];
    long left = amountMinor;
    for (int i = 0; i < weights.length; i++) {
      BigInteger[] parted =
          BigInteger.valueOf(amountMinor)
              .multiply(BigInteger.valueOf(weights[i]))
              .divideAndRemainder(BigInteger.valueOf(sum));
      parts[i] = parted[0].longValueExact();
      remainders[i] = parted[1].longValueExact();
      left -= parts[i];
    }
    IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparingLong((Integer i) -> -remainders[i]))
        .limit(left)
        .forEach(i -> parts[i]++);
    return parts;
  }
}
