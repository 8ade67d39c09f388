package io.dabba.benchmarks.bench.geo;

import io.dabba.benchmarks.bench.CityDisc;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.NearbyQuery;
import io.dabba.geo.NearbyRider;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A city disc of 15 km with riders spread evenly: moves of up to 40 m, and the 10 nearest within 3
 * km; the scan looks at every rider, as one does without an index.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RiderIndexBenchmark {
  private static final Instant START = Instant.parse("2026-01-15T06:30:00Z");

  @Param({"10000"})
  public int riders;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<RiderId> ids = new ArrayList<>();
  private final List<GeoPoint> places = new ArrayList<>();
  private final RiderIndex index = new RiderIndex(new CityId("mumbai"), Duration.ofMinutes(2));
  private Instant now = START;

  @Setup
  public void enroll() {
    for (int i = 0; i < riders; i++) {
      RiderId rider = new RiderId("rider-" + i);
      GeoPoint place = CityDisc.anywhere(random);
      ids.add(rider);
      places.add(place);
      index.enroll(rider, Vehicle.MOTORCYCLE, Availability.AVAILABLE);
      index.report(Ping.of(rider, place, now));
    }
  }

  @Benchmark
  public boolean move() {
    int rider = random.nextInt(riders);
    GeoPoint from = places.get(rider);
    GeoPoint to = CityDisc.beside(from, random.nextDouble(-28, 28), random.nextDouble(-28, 28));
    places.set(rider, to);
    now = now.plusNanos(1_000);
    return index.report(Ping.of(ids.get(rider), to, now));
  }

  @Benchmark
  public List<NearbyRider> nearest() {
    return index.nearest(NearbyQuery.around(CityDisc.anywhere(random), 3_000).withLimit(10), now);
  }

  @Benchmark
  public List<RiderId> scan() {
    GeoPoint center = CityDisc.anywhere(random);
    record Hit(int rider, double meters) {}
    return IntStream.range(0, riders)
        .mapToObj(rider -> new Hit(rider, center.distanceMeters(places.get(rider))))
        .filter(hit -> hit.meters <= 3_000)
        .sorted(Comparator.comparingDouble(Hit::meters))
        .limit(10)
        .map(hit -> ids.get(hit.rider))
        .toList();
  }
}
