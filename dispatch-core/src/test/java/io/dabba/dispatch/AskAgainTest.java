package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Riders who did not take a ride, once nobody else is left. */
class AskAgainTest {
  private static final String FIXED_RADIUS = "maxRadiusMeters=3000";

  @Test
  void never_asksNobodyAgain() {
    Scenario city = ashaDeclinedAndBalaDidNotAnswer(new Scenario("askAgain=NEVER", FIXED_RADIUS));

    assertThat(city.step())
        .containsExactly(
            "expire biryani of bala", "save biryani: rounds 1, next 12:00:20, gives up 12:45");
    assertThat(city.stepAt("12:00:20"))
        .containsExactly("save biryani: rounds 2, next 12:00:30, gives up 12:45");
    assertThat(city.explain("biryani"))
        .last()
        .isEqualTo("round 1 within 3000 m, not [asha, bala]: nobody");
  }

  @Test
  void unanswered_asksWhoDidNotAnswer_butNotWhoDeclined() {
    Scenario city =
        ashaDeclinedAndBalaDidNotAnswer(new Scenario("askAgain=UNANSWERED", FIXED_RADIUS));

    assertThat(city.step())
        .containsExactly("expire biryani of bala", "offer biryani to bala until 12:00:20");
    assertThat(city.explain("biryani"))
        .last()
        .isEqualTo("round 0 within 3000 m, asked again, not [asha]: bala CHOSEN");
  }

  @Test
  void all_asksEverybody() {
    Scenario city = ashaDeclinedAndBalaDidNotAnswer(new Scenario("askAgain=ALL", FIXED_RADIUS));

    assertThat(city.step())
        .containsExactly("expire biryani of bala", "offer biryani to asha until 12:00:20");
    assertThat(city.explain("biryani"))
        .last()
        .isEqualTo("round 0 within 3000 m, asked again: asha CHOSEN, bala COSTS_MORE");
  }

  @Test
  void nobodyIsAskedAgain_beforeTheGreatestRadius() {
    Scenario city = ashaDeclinedAndBalaDidNotAnswer(new Scenario("maxRadiusMeters=4000"));

    assertThat(city.step()).contains("save biryani: rounds 1, next 12:00:20, gives up 12:45");
    assertThat(city.stepAt("12:00:20"))
        .containsExactly("save biryani: rounds 2, next 12:00:30, gives up 12:45");
    assertThat(city.stepAt("12:00:30")).containsExactly("offer biryani to bala until 12:00:40");
  }

  @Test
  void whoWasNotAskedYet_comesFirst_howeverFar() {
    Scenario city = ashaDeclinedAndBalaDidNotAnswer(new Scenario("askAgain=ALL", FIXED_RADIUS));
    city.rider("chand", 2_900);

    assertThat(city.step()).contains("offer biryani to chand until 12:00:20");
  }

  @Test
  void whoIsAskedAgain_holdsAnOfferOfItsOwn() {
    Scenario city =
        ashaDeclinedAndBalaDidNotAnswer(new Scenario("askAgain=UNANSWERED", FIXED_RADIUS));
    city.step();
    city.accepts("biryani");

    assertThat(city.step()).isEmpty();
    assertThat(city.openSearches()).isZero();
  }

  /** It is the instant when Bala's offer of the biryani expires. */
  private static Scenario ashaDeclinedAndBalaDidNotAnswer(Scenario city) {
    city.rider("asha", 300);
    city.rider("bala", 800);
    city.confirmed("biryani", "12:12");
    city.step();
    city.declines("biryani");
    city.step();
    city.at("12:00:10");
    return city;
  }
}
