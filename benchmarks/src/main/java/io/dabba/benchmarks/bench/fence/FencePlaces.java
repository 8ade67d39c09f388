package io.dabba.benchmarks.bench.fence;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.benchmarks.traces.Fix;
import io.dabba.benchmarks.traces.Trace;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Geofence;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Places where a vehicle stopped, or came by, and the fences around them. */
final class FencePlaces {
  private static final double STANDING_METERS = 25;
  private static final long STOP_SECONDS = 120;
  private static final long LONGEST_STOP_SECONDS = 1_800;

  private FencePlaces() {}

  /** So many stops, and half as many places on the way, drawn from all that there are. */
  static List<GeoPoint> of(List<Trace> traces, int stops, SplittableRandom random) {
    List<GeoPoint> stood = new ArrayList<>();
    List<GeoPoint> passed = new ArrayList<>();
    for (Trace trace : traces) {
      List<Fix> fixes = trace.fixes();
      for (int from = 0; from < fixes.size(); ) {
        int to = endOfStop(fixes, from);
        long seconds = fixes.get(to).atSecond() - fixes.get(from).atSecond();
        if (seconds >= STOP_SECONDS && seconds <= LONGEST_STOP_SECONDS) {
          stood.add(fixes.get(from).point());
        } else if (seconds == 0) {
          passed.add(fixes.get(from).point());
        }
        from = to + 1;
      }
    }
    List<GeoPoint> places = new ArrayList<>(drawn(stood, stops, random));
    places.addAll(drawn(passed, stops / 2, random));
    return places;
  }

  /** The fences that are tried around each place. */
  static List<Geofence> fencesAround(GeoPoint place) {
    return List.of(Geofence.circle(place, 100), Geofence.circle(place, 150), block(place));
  }

  /** A city block of 260 by 220 metres with a yard cut out of its side, turned a little. */
  private static Geofence block(GeoPoint place) {
    double[][] eastNorth = {
      {-130, -110}, {130, -110}, {130, 110}, {60, 110}, {60, 70}, {-20, 70}, {-20, 110}, {-130, 110}
    };
    Coordinate[] ring = new Coordinate[eastNorth.length + 1];
    double cos = Math.cos(Math.toRadians(9));
    double sin = Math.sin(Math.toRadians(9));
    for (int i = 0; i < eastNorth.length; i++) {
      double east = cos * eastNorth[i][0] - sin * eastNorth[i][1];
      double north = sin * eastNorth[i][0] + cos * eastNorth[i][1];
      GeoPoint corner = CityDisc.beside(place, north, east);
      ring[i] = new Coordinate(corner.lng(), corner.lat());
    }
    ring[eastNorth.length] = ring[0];
    return Geofence.area(new GeometryFactory().createPolygon(ring));
  }

  private static int endOfStop(List<Fix> fixes, int from) {
    int to = from;
    while (to + 1 < fixes.size()
        && fixes.get(from).point().distanceMeters(fixes.get(to + 1).point()) <= STANDING_METERS) {
      to++;
    }
    return to;
  }

  private static List<GeoPoint> drawn(List<GeoPoint> all, int most, SplittableRandom random) {
    List<GeoPoint> left = new ArrayList<>(all);
    List<GeoPoint> drawn = new ArrayList<>();
    while (drawn.size() < most && !left.isEmpty()) {
      int index = random.nextInt(left.size());
      drawn.add(left.get(index));
      left.set(index, left.getLast());
      left.removeLast();
    }
    return drawn;
  }
}
