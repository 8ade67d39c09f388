package io.dabba.benchmarks.simulator;

/** A menu item of a simulated restaurant. */
public record MenuItemPlan(String id, String name, long priceMinor, boolean veg) {}
