package io.dabba.geo;

/** What a rider rides. */
public enum Vehicle {
  WALKING,
  BICYCLE,
  MOTORCYCLE,
  CAR
}
