package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Areas beside the plainest way: crossings counted along a ray, the nearest place searched on each
 * edge.
 */
class GeofenceBruteForceTest {
  private final Random random = Globe.random();

  @Test
  void aroundAnyPlace_insideAndDistancesAreTrue() {
    int inside = 0;
    for (int i = 0; i < 150; i++) {
      GeoPoint center =
          new GeoPoint(
              random.nextDouble(-80, 80),
              i % 3 == 0 ? random.nextDouble(179.95, 180) : random.nextDouble(-180, 180));
      double meters = random.nextDouble(50, 5_000);
      Geometry ring = Shapes.star(center, meters, random.nextInt(3, 12), random);
      for (Geofence fence : new Geofence[] {Geofence.area(ring), Geofence.area(Shapes.cut(ring))}) {
        for (int j = 0; j < 10; j++) {
          GeoPoint point = Globe.near(center, 1.5 * meters, random);
          double border = borderMeters(ring, point);
          boolean isInside = isInside(ring, point);
          assertThat(fence.contains(point)).as("%s in %s", point, ring).isEqualTo(isInside);
          assertThat(fence.signedDistanceMeters(point))
              .as("%s from %s", point, ring)
              .isCloseTo(isInside ? -border : border, within(Math.max(1, 0.001 * border)));
          inside += isInside ? 1 : 0;
        }
      }
    }
    assertThat(inside).isGreaterThan(300);
  }

  @Test
  void theCircleOfAnArea_holdsAllOfIt_andIsNotMuchTooWide() {
    for (int i = 0; i < 300; i++) {
      GeoPoint center = Globe.anywhere(random);
      if (Math.abs(center.lat()) > 70) {
        continue;
      }
      double meters = Math.exp(random.nextDouble(Math.log(50), Math.log(1_500_000)));
      Geometry ring = Shapes.star(center, meters, random.nextInt(3, 9), random);
      Geofence fence = Geofence.area(ring);
      double farthest = 0;
      for (GeoPoint place : places(ring, 200)) {
        farthest = Math.max(farthest, fence.center().distanceMeters(place));
      }
      assertThat(fence.reachMeters())
          .as("%s", ring)
          .isBetween(farthest, farthest + Math.max(510, 0.5 * farthest));
    }
  }

  private static boolean isInside(Geometry ring, GeoPoint point) {
    boolean inside = false;
    double x = point.lng() + 360 * Math.rint((middle(ring) - point.lng()) / 360);
    Coordinate[] vertices = ring.getCoordinates();
    for (int i = 1; i < vertices.length; i++) {
      Coordinate a = vertices[i - 1];
      Coordinate b = vertices[i];
      boolean spans = (a.y > point.lat()) != (b.y > point.lat());
      if (spans && x < a.x + (b.x - a.x) * (point.lat() - a.y) / (b.y - a.y)) {
        inside = !inside;
      }
    }
    return inside;
  }

  private static double middle(Geometry ring) {
    return ring.getEnvelopeInternal().centre().x;
  }

  /** Along an edge the distance falls and then rises: the least is found by thirds. */
  private static double borderMeters(Geometry ring, GeoPoint point) {
    double least = Double.MAX_VALUE;
    Coordinate[] vertices = ring.getCoordinates();
    for (int i = 1; i < vertices.length; i++) {
      double low = 0;
      double high = 1;
      for (int step = 0; step < 60; step++) {
        double third = (high - low) / 3;
        double lower = point.distanceMeters(on(vertices[i - 1], vertices[i], low + third));
        double upper = point.distanceMeters(on(vertices[i - 1], vertices[i], high - third));
        low = lower > upper ? low + third : low;
        high = lower > upper ? high : high - third;
      }
      least = Math.min(least, point.distanceMeters(on(vertices[i - 1], vertices[i], low)));
    }
    return least;
  }

  private static GeoPoint on(Coordinate a, Coordinate b, double share) {
    return new GeoPoint(
        Math.clamp(a.y + share * (b.y - a.y), -90, 90),
        Math.IEEEremainder(a.x + share * (b.x - a.x), 360));
  }

  private static GeoPoint[] places(Geometry ring, int steps) {
    Coordinate[] vertices = ring.getCoordinates();
    GeoPoint[] places = new GeoPoint[(vertices.length - 1) * steps];
    for (int i = 0; i < places.length; i++) {
      double share = (double) (i % steps) / steps;
      places[i] = on(vertices[i / steps], vertices[i / steps + 1], share);
    }
    return places;
  }
}
