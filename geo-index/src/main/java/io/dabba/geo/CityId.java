package io.dabba.geo;

/** The id of a city, the unit of sharding; see {@link OpaqueId} for what it may hold. */
public record CityId(String value) {
  public CityId {
    OpaqueId.require("cityId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
