package io.dabba.dispatch.runtime;

/**
 * The number under which a city is dispatched; every owner has a greater one than those before, so
 * that the store can tell who is late.
 *
 * @param value at least 1
 */
public record Epoch(long value) implements Comparable<Epoch> {
  public Epoch {
    if (value < 1) {
      throw new IllegalArgumentException("epoch=%d is not at least 1".formatted(value));
    }
  }

  /** The epoch of the next owner. */
  public Epoch next() {
    return new Epoch(value + 1);
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
