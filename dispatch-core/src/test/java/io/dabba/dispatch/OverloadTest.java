package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.matching.Matching;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More rides are due than a window holds: they are matched in a cheaper way that says so. */
class OverloadTest {
  private Scenario city = new Scenario("windowSize=1");

  @Test
  void asManyAsAWindowHolds_isNoOverload() {
    city.confirmed("biryani", "12:12");
    city.step();

    assertThat(city.load()).isEqualTo(new Load(1, 1, false));
    assertThat(city.explain("biryani")).containsExactly("round 0 within 3000 m: nobody");
  }

  @Test
  void moreThanAWindowHolds_areMatchedGreedily_whateverTheMatcher() {
    city =
        new Scenario(
            Strategy.standard()
                .withPolicy(Policies.standardBut("windowSize=1"))
                .withMatcher(window -> Matching.of(List.of())));
    city.rider("asha", 300);
    city.rider("bala", 600);
    city.confirmed("biryani", "12:12");
    city.confirmed("dosa", "12:12");

    assertThat(city.step())
        .contains("offer biryani to asha until 12:00:10", "offer dosa to bala until 12:00:10");
    assertThat(city.steps().getFirst().load()).isEqualTo(new Load(2, 2, true));
    assertThat(city.explain("dosa"))
        .containsExactly("round 0 within 3000 m, degraded: asha TAKEN, bala CHOSEN");
  }

  @Test
  void onlyTheFirstRadiusIsLookedAt_andMissesDoNotCount() {
    city.confirmed("biryani", "12:12");
    city.step();
    city.rider("asha", 3_200);
    city.at("12:00:10");
    city.confirmed("dosa", "12:12:10");

    assertThat(city.step())
        .contains(
            "save biryani: rounds 1, next 12:00:20, gives up 12:45",
            "save dosa: rounds 0, next 12:00:20, gives up 12:45:10");
    assertThat(city.explain("biryani")).last().isEqualTo("round 1 within 3000 m, degraded: nobody");
  }

  @Test
  void fewerRidersAreLookedAt() {
    city = new Scenario("windowSize=1", "overloadCandidates=1");
    city.rider("asha", 300);
    city.rider("bala", 600);
    city.confirmed("biryani", "12:12");
    city.confirmed("dosa", "12:12");

    assertThat(city.step())
        .contains(
            "offer biryani to asha until 12:00:10",
            "save dosa: rounds 0, next 12:00:10, gives up 12:45");
    assertThat(city.explain("dosa")).containsExactly("round 0 within 3000 m, degraded: asha TAKEN");
  }

  @Test
  void nobodyIsAskedAgain() {
    city = new Scenario("windowSize=1", "askAgain=ALL", "maxRadiusMeters=3000");
    city.rider("asha", 300);
    city.confirmed("biryani", "12:12");
    city.step();
    city.declines("biryani");
    city.goes("asha");
    city.step();
    city.comes("asha", 300);
    city.at("12:00:10");
    city.confirmed("dosa", "12:12");

    city.step();

    assertThat(city.explain("biryani"))
        .last()
        .isEqualTo("round 1 within 3000 m, degraded, not [asha]: nobody");
  }

  @Test
  void ridesDueLongest_comeFirst() {
    city = new Scenario("windowSize=1", "overloadWindowSize=1");
    city.confirmed("dosa", "12:20");
    city.confirmed("biryani", "12:15");
    city.confirmed("idli", "12:18");
    city.step();
    city.rider("asha", 300);

    assertThat(city.stepAt("12:10")).contains("offer biryani to asha until 12:10:10");
    assertThat(city.steps().getLast().load().degraded()).isTrue();
  }

  @Test
  void everyRideHasItsTurn() {
    city = new Scenario("windowSize=1", "overloadWindowSize=1");
    city.confirmed("biryani", "12:12");
    city.confirmed("dosa", "12:12");
    city.confirmed("idli", "12:12");

    assertThat(city.step())
        .last()
        .isEqualTo("save biryani: rounds 0, next 12:00:10, gives up 12:45");
    assertThat(city.load()).isEqualTo(new Load(3, 1, true));
    assertThat(city.step()).containsExactly("save dosa: rounds 0, next 12:00:10, gives up 12:45");
    assertThat(city.load()).isEqualTo(new Load(2, 1, true));
    assertThat(city.step()).containsExactly("save idli: rounds 1, next 12:00:10, gives up 12:45");
    assertThat(city.load()).isEqualTo(new Load(1, 1, false));
    assertThat(city.step()).isEmpty();
  }

  @Test
  void rideThatNeverCountsARound_stillEndsInTime() {
    city = new Scenario("windowSize=1", "giveUpAfter=PT20S");
    city.confirmed("biryani", "12:12");
    city.confirmed("dosa", "12:12");
    city.step();
    city.stepAt("12:00:10");

    assertThat(city.stepAt("12:00:20"))
        .containsExactly("fail biryani: TIME_OVER", "fail dosa: TIME_OVER");
  }
}
