package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.RiderId;
import org.junit.jupiter.api.Test;

/**
 * A rider who becomes free sees the rides that wait near him at once, and not in their next round.
 */
class FreedRidersTest {
  private Scenario city = new Scenario();

  @Test
  void riderWhoComesOnShift_isAskedAtOnce() {
    dosaWaits();
    city.at("12:00:03");
    city.comes("asha", 300);

    assertThat(city.step()).containsExactly("offer dosa to asha until 12:00:13");
  }

  @Test
  void riderWhoDeclines_isAskedForAnother_atOnce() {
    city.rider("asha", 300);
    biryaniIsHeldOutToAsha_andDosaWaits();
    city.at("12:00:03");
    city.declines("biryani");

    assertThat(city.step())
        .containsExactly(
            "save biryani: rounds 1, next 12:00:13, gives up 12:45",
            "offer dosa to asha until 12:00:13");
  }

  @Test
  void riderWhoDidNotAnswer_isAskedForAnother_atOnce() {
    city = new Scenario("offerTtl=PT5S");
    city.rider("asha", 300);
    biryaniIsHeldOutToAsha_andDosaWaits();

    assertThat(city.stepAt("12:00:05"))
        .containsExactly(
            "expire biryani of asha",
            "save biryani: rounds 1, next 12:00:15, gives up 12:45",
            "offer dosa to asha until 12:00:10");
  }

  @Test
  void riderWhoseRideEnded_isAskedAtOnce() {
    city.rider("asha", 300);
    biryaniIsHeldOutToAsha_andDosaWaits();
    city.accepts("biryani");
    city.step();
    city.at("12:00:07");
    city.delivers("biryani");

    assertThat(city.step()).containsExactly("offer dosa to asha until 12:00:17");
  }

  @Test
  void riderWhoseOrderWasCancelled_isAskedAtOnce() {
    city.rider("asha", 300);
    biryaniIsHeldOutToAsha_andDosaWaits();
    city.at("12:00:02");
    city.cancelled("biryani");

    assertThat(city.step()).containsExactly("offer dosa to asha until 12:00:12");
  }

  @Test
  void riderWhoGaveARideBack_isAskedForAnother_atOnce() {
    city.rider("asha", 300);
    biryaniIsHeldOutToAsha_andDosaWaits();
    city.accepts("biryani");
    city.step();
    city.at("12:00:07");
    city.releases("biryani");

    assertThat(city.step()).contains("offer dosa to asha until 12:00:17");
  }

  @Test
  void riderWhomTheBookRefused_isNotFree() {
    dosaWaits();
    city.at("12:00:05");
    city.rider("asha", 300);
    city.busyElsewhere("asha", "12:30");
    city.confirmed("biryani", "12:12");

    assertThat(city.step())
        .containsExactly("create biryani, due 12:00:05", "offer biryani to asha until 12:00:15");
    assertThat(city.nextWake()).isEqualTo("12:00:06");
  }

  @Test
  void riderOutOfReach_isNotAsked() {
    dosaWaits();
    city.at("12:00:03");
    city.comes("asha", 3_600);
    assertThat(city.step()).isEmpty();

    city.comes("bala", 3_400);
    assertThat(city.step()).containsExactly("offer dosa to bala until 12:00:13");
  }

  @Test
  void riderWhoDeclinedTheRide_isNotAskedForItAgain() {
    city.rider("asha", 300);
    city.confirmed("biryani", "12:12");
    city.step();
    city.declines("biryani");
    city.step();
    city.at("12:00:03");
    city.goes("asha");
    city.comes("asha", 300);

    assertThat(city.step()).isEmpty();
    assertThat(city.nextWake()).isEqualTo("12:00:10");
  }

  @Test
  void rideThatIsNotDueYet_waits() {
    city.confirmed("biryani", "12:30");
    city.step();
    city.comes("asha", 300);

    assertThat(city.step()).isEmpty();
  }

  @Test
  void riderWhoIsSilent_isNotAsked() {
    city.comes("asha", 300);
    city.silent("asha");
    city.confirmed("dosa", "12:14");
    city.step();
    city.stepAt("12:02");
    city.at("12:02:05");
    city.store.shift(new RiderId("asha"), true);

    assertThat(city.step()).isEmpty();
    assertThat(city.nextWake()).isEqualTo("12:02:10");
  }

  @Test
  void rideThatTheRiderDoesNotGet_waitsAsIfNothingHadBeen() {
    dosaWaits();
    city.confirmed("idli", "12:12");
    city.step();
    city.at("12:00:03");
    city.comes("asha", 300);

    assertThat(city.step()).containsExactly("offer dosa to asha until 12:00:13");
    assertThat(city.explain("idli")).hasSize(1);
    assertThat(city.nextWake()).isEqualTo("12:00:10");
    assertThat(city.stepAt("12:00:10"))
        .containsExactly("save idli: rounds 2, next 12:00:20, gives up 12:45");
  }

  @Test
  void ridesThatWait_areNoOverload_andOfThemThoseDueLongestAreLookedAt() {
    city = new Scenario("windowSize=1");
    dosaWaits();
    city.at("12:00:01");
    city.confirmed("idli", "12:12:01");
    city.step();
    city.at("12:00:03");
    city.comes("asha", 300);

    assertThat(city.step()).containsExactly("offer dosa to asha until 12:00:13");
    assertThat(city.explain("dosa")).last().isEqualTo("round 1 within 3500 m: asha CHOSEN");
  }

  @Test
  void fullWindow_leavesThoseThatWaitToTheirNextRound() {
    city = new Scenario("windowSize=1");
    dosaWaits();
    city.at("12:00:03");
    city.confirmed("idli", "12:12");
    city.comes("asha", 300);

    assertThat(city.step())
        .containsExactly("create idli, due 12:00:03", "offer idli to asha until 12:00:13");
  }

  @Test
  void riderWhoseOfferWasTakenBack_isNoneWhoRefused() {
    city.rider("asha", 300);
    city.confirmed("biryani", "12:12");
    city.step();
    city.goes("asha");
    assertThat(city.step())
        .containsExactly("save biryani: rounds 1, next 12:00:10, gives up 12:45");
    city.at("12:00:03");
    city.comes("asha", 300);

    assertThat(city.step()).containsExactly("offer biryani to asha until 12:00:13");
  }

  @Test
  void rideAtItsLastRound_isOffered_andDoesNotFail() {
    city = new Scenario("maxRounds=1");
    dosaWaits();
    city.at("12:00:03");
    city.comes("asha", 300);

    assertThat(city.step()).containsExactly("offer dosa to asha until 12:00:13");
  }

  /** Its first round found nobody; the next is at 12:00:10. */
  private void dosaWaits() {
    city.confirmed("dosa", "12:12");
    assertThat(city.step()).contains("save dosa: rounds 1, next 12:00:10, gives up 12:45");
  }

  private void biryaniIsHeldOutToAsha_andDosaWaits() {
    city.confirmed("biryani", "12:12");
    city.step();
    dosaWaits();
  }
}
