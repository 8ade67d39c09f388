package io.dabba.benchmarks.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final Instant EXPIRES = Instant.parse("2026-01-15T12:00:10Z");

  @Test
  void answersComeInTimeOrClearlyLate_inTheSharesGiven() {
    Behaviour behaviour = new Behaviour(0.7, 0, 0.05, 0);
    Chance chance = new Chance(1);
    int accepted = 0;
    int late = 0;
    for (int i = 0; i < 10_000; i++) {
      Decision decision = Decision.of(chance.of("rider", Integer.toString(i)), behaviour, EXPIRES);
      double seconds = Duration.between(EXPIRES, decision.at()).toMillis() / 1000.0;
      if (decision.late()) {
        late++;
        assertThat(seconds).isBetween(0.5, 5.0);
        assertThat(decision.accept()).isTrue();
      } else {
        accepted += decision.accept() ? 1 : 0;
        assertThat(seconds).isBetween(-8.0, -1.0);
      }
    }
    assertThat(late).isCloseTo(500, Offset.offset(80));
    assertThat(accepted).isCloseTo(6_650, Offset.offset(200));
  }

  @Test
  void theSameNameDrawsTheSame_andAnotherSeedDrawsAnew() {
    assertThat(new Chance(7).of("a", "b").nextLong())
        .isEqualTo(new Chance(7).of("a", "b").nextLong())
        .isNotEqualTo(new Chance(8).of("a", "b").nextLong())
        .isNotEqualTo(new Chance(7).of("ab").nextLong());
  }
}
