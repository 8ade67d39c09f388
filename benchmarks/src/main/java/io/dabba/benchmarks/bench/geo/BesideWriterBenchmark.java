package io.dabba.benchmarks.bench.geo;

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
 * another one: what differs is what they wait for each other, and for memory that the other has in
 * his cache. How much the latter is, the flat grid shows, which locks nothing and is wrong here.
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

    @Param("DABBA")
    public String index;

    private DabbaCities dabba;
    private List<FlatGridPeer> grids;
    private boolean isDabba;

    @Setup
    public void enroll() {
      List<Roster> rosters = walkOf(0).rosters();
      isDabba = index.equals(Peers.DABBA.name());
      dabba = new DabbaCities(isDabba ? rosters : List.of(rosters.getFirst()));
      grids = isDabba ? List.of() : rosters.stream().map(FlatGridPeer::new).toList();
    }

    private Object nearest10(double lat, double lng) {
      if (isDabba) {
        return dabba.nearest10(0, lat, lng);
      }
      try {
        return grids.getFirst().nearest10(lat, lng);
      } catch (ArrayIndexOutOfBoundsException e) {
        return e; // a cell that was changed while it was read
      }
    }

    private boolean move(int rider, double lat, double lng, long micros) {
      return isDabba
          ? dabba.move(rider, lat, lng, micros)
          : grids.get(writersCity).move(rider - writersCity * RIDERS, lat, lng, micros);
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
  public Object reader(Cities cities, Own own) {
    Walk walk = own.walk;
    int asked = walk.ask();
    while (walk.cityOf(asked) != 0) {
      asked = walk.ask();
    }
    return cities.nearest10(walk.askedLat(asked), walk.askedLng(asked));
  }

  @Benchmark
  @Group("beside")
  public boolean writer(Cities cities, Own own) {
    Walk walk = own.walk;
    int rider = walk.jump();
    return cities.move(rider, walk.lat(rider), walk.lng(rider), walk.micros());
  }
}
