package io.dabba.benchmarks.bench.fence;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.benchmarks.traces.Fix;
import io.dabba.benchmarks.traces.Trace;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Geofence;
import java.util.ArrayList;
import java.util.List;

/** Ways past a circle of 100 m. */
final class Ways {
  static final GeoPoint PLACE = new GeoPoint(37.77, -122.41);

  private Ways() {}

  /** One that is so far north of the middle, minute by minute; never farther than 600 m. */
  static Pass pass(double... metersNorth) {
    List<Fix> fixes = new ArrayList<>();
    for (double meters : metersNorth) {
      fixes.add(new Fix(CityDisc.beside(PLACE, meters, 0), 60L * fixes.size()));
    }
    List<Pass> passes = Pass.of(Geofence.circle(PLACE, 100), new Trace("cab", fixes));
    if (passes.size() != 1) {
      throw new IllegalStateException("passes=%d".formatted(passes.size()));
    }
    return passes.getFirst();
  }
}
