package io.dabba.benchmarks.bench.geo;

import io.dabba.geo.RiderId;
import java.util.Arrays;

/** The riders of a city as a peer meets them first. Arrays are shared and not to be changed. */
final class Roster {
  private static final String PREFIX = "rider-";

  private final Spread city;
  private final RiderId[] ids;
  private final int first;
  private final double[] lats;
  private final double[] lngs;

  /**
   * @param ids the ids of the riders of all cities, as the caller holds them
   * @param first the number of this city's first rider
   */
  Roster(Spread city, RiderId[] ids, int first, double[] lats, double[] lngs) {
    this.city = city;
    this.ids = ids;
    this.first = first;
    this.lats = lats;
    this.lngs = lngs;
  }

  /** Ids of the numbers from 0. */
  static RiderId[] ids(int count) {
    RiderId[] ids = new RiderId[count];
    Arrays.setAll(ids, i -> new RiderId(PREFIX + i));
    return ids;
  }

  /** The number in an id. */
  static int numberOf(RiderId id) {
    return Integer.parseInt(id.value(), PREFIX.length(), id.value().length(), 10);
  }

  int size() {
    return lats.length;
  }

  double lat(int rider) {
    return lats[rider];
  }

  double lng(int rider) {
    return lngs[rider];
  }

  /** The number, among the riders of all cities, of the first one here. */
  int first() {
    return first;
  }

  /** The ids of the riders of all cities. */
  RiderId[] allIds() {
    return ids;
  }

  /** No rider comes farther from the center, east or west and north or south. */
  double radiusMeters() {
    return city.radiusMeters() + Walk.DRIFT_METERS;
  }

  /** The city as a plane, in metres from its center. */
  Plane plane() {
    return new Plane(city.center());
  }
}
