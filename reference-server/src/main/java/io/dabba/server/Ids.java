package io.dabba.server;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Makes ids: UUIDs of version 7 (RFC 9562), whose order is that of their making, to the
 * millisecond. Thread-safe.
 */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** A new id. */
  public static String next() {
    long random = RANDOM.nextLong();
    long high = (System.currentTimeMillis() << 16) | 0x7000 | (random & 0x0fff);
    long low = (RANDOM.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
