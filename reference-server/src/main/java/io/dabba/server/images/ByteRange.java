package io.dabba.server.images;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of something, as RFC 9110 has it in {@code Range}.
 *
 * @param from the first byte, from 0
 * @param to the last one
 */
record ByteRange(int from, int to) {
  private static final Pattern SINGLE = Pattern.compile("(?i)bytes\\s*=\\s*(\\d*)-(\\d*)\\s*");

  static ByteRange whole(int size) {
    return new ByteRange(0, size - 1);
  }

  int length() {
    return to - from + 1;
  }

  /**
   * The part that is wanted: the whole if that is no range, or several, which need not be honoured;
   * empty if it lies outside.
   */
  static Optional<ByteRange> read(String header, int size) {
    Matcher matcher = SINGLE.matcher(header);
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.of(whole(size));
    }
    BigInteger last = BigInteger.valueOf(size - 1);
    if (matcher.group(1).isEmpty()) {
      int suffix = new BigInteger(matcher.group(2)).min(BigInteger.valueOf(size)).intValue();
      return Optional.of(new ByteRange(size - suffix, size - 1)).filter(range -> suffix > 0);
    }
    BigInteger from = new BigInteger(matcher.group(1));
    BigInteger to = matcher.group(2).isEmpty() ? from.max(last) : new BigInteger(matcher.group(2));
    if (to.compareTo(from) < 0) {
      return Optional.of(whole(size));
    }
    return from.compareTo(last) > 0
        ? Optional.empty()
        : Optional.of(new ByteRange(from.intValue(), to.min(last).intValue()));
  }
}
