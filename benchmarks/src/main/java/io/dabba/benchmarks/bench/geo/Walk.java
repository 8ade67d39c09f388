package io.dabba.benchmarks.bench.geo;

import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Riders who jump about, and places to look for them: the same for every peer, and next to nothing
 * beside its work. A rider picked at random jumps up to 28 m north or south and east or west from
 * where he is now, and stays within about 300 m of where he began, so that the spread keeps its
 * shape however many jumps a peer takes. One thread.
 */
final class Walk {
  private static final int OFFSETS = 1 << 12;
  private static final int CENTERS = 1 << 13;
  private static final double JUMP_METERS = 28;
  private static final double DRIFT_DEGREES = 0.003;

  /** More than a rider comes away from where he began. */
  static final double DRIFT_METERS = 500;

  private final List<Spread> cities;
  private final int first;
  private final int count;

  /** Latitude and longitude now and at the beginning, rider after rider. */
  private final double[] places;

  private final double[] offsets = new double[2 * OFFSETS];
  private final double[] centers = new double[2 * CENTERS];
  private long state;
  private long jumps;
  private long asks;
  private long stay = Long.MAX_VALUE;

  /** All riders of one city. */
  static Walk in(Spread city, int riders) {
    return new Walk(List.of(city), riders, 0, riders);
  }

  /**
   * So many riders of each city, one city after the other, of whom the walk moves {@code count}
   * from {@code first} on.
   */
  Walk(List<Spread> cities, int ridersPerCity, int first, int count) {
    this.cities = cities;
    this.first = first;
    this.count = count;
    state = first;
    SplittableRandom random = new SplittableRandom(1);
    places = new double[4 * cities.size() * ridersPerCity];
    for (int i = 0; i < places.length; i += 4) {
      GeoPoint place = cities.get(i / 4 / ridersPerCity).any(random);
      places[i] = places[i + 2] = place.lat();
      places[i + 1] = places[i + 3] = place.lng();
    }
    GeoPoint center = cities.getFirst().center();
    double latMeters = new Plane(center).y(center.lat() + 1);
    double lngMeters = new Plane(center).x(center.lng() + 1);
    for (int i = 0; i < offsets.length; i += 2) {
      offsets[i] = random.nextDouble(-JUMP_METERS, JUMP_METERS) / latMeters;
      offsets[i + 1] = random.nextDouble(-JUMP_METERS, JUMP_METERS) / lngMeters;
    }
    for (int i = 0; i < CENTERS; i++) {
      GeoPoint asked = cities.get(cityOf(i)).any(random);
      centers[2 * i] = asked.lat();
      centers[2 * i + 1] = asked.lng();
    }
  }

  /** From now on goes from city to city, and does so many jumps or asks so often in each. */
  void stayInEachCityFor(long times) {
    stay = times;
  }

  /** The riders of each city where they are now. */
  List<Roster> rosters() {
    int riders = places.length / 4 / cities.size();
    RiderId[] ids = Roster.ids(places.length / 4);
    List<Roster> rosters = new ArrayList<>();
    for (int city = 0; city < cities.size(); city++) {
      double[] lats = new double[riders];
      double[] lngs = new double[riders];
      for (int i = 0; i < riders; i++) {
        lats[i] = lat(city * riders + i);
        lngs[i] = lng(city * riders + i);
      }
      rosters.add(new Roster(cities.get(city), ids, city * riders, lats, lngs));
    }
    return rosters;
  }

  /** Picks a rider and makes him jump. */
  int jump() {
    state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
    int rider = stay == Long.MAX_VALUE ? first + random(count) : inCity(jumps / stay);
    int at = 4 * rider;
    int step = 2 * ((int) ++jumps & (OFFSETS - 1));
    places[at] = jump(places[at], places[at + 2], offsets[step]);
    places[at + 1] = jump(places[at + 1], places[at + 3], offsets[step + 1]);
    return rider;
  }

  private int inCity(long visit) {
    int riders = count / cities.size();
    return (int) (visit % cities.size()) * riders + random(riders);
  }

  private int random(int bound) {
    return (int) (((state >>> 32) * bound) >>> 32);
  }

  /** Microseconds from the beginning to the last jump: one a jump. */
  long micros() {
    return jumps;
  }

  double lat(int rider) {
    return places[4 * rider];
  }

  double lng(int rider) {
    return places[4 * rider + 1];
  }

  /** Picks the next place to look for riders around. */
  int ask() {
    asks++;
    if (stay == Long.MAX_VALUE) {
      return (int) (asks & (CENTERS - 1));
    }
    int city = (int) (asks / stay % cities.size());
    return (int) (asks % (CENTERS / cities.size())) * cities.size() + city;
  }

  /** The city in which the place is. */
  int cityOf(int asked) {
    return asked % cities.size();
  }

  double askedLat(int asked) {
    return centers[2 * asked];
  }

  double askedLng(int asked) {
    return centers[2 * asked + 1];
  }

  private static double jump(double from, double home, double offset) {
    double to = from + offset;
    return Math.abs(to - home) <= DRIFT_DEGREES ? to : from - offset;
  }
}
