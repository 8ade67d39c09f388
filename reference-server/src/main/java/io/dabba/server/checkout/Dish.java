package io.dabba.server.checkout;

import io.dabba.server.catalog.MenuOptions;

/** A menu item in one of its versions, and whether the restaurant has it now. */
record Dish(
    String id,
    long version,
    String name,
    long priceMinor,
    boolean available,
    MenuOptions options) {}
