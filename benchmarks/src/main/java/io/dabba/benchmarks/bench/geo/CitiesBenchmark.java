package io.dabba.benchmarks.bench.geo;

import io.dabba.geo.NearbyRider;
import io.dabba.geo.RiderId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The riders of all cities of a process, on one thread: how Dabba grows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class CitiesBenchmark {
  @Param("1")
  public int cities;

  @Param("10000")
  public int ridersPerCity;

  /** How often in one city before it is the next one's turn; 0 picks among all riders at random. */
  @Param("0")
  public long stay;

  private Walk walk;
  private DabbaCities dabba;
  private RiderId[] ids;
  private final Map<RiderId, Integer> map = new HashMap<>();

  @Setup
  public void enroll() {
    walk = new Walk(Spread.cities(cities), ridersPerCity, 0, cities * ridersPerCity);
    dabba = new DabbaCities(walk.rosters());
    RiderId[] all = walk.rosters().getFirst().allIds();
    ids = all;
    for (int i = 0; i < all.length; i++) {
      map.put(all[i], i);
    }
    if (stay > 0) {
      walk.stayInEachCityFor(stay);
    }
  }

  @Benchmark
  public boolean move() {
    int rider = walk.jump();
    return dabba.move(rider, walk.lat(rider), walk.lng(rider), walk.micros());
  }

  @Benchmark
  public List<NearbyRider> nearest10() {
    int asked = walk.ask();
    return dabba.nearest10(walk.cityOf(asked), walk.askedLat(asked), walk.askedLng(asked));
  }

  /** The id of who moves, looked up in a hash map, and no more: what no index by ids can avoid. */
  @Benchmark
  public @Nullable Integer lookUp() {
    return map.get(ids[walk.jump()]);
  }

  /** A move without the index: what the harness' own memory costs when riders are many. */
  @Benchmark
  public boolean harness() {
    int rider = walk.jump();
    return walk.lat(rider) < walk.lng(rider);
  }
}
