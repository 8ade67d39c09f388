package io.dabba.search;

/** Arguments checked in one way, with one wording. */
final class Checks {
  private static final int EXCERPT_LENGTH = 64;

  private Checks() {}

  static void text(String name, String value, int maxLength) {
    if (value.isBlank() || value.length() > maxLength) {
      throw new IllegalArgumentException(
          "%s=%s has %d characters, not 1 to %d, or is blank"
              .formatted(name, excerpt(value), value.length(), maxLength));
    }
  }

  static void range(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s=%d is not between %d and %d".formatted(name, value, min, max));
    }
  }

  /** Both bounds count as inside; NaN never is. */
  static void range(String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "%s=%s is not between %s and %s".formatted(name, value, min, max));
    }
  }

  /** The value as an error may show it, however long and whatever is in it. */
  static String excerpt(String value) {
    String shown = value.length() <= EXCERPT_LENGTH ? value : value.substring(0, EXCERPT_LENGTH);
    return shown.replaceAll("\\p{C}", "?") + (shown.length() < value.length() ? "..." : "");
  }
}
