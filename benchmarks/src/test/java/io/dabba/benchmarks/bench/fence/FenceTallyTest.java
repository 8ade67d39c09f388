package io.dabba.benchmarks.bench.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.geo.fence.FenceEvent.Kind;
import io.dabba.geo.fence.FencePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceTallyTest {
  private static final Pass VISIT = Ways.pass(600, 0, 0, 0, 600, 600, 600);
  private static final int ENTERED = Approach.of(VISIT).getFirst().entered();
  private static final int LEFT = Approach.of(VISIT).getFirst().left();

  @Test
  void eventsOfAVisit_areCrossingsWithTheirDelay() {
    Figures figures = tally(VISIT, seen(Kind.ENTER, ENTERED + 10), seen(Kind.EXIT, LEFT + 30));
    assertThat(figures.get("crossings_x")).isEqualTo(2);
    assertThat(figures.get("missed_x")).isZero();
    assertThat(figures.get("flaps_x")).isZero();
    assertThat(figures.get("enter_delay_mean_s_x")).isEqualTo(10);
    assertThat(figures.get("exit_delay_max_s_x")).isEqualTo(30);
    assertThat(figures.get("delay_mean_s_x")).isEqualTo(20);
  }

  @Test
  void anExitTakenBack_isTwoFlaps() {
    Figures figures =
        tally(
            VISIT,
            seen(Kind.ENTER, ENTERED + 10),
            seen(Kind.EXIT, ENTERED + 30),
            seen(Kind.ENTER, ENTERED + 50),
            seen(Kind.EXIT, LEFT + 30));
    assertThat(figures.get("flaps_x")).isEqualTo(2);
    assertThat(figures.get("flaps_per_crossing_x")).isEqualTo(1);
  }

  @Test
  void aVisitThatNobodySaw_isTwoMissedCrossings() {
    assertThat(tally(VISIT).get("missed_x")).isEqualTo(2);
  }

  @Test
  void anEnterOfOneWhoWasNeverInside_isAFalseVisit_andOfOneWhoGrazed_isNone() {
    Figures missed = tally(Ways.pass(600, 120, 600), seen(Kind.ENTER, 60), seen(Kind.EXIT, 90));
    assertThat(missed.get("false_visits_x")).isEqualTo(1);
    Figures grazed = tally(Ways.pass(600, -600), seen(Kind.ENTER, 35), seen(Kind.EXIT, 50));
    assertThat(grazed.get("false_visits_x")).isZero();
    assertThat(grazed.get("grazes_entered_x")).isEqualTo(1);
  }

  @Test
  void theTrialOfAPlainVisit_findsIt_underAnyNoise() {
    for (int noise = 10; noise <= 30; noise += 10) {
      FenceTrial trial = new FenceTrial(FencePolicy.standard(), noise, true, 7);
      trial.run(VISIT, Approach.of(VISIT));
      Figures figures = new Figures();
      trial.put(figures);
      assertThat(figures.get("detected_%dm".formatted(noise))).isEqualTo(2);
      assertThat(figures.get("flaps_%dm".formatted(noise))).isZero();
    }
  }

  private static Seen seen(Kind kind, int second) {
    return new Seen(kind, second);
  }

  private static Figures tally(Pass pass, Seen... events) {
    FenceTally tally = new FenceTally();
    tally.count(pass, Approach.of(pass), List.of(events));
    Figures figures = new Figures();
    tally.put("x", figures);
    return figures;
  }
}
