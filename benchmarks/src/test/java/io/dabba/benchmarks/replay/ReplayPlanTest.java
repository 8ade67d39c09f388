package io.dabba.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.replay.ReplayPlan.Kill;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayPlanTest {
  private static ReplayPlan plan(String options) {
    List<String> line = List.of(("day --from 11:00 --to 11:01 " + options).split(" ", -1));
    ReplayDay empty = new ReplayDay(List.of(), List.of(), List.of(), List.of());
    return new ReplayPlan(ReplayOptions.parse(line), empty);
  }

  @ParameterizedTest
  @CsvSource({"50, 0.5, 25", "3, 0.5, 2", "7, 0, 0", "7, 1, 7", "10, 0.24, 2"})
  void postmaster_isKilledInExactlyTheShareGiven(int kills, double share, int both) {
    List<Kill> planned = plan("--kills %d --postmaster-kills %s".formatted(kills, share)).kills();

    assertThat(planned).hasSize(kills).filteredOn(Kill::withPostmaster).hasSize(both);
  }

  @Test
  void moments_areDifferentSecondsOfTheHoursReplayed_inTheirOrder() {
    ReplayPlan plan = plan("--kills 60 --index-drops 60");

    assertThat(plan.indexDrops()).hasSize(60).isSorted().doesNotHaveDuplicates();
    assertThat(plan.kills().stream().map(Kill::second).toList()).isEqualTo(plan.indexDrops());
    assertThat(plan.indexDrops()).first().isEqualTo(11 * 3_600);
  }

  @Test
  void seed_decidesWhichKillsAreWithThePostmaster() {
    String ten = "--kills 10 --seed ";

    assertThat(plan(ten + 7).kills()).isEqualTo(plan(ten + 7).kills());
    assertThat(plan(ten + 7).kills()).isNotEqualTo(plan(ten + 8).kills());
  }
}
