package io.dabba.dispatch.matching;

import io.dabba.dispatch.ride.Ride;
import io.dabba.geo.Vehicle;

/** How many orders a rider carries at once, by his vehicle; from 1 to {@link Ride#MAX_ORDERS}. */
public record Capacity(int walking, int bicycle, int motorcycle, int car) {
  public Capacity {
    requireRange("walking", walking);
    requireRange("bicycle", bicycle);
    requireRange("motorcycle", motorcycle);
    requireRange("car", car);
  }

  /** A bag on foot, a box on a bicycle, a bigger one on a scooter. */
  public static Capacity standard() {
    return new Capacity(1, 2, 3, 5);
  }

  /** The same for every vehicle. */
  public static Capacity of(int orders) {
    return new Capacity(orders, orders, orders, orders);
  }

  /** The capacity of a vehicle. */
  public int of(Vehicle vehicle) {
    return switch (vehicle) {
      case WALKING -> walking;
      case BICYCLE -> bicycle;
      case MOTORCYCLE -> motorcycle;
      case CAR -> car;
    };
  }

  private static void requireRange(String name, int value) {
    if (value < 1 || value > Ride.MAX_ORDERS) {
      throw new IllegalArgumentException(
          "%s=%d is not between 1 and %d".formatted(name, value, Ride.MAX_ORDERS));
    }
  }
}
