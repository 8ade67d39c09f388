package io.dabba.benchmarks.bench.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.cli.Figures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssignmentBenchmarkTest {
  @Test
  void ratios_areOfTheBestOfOrTools_andOfJgrapht_toDabba() {
    Figures figures = new Figures();
    AssignmentBenchmark.put(
        "a",
        Map.of(
            Peers.DABBA, 2.0,
            Peers.OR_TOOLS_FLOW, 8.0,
            Peers.OR_TOOLS_ASSIGNMENT, 6.0,
            Peers.JGRAPHT, 20.0),
        4,
        figures);

    assertThat(figures.values())
        .containsEntry("a_ms", 2.0)
        .containsEntry("a_or_tools_flow_ms", 8.0)
        .containsEntry("a_jgrapht_ms", 20.0)
        .containsEntry("a_ratio_or_tools", 3.0)
        .containsEntry("a_ratio_jgrapht", 10.0)
        .containsEntry("a_built_ms", 4.0)
        .containsEntry("a_built_ratio_or_tools", 1.5);
  }
}
