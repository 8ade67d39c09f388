package io.dabba.geo;

/** What a rider rides. */
public enum Vehicle {
  WALKING(12),
  BICYCLE(25),
  MOTORCYCLE(55),
  CAR(70);

  private final double topSpeedMps;

  Vehicle(double topSpeedMps) {
    this.topSpeedMps = topSpeedMps;
  }

  /**
   * The speed in metres per second that it cannot pass, whoever rides and downhill: a bound for
   * what is possible, far above what is usual.
   */
  public double topSpeedMps() {
    return topSpeedMps;
  }
}
