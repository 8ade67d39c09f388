package io.dabba.benchmarks.bench.geo;

import io.dabba.geo.NearbyRider;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A reader of one city beside a writer at full speed, who moves the riders of that city or of
 * another one: what differs is what they wait for each other.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class BesideWriterBenchmark {
  private static final int RIDERS = 10_000;

  /** Both cities, and both threads' walks through them. */
  @State(Scope.Group)
  public static class Cities {
    /** 0 is the reader's city. */
    @Param("0")
    public int writersCity;

    private DabbaCities dabba;

    @Setup
    public void enroll() {
      dabba = new DabbaCities(walkOf(0).rosters());
    }

    private static Walk walkOf(int city) {
      return new Walk(Spread.cities(2), RIDERS, city * RIDERS, RIDERS);
    }
  }

  /** The walk of one thread. */
  @State(Scope.Thread)
  public static class Own {
    private Walk walk;

    @Setup
    public void begin(Cities cities) {
      walk = Cities.walkOf(cities.writersCity);
    }
  }

  @Benchmark
  @Group("beside")
  public List<NearbyRider> reader(Cities cities, Own own) {
    Walk walk = own.walk;
    int asked = walk.ask();
    while (walk.cityOf(asked) != 0) {
      asked = walk.ask();
    }
    return cities.dabba.nearest10(0, walk.askedLat(asked), walk.askedLng(asked));
  }

  @Benchmark
  @Group("beside")
  public boolean writer(Cities cities, Own own) {
    Walk walk = own.walk;
    int rider = walk.jump();
    return cities.dabba.move(rider, walk.lat(rider), walk.lng(rider), walk.micros());
  }
}
