package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.Decision.Considered;
import io.dabba.dispatch.Decision.Verdict;
import io.dabba.dispatch.matching.Assignment;
import io.dabba.dispatch.matching.Candidate;
import io.dabba.dispatch.matching.Matcher;
import io.dabba.dispatch.matching.Matching;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why a rider was asked, and the others were not. */
class DecisionTest {
  private Scenario city = new Scenario();

  @Test
  void decision_hasAllThatItWasMadeOf() {
    city.rider("asha", 750);
    city.confirmed("biryani", "12:12");
    city.step();

    Duration eta = Duration.ofSeconds(130);
    Candidate asha =
        new Candidate(new RiderId("asha"), eta, AcceptanceRate.initial(), 130 + 0.2 * 60);
    assertThat(city.store.explain(new RideId("biryani")))
        .singleElement()
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-6, Double.class)
        .withEqualsForType((a, b) -> a.minus(b).abs().toMillis() < 10, Duration.class)
        .isEqualTo(
            new Decision(
                new RideId("biryani"),
                city.now(),
                0,
                3_000,
                false,
                false,
                Set.of(),
                List.of(new Considered(asha, Verdict.CHOSEN)),
                Optional.of(asha.riderId())));
  }

  @Test
  void whoCostsMore_isToldSo_theNearestFirst() {
    city.rider("asha", 800);
    city.rider("bala", 300);
    city.rider("chand", 500);
    city.confirmed("biryani", "12:12");
    city.step();

    assertThat(city.explain("biryani"))
        .containsExactly("round 0 within 3000 m: bala CHOSEN, chand COSTS_MORE, asha COSTS_MORE");
  }

  @Test
  void whoIsAskedByAnotherRideOfTheWindow_isTaken() {
    city.rider("asha", 300);
    city.rider("bala", 600);
    city.confirmed("biryani", "12:12");
    city.confirmed("dosa", "12:12");
    city.confirmed("idli", "12:12");
    city.step();

    assertThat(city.explain("biryani"))
        .containsExactly("round 0 within 3000 m: asha CHOSEN, bala COSTS_MORE");
    assertThat(city.explain("dosa"))
        .containsExactly("round 0 within 3000 m: asha TAKEN, bala CHOSEN");
    assertThat(city.explain("idli"))
        .containsExactly("round 0 within 3000 m: asha TAKEN, bala TAKEN");
  }

  @Test
  void whomTheMatcherDidNotWant_isPassedOver() {
    Matcher farthest =
        window ->
            Matching.of(
                window.rides().stream()
                    .map(ride ->
                        new Assignment(ride.rideId(), ride.candidates().getLast().riderId()))
                    .toList());
    city = new Scenario(Strategy.standard().withMatcher(farthest));
    city.rider("asha", 300);
    city.rider("bala", 600);
    city.confirmed("biryani", "12:12");

    assertThat(city.step()).contains("offer biryani to bala until 12:00:10");
    assertThat(city.explain("biryani"))
        .containsExactly("round 0 within 3000 m: asha PASSED_OVER, bala CHOSEN");
  }

  @Test
  void matcherThatIsWrong_getsNobodyAskedTwice_orWhoIsNoCandidate() {
    Matcher wrong =
        window ->
            Matching.of(
                List.of(
                    new Assignment(new RideId("unknown"), new RiderId("asha")),
                    new Assignment(new RideId("biryani"), new RiderId("stranger")),
                    new Assignment(new RideId("biryani"), new RiderId("asha")),
                    new Assignment(new RideId("dosa"), new RiderId("asha"))));
    city = new Scenario(Strategy.standard().withMatcher(wrong));
    city.rider("asha", 300);
    city.confirmed("biryani", "12:12");
    city.confirmed("dosa", "12:12");

    assertThat(city.step())
        .contains("offer biryani to asha until 12:00:10")
        .noneMatch(line -> line.startsWith("offer dosa") || line.contains("stranger"));
  }

  @Test
  void matcherThatWantsNobody_passesAllOver() {
    city = new Scenario(Strategy.standard().withMatcher(window -> Matching.of(List.of())));
    city.rider("asha", 300);
    city.confirmed("biryani", "12:12");

    assertThat(city.step()).contains("save biryani: rounds 1, next 12:00:10, gives up 12:45");
    assertThat(city.explain("biryani")).containsExactly("round 0 within 3000 m: asha PASSED_OVER");
  }

  @Test
  void whoRefused_isNotAsked_whereverHeIs() {
    city.rider("asha", 300);
    city.rider("bala", 800);
    city.confirmed("biryani", "12:12");
    city.step();
    city.declines("biryani");
    city.step();

    assertThat(city.explain("biryani"))
        .containsExactly(
            "round 0 within 3000 m: asha CHOSEN, bala COSTS_MORE",
            "round 0 within 3000 m, not [asha]: bala CHOSEN");
  }

  @Test
  void riderWhoTakesWhatHeIsOffered_isAskedBeforeOneAsNear() {
    city.rider("asha", 300);
    city.rider("bala", 300);
    city.confirmed("dosa", "12:12");
    assertThat(city.step()).contains("offer dosa to asha until 12:00:10");
    city.declines("dosa");
    assertThat(city.step()).contains("offer dosa to bala until 12:00:10");
    city.accepts("dosa");
    city.step();
    city.delivers("dosa");
    city.confirmed("biryani", "12:12");

    assertThat(city.step()).contains("offer biryani to bala until 12:00:10");
    assertThat(city.explain("biryani"))
        .containsExactly("round 0 within 3000 m: asha COSTS_MORE, bala CHOSEN");
  }

  @Test
  void riderWhoTakesWhatHeIsOffered_isNotAskedBeforeOneWhoIsMuchNearer() {
    city.rider("asha", 300);
    city.confirmed("dosa", "12:12");
    city.step();
    city.declines("dosa");
    city.step();
    city.rider("bala", 600);
    city.confirmed("biryani", "12:12");

    assertThat(city.step()).contains("offer biryani to asha until 12:00:10");
  }

  @Test
  void costs_mayBeTheCallersOwn() {
    city = new Scenario(Strategy.standard().withCosts(trip -> -trip.approachSeconds()));
    city.rider("asha", 300);
    city.rider("bala", 600);
    city.confirmed("biryani", "12:12");

    assertThat(city.step()).contains("offer biryani to bala until 12:00:10");
  }
}
