package io.dabba.geo;

/** What the numbers of a policy must be. */
final class Ranges {
  private Ranges() {}

  /** More than zero, and finite. */
  static void requirePositive(String name, double value) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("%s=%s is not positive and finite".formatted(name, value));
    }
  }

  static void requireWithin(String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "%s=%s is not between %s and %s".formatted(name, value, min, max));
    }
  }
}
