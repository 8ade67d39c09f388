package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.RiderId;
import org.junit.jupiter.api.Test;

/** The positions of all riders are lost, as when the index or the city's feed of pings failed. */
class PositionsForgottenTest {
  private Scenario city = new Scenario();

  @Test
  void limits_arePutOffByTheTimeUntilAllAreHeardOfAgain() {
    biryaniWaits();
    forgottenUntil("12:00:30");

    assertThat(city.step())
        .containsExactly("save biryani: rounds 1, next 12:00:10, gives up 12:45:30");
  }

  @Test
  void forgottenTwiceInARow_putsLimitsOffOnce() {
    biryaniWaits();
    forgottenUntil("12:00:30");
    city.step();
    city.at("12:00:05");
    forgottenUntil("12:00:35");
    forgottenUntil("12:00:35");

    assertThat(city.step())
        .containsExactly("save biryani: rounds 1, next 12:00:10, gives up 12:45:35");
  }

  @Test
  void forgottenAgainWhenAllWereHeardOf_putsLimitsOffAgain() {
    biryaniWaits();
    forgottenUntil("12:00:01");
    city.step();
    city.at("12:00:05");
    forgottenUntil("12:00:08");

    assertThat(city.step())
        .containsExactly("save biryani: rounds 1, next 12:00:10, gives up 12:45:04");
  }

  @Test
  void forgottenWhenItIsOverAlready_changesNothing() {
    biryaniWaits();
    city.at("12:00:05");
    forgottenUntil("12:00:05");

    assertThat(city.step()).isEmpty();
  }

  @Test
  void roundsCountAgain_fromWhenAllAreHeardOf() {
    biryaniWaits();
    forgottenUntil("12:00:20");
    city.step();

    assertThat(city.stepAt("12:00:10"))
        .containsExactly("save biryani: rounds 1, next 12:00:20, gives up 12:45:20");
    assertThat(city.stepAt("12:00:20"))
        .containsExactly("save biryani: rounds 2, next 12:00:30, gives up 12:45:20");
  }

  @Test
  void nothingIsGivenUp_meanwhile() {
    city = new Scenario("maxRounds=1");
    biryaniWaits();
    forgottenUntil("12:00:30");
    city.step();

    assertThat(city.stepAt("12:00:29")).noneMatch(line -> line.startsWith("fail"));
    assertThat(city.stepAt("12:00:39")).containsExactly("fail biryani: ROUNDS_OVER");
  }

  @Test
  void noOfferIsTakenBack_meanwhile() {
    city = new Scenario("offerTtl=PT5M");
    city.rider("asha", 300);
    city.confirmed("biryani", "12:12");
    city.step();
    city.silent("asha");
    city.index.remove(new RiderId("asha"));
    forgottenUntil("12:00:30");

    assertThat(city.step())
        .containsExactly("save biryani: rounds 0, next 12:00, gives up 12:45:30");
    assertThat(city.stepAt("12:00:29")).isEmpty();
    assertThat(city.stepAt("12:00:30")).contains("withdraw biryani of asha");
  }

  @Test
  void orderConfirmedMeanwhile_hasItsTimeFromThenOn() {
    forgottenUntil("12:00:30");
    city.step();
    city.confirmed("biryani", "12:12");

    assertThat(city.step()).contains("save biryani: rounds 0, next 12:00:10, gives up 12:45:30");
  }

  @Test
  void rideThatIsNotDueUntilThen_isNotPutOff() {
    city.confirmed("biryani", "12:30");
    city.step();
    forgottenUntil("12:00:30");

    assertThat(city.step()).isEmpty();
  }

  @Test
  void rideThatBecomesDueMeanwhile_isPutOffByTheRest() {
    city.confirmed("biryani", "12:12:20");
    city.step();
    forgottenUntil("12:00:30");

    assertThat(city.step())
        .containsExactly("save biryani: rounds 0, next 12:00:20, gives up 12:45:30");
  }

  /** Its first round found nobody. */
  private void biryaniWaits() {
    city.confirmed("biryani", "12:12");
    assertThat(city.step()).contains("save biryani: rounds 1, next 12:00:10, gives up 12:45");
  }

  private void forgottenUntil(String warmAt) {
    city.tell(new Command.PositionsForgotten(Scenario.time(warmAt)));
  }
}
