package io.dabba.geo;

/**
 * The id of a rider, the caller's own; see {@link OpaqueId} for what it may hold. Ordered as text.
 */
public record RiderId(String value) implements Comparable<RiderId> {
  public RiderId {
    OpaqueId.require("riderId", value);
  }

  @Override
  public int compareTo(RiderId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
