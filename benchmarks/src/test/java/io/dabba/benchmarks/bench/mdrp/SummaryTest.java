package io.dabba.benchmarks.bench.mdrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.cli.Figures;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void figuresAreMeansOfInstances() {
    Figures figures =
        new Summary(
                List.of(
                    Results.alone("0a", 30), Results.alone("0b", 33), Results.infeasible("1", "!")))
            .figures(7.5);

    assertThat(List.copyOf(figures.values().keySet()).subList(0, 7))
        .containsExactly(
            "instances",
            "infeasible",
            "undelivered_pct",
            "click_to_door_min",
            "ready_to_pickup_min",
            "cost_per_order",
            "seconds");
    assertThat(figures.get("instances")).isEqualTo(3);
    assertThat(figures.get("infeasible")).isEqualTo(1);
    assertThat(figures.get("undelivered_pct")).isEqualTo(0.5);
    assertThat(figures.get("click_to_door_min")).isEqualTo(31);
    assertThat(figures.get("ready_to_pickup_min")).isEqualTo(1);
    assertThat(figures.get("cost_per_order")).isEqualTo(10.5);
    assertThat(figures.get("seconds")).isEqualTo(7.5);
    assertThat(figures.values().keySet()).noneMatch(name -> name.startsWith("published"));
  }

  @Test
  void besidePublishedResults_onlyInstancesThatHaveOneAreCompared() {
    Figures figures =
        new Summary(
                List.of(
                    Results.beside("0a", 30, 31),
                    Results.beside("1a", 32, 33, OptionalDouble.of(29)),
                    Results.alone("2", 70)))
            .figures(1);

    assertThat(figures.get("published_instances")).isEqualTo(2);
    assertThat(figures.get("published_click_to_door_min")).isEqualTo(32);
    assertThat(figures.get("click_to_door_wins")).isEqualTo(2);
    assertThat(figures.get("undelivered_ties")).isEqualTo(2);
    assertThat(figures.get("exact_instances")).isEqualTo(1);
    assertThat(figures.get("exact_click_to_door_min")).isEqualTo(29);
    assertThat(figures.get("exact_ours_click_to_door_min")).isEqualTo(32);
  }

  @Test
  void whatDiffersByTheRoundingOfThePublished_isATie() {
    List<Result> results =
        List.of(
            Results.beside("0a", 30.004, 30),
            Results.beside("0b", 29.995, 30),
            Results.beside("0c", 29.99, 30),
            Results.beside("0d", 30.4, 30),
            Results.beside("0e", 31.5, 30),
            Results.alone("0f", 90));

    assertThat(Duel.of(results, Measure.CLICK_TO_DOOR)).isEqualTo(new Duel(1, 2, 2, 1.5, "0e"));
    assertThat(Duel.of(results, Measure.READY_TO_PICKUP)).isEqualTo(new Duel(5, 0, 0, 0, ""));
  }
}
