package io.dabba.search.space;

/**
 * The Morton curve over latitude and longitude: a place of each point in one order, in which what
 * is near is mostly near. A square of the globe that is a power of two small is one run of places.
 * Morton, <i>A Computer Oriented Geodetic Data Base</i>, 1966.
 */
public final class Curve {
  /** Bits of each coordinate. */
  static final int BITS = 31;

  private static final double STEPS = 1L << BITS;

  private Curve() {}

  /** The place of a point in degrees: 0 to 2^62 - 1, growing with each coordinate. */
  public static long place(double lat, double lng) {
    return spread(step(lat, 90)) << 1 | spread(step(lng, 180));
  }

  /** The square of its size that a coordinate from -half to half lies in, as if on a grid. */
  private static long step(double degrees, double half) {
    double share = (degrees + half) / (2 * half);
    return Math.min((1L << BITS) - 1, Math.max(0, (long) (share * STEPS)));
  }

  /** Puts a zero before each bit. */
  private static long spread(long bits) {
    long b = bits & 0x7fffffffL;
    b = (b | b << 16) & 0x0000ffff0000ffffL;
    b = (b | b << 8) & 0x00ff00ff00ff00ffL;
    b = (b | b << 4) & 0x0f0f0f0f0f0f0f0fL;
    b = (b | b << 2) & 0x3333333333333333L;
    return (b | b << 1) & 0x5555555555555555L;
  }
}
