package io.dabba.geo;

/**
 * The one rule for ids in Dabba: opaque, 1 to 64 printable ASCII characters without spaces. What an
 * id means is the caller's business.
 */
public final class OpaqueId {
  /** The most characters an id may have. */
  public static final int MAX_LENGTH = 64;

  private OpaqueId() {}

  /**
   * Returns the value if it is an id.
   *
   * @param name what the id is called in the error
   * @throws IllegalArgumentException if the value is empty, too long, or has a character outside
   *     {@code '!'..'~'}
   */
  public static String require(String name, String value) {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "%s=%s is not an id: 1 to %d printable ASCII characters without spaces"
              .formatted(name, excerpt(value), MAX_LENGTH));
    }
    return value;
  }

  /** Whether the value may stand as an id; O(length). */
  public static boolean isValid(String value) {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static String excerpt(String value) {
    return value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH) + "...";
  }
}
