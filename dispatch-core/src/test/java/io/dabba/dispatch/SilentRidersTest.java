package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.RiderId;
import org.junit.jupiter.api.Test;

/** An offer is lost on a rider who is not heard of any more. */
class SilentRidersTest {
  private Scenario city = new Scenario("offerTtl=PT2M");

  @Test
  void riderNotHeardOfForTooLong_losesHisOffer_andTheNextIsAsked() {
    biryaniIsHeldOutToAsha_whoFallsSilent();
    city.rider("bala", 800);

    assertThat(city.stepAt("12:01:30")).isEmpty();
    assertThat(city.stepAt("12:01:31"))
        .containsExactly("withdraw biryani of asha", "offer biryani to bala until 12:03:31");
  }

  @Test
  void riderWhosePositionIsForgotten_losesHisOffer() {
    biryaniIsHeldOutToAsha_whoFallsSilent();
    city.index.remove(new RiderId("asha"));

    assertThat(city.step()).contains("withdraw biryani of asha");
  }

  @Test
  void riderWhoIsHeardOfAgain_mayBeAskedAgain() {
    biryaniIsHeldOutToAsha_whoFallsSilent();
    assertThat(city.stepAt("12:01:31"))
        .containsExactly(
            "withdraw biryani of asha", "save biryani: rounds 1, next 12:01:41, gives up 12:45");
    assertThat(city.stepAt("12:01:41")).noneMatch(line -> line.startsWith("offer"));
    city.rider("asha", 300);

    assertThat(city.stepAt("12:01:51")).containsExactly("offer biryani to asha until 12:03:51");
  }

  @Test
  void whileTheCityIsCold_noOfferIsTakenBack() {
    city = Scenario.coldUntil("12:05", "offerTtl=PT10M");
    biryaniIsHeldOutToAsha_whoFallsSilent();

    assertThat(city.stepAt("12:04:59")).isEmpty();
    assertThat(city.stepAt("12:05")).contains("withdraw biryani of asha");
  }

  @Test
  void riderWhoAcceptedBeforeHeFellSilent_keepsTheRide() {
    biryaniIsHeldOutToAsha_whoFallsSilent();
    city.untold(() -> city.accepts("biryani"));

    assertThat(city.stepAt("12:01:31")).containsExactly("withdraw biryani of asha");
    assertThat(city.openSearches()).isZero();
  }

  @Test
  void offerWhoseTimeIsOverToo_isExpired() {
    city = new Scenario("offerTtl=PT91S");
    biryaniIsHeldOutToAsha_whoFallsSilent();

    assertThat(city.stepAt("12:01:31")).first().isEqualTo("expire biryani of asha");
  }

  private void biryaniIsHeldOutToAsha_whoFallsSilent() {
    city.rider("asha", 300);
    city.silent("asha");
    city.confirmed("biryani", "12:12");
    assertThat(city.step()).last().asString().startsWith("offer biryani to asha");
  }
}
