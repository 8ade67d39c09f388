package io.dabba.geo;

/** The id of a rider, the caller's own; see {@link OpaqueId} for what it may hold. */
public record RiderId(String value) {
  public RiderId {
    OpaqueId.require("riderId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
