package io.dabba.benchmarks.simulator;

import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;

/** A rider, and where he begins his shift. */
public record RiderPlan(String id, String name, Vehicle vehicle, GeoPoint place) {}
