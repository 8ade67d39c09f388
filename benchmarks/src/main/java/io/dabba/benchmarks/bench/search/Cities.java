package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.geo.GeoPoint;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** 40 cities over the globe, discs of 15 km; most restaurants stand in quarters. */
final class Cities {
  static final int COUNT = 40;

  private static final double RADIUS_METERS = 15_000;
  private static final int QUARTERS = 20;
  private static final double QUARTER_METERS = 900;
  private static final int PERCENT_IN_QUARTERS = 75;
  private static final double GOLDEN_ANGLE = 137.508;

  private final List<City> cities = new ArrayList<>();
  private final Zipf quarterBySize = new Zipf(QUARTERS);

  private record Offset(double northMeters, double eastMeters) {
    boolean inCity() {
      return Math.hypot(northMeters, eastMeters) <= RADIUS_METERS;
    }
  }

  private record City(GeoPoint center, List<Offset> quarters) {}

  Cities(SplittableRandom random) {
    for (int i = 0; i < COUNT; i++) {
      double lng = Math.IEEEremainder(i * GOLDEN_ANGLE, 360);
      GeoPoint center = new GeoPoint(-35 + 90.0 * i / COUNT, lng);
      List<Offset> quarters = new ArrayList<>();
      while (quarters.size() < QUARTERS) {
        quarters.add(anywhere(random));
      }
      cities.add(new City(center, quarters));
    }
  }

  GeoPoint place(int city, SplittableRandom random) {
    City place = cities.get(city);
    Offset offset;
    do {
      offset =
          random.nextInt(100) < PERCENT_IN_QUARTERS
              ? around(place.quarters.get(quarterBySize.draw(random)), random)
              : anywhere(random);
    } while (!offset.inCity());
    return CityDisc.beside(place.center, offset.northMeters, offset.eastMeters);
  }

  /** Whole hours, as far as the sun has to go. */
  ZoneOffset zone(int city) {
    return ZoneOffset.ofHours((int) Math.rint(cities.get(city).center.lng() / 15));
  }

  private static Offset anywhere(SplittableRandom random) {
    double distance = RADIUS_METERS * Math.sqrt(random.nextDouble());
    double angle = random.nextDouble(2 * Math.PI);
    return new Offset(distance * Math.cos(angle), distance * Math.sin(angle));
  }

  private static Offset around(Offset quarter, SplittableRandom random) {
    return new Offset(
        quarter.northMeters + random.nextGaussian() * QUARTER_METERS,
        quarter.eastMeters + random.nextGaussian() * QUARTER_METERS);
  }
}
