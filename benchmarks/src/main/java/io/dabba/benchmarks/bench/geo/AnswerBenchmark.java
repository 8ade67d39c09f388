package io.dabba.benchmarks.bench.geo;

import io.dabba.geo.NearbyRider;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An answer of ten riders, made and nothing else: the least that a query must allocate. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnswerBenchmark {
  private List<NearbyRider> answer = List.of();

  @Setup
  public void ask() {
    Spread city = Spread.of(Spread.UNIFORM);
    DabbaPeer dabba = new DabbaPeer(Walk.in(city, 10_000).rosters().getFirst());
    answer = dabba.nearest10(city.center().lat(), city.center().lng());
  }

  @Benchmark
  public List<NearbyRider> answer() {
    return DabbaPeer.rebuilt(answer);
  }
}
