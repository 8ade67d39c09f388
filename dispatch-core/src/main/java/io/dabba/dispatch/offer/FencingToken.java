package io.dabba.dispatch.offer;

/**
 * The number of an offer, strictly increasing per rider; an answer counts only with the current
 * one.
 *
 * @param value at least 1
 */
public record FencingToken(long value) implements Comparable<FencingToken> {
  public FencingToken {
    if (value < 1) {
      throw new IllegalArgumentException("fencingToken=%d is not at least 1".formatted(value));
    }
  }

  @Override
  public int compareTo(FencingToken other) {
    return Long.compare(value, other.value);
  }

  /** The token in decimal, as it travels. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
