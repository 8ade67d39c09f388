package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchPolicyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "offerTtl=PT0S",
        "offerTtl=PT-1S",
        "pickupLead=PT-1S",
        "roundInterval=PT0S",
        "refusalPause=PT0S",
        "radiusMeters=0.0",
        "radiusMeters=-1.0",
        "radiusMeters=NaN",
        "radiusMeters=10001.0",
        "radiusStepMeters=-1.0",
        "radiusStepMeters=NaN",
        "maxRadiusMeters=100001.0",
        "candidates=0",
        "candidates=1001",
        "maxPositionAge=PT0S",
        "maxRounds=0",
        "maxRounds=100001",
        "giveUpAfter=PT0S",
        "windowSize=0",
        "windowSize=10001",
        "overloadWindowSize=255",
        "overloadWindowSize=10001",
        "overloadCandidates=0",
        "overloadCandidates=17",
      })
  void badValue_isRefusedWithItsFieldAndValue(String bad) {
    assertThatThrownBy(() -> Policies.standardBut(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(bad + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pickupLead=PT0S",
        "radiusMeters=10000",
        "radiusStepMeters=0",
        "maxRadiusMeters=3000",
        "candidates=4",
        "candidates=1000",
        "maxRounds=1",
        "maxRounds=100000",
        "windowSize=1",
        "overloadWindowSize=512",
        "overloadWindowSize=10000",
        "overloadCandidates=1",
        "overloadCandidates=16",
      })
  void valueAtTheEdge_isTaken(String edge) {
    assertThatCode(() -> Policies.standardBut(edge)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"0, 3000", "1, 3500", "14, 10000", "100000, 10000"})
  void radius_growsByTheStepUpToTheGreatest(int rounds, double radiusMeters) {
    assertThat(DispatchPolicy.standard().radiusOf(rounds)).isEqualTo(radiusMeters);
  }

  @Test
  void whoMayBeAskedAgain_isUpToThePolicy_unlessItWasNotHisDoing() {
    assertThat(Refusal.Kind.values())
        .filteredOn(AskAgain.NEVER::allows)
        .containsExactly(Refusal.Kind.WITHDRAWN);
    assertThat(Refusal.Kind.values())
        .filteredOn(AskAgain.UNANSWERED::allows)
        .containsExactly(Refusal.Kind.UNANSWERED, Refusal.Kind.WITHDRAWN);
    assertThat(Refusal.Kind.values())
        .filteredOn(AskAgain.ALL::allows)
        .containsExactly(Refusal.Kind.values());
  }

  @Test
  void builder_changesWhatIsSet_andFitsTheLimitsUnderOverload() {
    assertThat(DispatchPolicy.builder().build()).isEqualTo(DispatchPolicy.standard());
    DispatchPolicy policy = DispatchPolicy.builder().windowSize(5_000).candidates(2).build();

    assertThat(policy)
        .isEqualTo(
            Policies.standardBut(
                "windowSize=5000",
                "candidates=2",
                "overloadWindowSize=5000",
                "overloadCandidates=2"));
  }
}
