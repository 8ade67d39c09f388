package io.dabba.search;

import io.dabba.geo.OpaqueId;

/** The id of a restaurant, the caller's own; see {@link OpaqueId} for what it may hold. */
public record RestaurantId(String value) {
  public RestaurantId {
    OpaqueId.require("restaurantId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
