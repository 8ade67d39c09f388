package io.dabba.benchmarks.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.cli.Figures;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFiguresTest {
  @TempDir private Path folder;

  @Test
  void manyWhoAskAtOnce_areAnsweredFromOneLoad_andMostOfAStreamFromMemory() throws Exception {
    Restaurants restaurants = new MadeUpRestaurants(2_000, 1);
    Figures figures = new Figures();
    try (DabbaSide dabba = DabbaSide.in(folder)) {
      dabba.fill(restaurants);
      CacheFigures.measure(
          dabba.catalog(),
          QueryLog.of(restaurants, 200, 1),
          4_000,
          Duration.ZERO,
          figures,
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }
    assertThat(figures.get("stampede_loads")).isEqualTo(1);
    assertThat(figures.get("cache_hit_ns")).isPositive();
    assertThat(figures.get("zipf_qps")).isPositive();
    assertThat(figures.get("zipf_loads_share")).isLessThan(0.5);
  }
}
