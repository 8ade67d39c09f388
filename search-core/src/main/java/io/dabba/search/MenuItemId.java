package io.dabba.search;

import io.dabba.geo.OpaqueId;

/** The id of a menu item, the caller's own; see {@link OpaqueId} for what it may hold. */
public record MenuItemId(String value) {
  public MenuItemId {
    OpaqueId.require("menuItemId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
