package io.dabba.geo;

import java.util.Random;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Geometries for tests: x is the longitude, y the latitude. */
public final class Shapes {
  private Shapes() {}

  /** Of well-known text, as in {@code POLYGON ((0 0, 1 0, 1 1, 0 0))}. */
  public static Geometry of(String text) {
    try {
      return new WKTReader().read(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /**
   * A star-shaped ring around the center, so it never crosses itself; may go on past 180 degrees.
   */
  public static Geometry star(GeoPoint center, double meters, int vertices, Random random) {
    StringBuilder text = new StringBuilder("POLYGON ((");
    String first = "";
    for (int i = 0; i < vertices; i++) {
      double angle = 2 * Math.PI * i / vertices;
      double degrees = meters * random.nextDouble(0.3, 1) / 111_195;
      double x = center.lng() + degrees * Math.cos(angle) / Math.cos(Math.toRadians(center.lat()));
      double y = center.lat() + degrees * Math.sin(angle);
      first = first.isEmpty() ? x + " " + y : first;
      text.append(x).append(' ').append(y).append(", ");
    }
    return of(text.append(first).append("))").toString());
  }

  /** The same cut at the antimeridian, as RFC 7946 wants it, if it goes past 180 degrees. */
  public static Geometry cut(Geometry area) {
    double reach =
        Math.max(area.getEnvelopeInternal().getMaxX(), -area.getEnvelopeInternal().getMinX());
    if (reach <= 180) {
      return area;
    }
    Geometry world = of("POLYGON ((-180 -90, 180 -90, 180 90, -180 90, -180 -90))");
    Geometry inside = area.intersection(world);
    for (int turn : new int[] {-360, 360}) {
      Geometry beyond = AffineTransformation.translationInstance(turn, 0).transform(area);
      inside = inside.union(beyond.intersection(world));
    }
    return inside;
  }
}
