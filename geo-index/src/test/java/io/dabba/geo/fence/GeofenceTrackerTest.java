package io.dabba.geo.fence;

import static io.dabba.geo.fence.FenceEvent.Kind.DWELL;
import static io.dabba.geo.fence.FenceEvent.Kind.ENTER;
import static io.dabba.geo.fence.FenceEvent.Kind.EXIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dabba.geo.GeoPoint;
import io.dabba.geo.Geofence;
import io.dabba.geo.Globe;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.fence.FenceEvent.Kind;
import io.dabba.geo.fence.FenceState.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeofenceTrackerTest {
  private static final RiderId ASHA = new RiderId("asha");
  private static final GeoPoint KITCHEN = new GeoPoint(19.0178, 72.8478);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final GeofenceTracker tracker =
      new GeofenceTracker(Geofence.circle(KITCHEN, 100), FencePolicy.standard());
  private final List<FenceEvent> events = new ArrayList<>();
  private FenceState state = FenceState.outside(NOON);
  private Instant now = NOON;

  @Test
  void aVisit_isAnEnter_aDwell_andAnExit_eachOnce() {
    comeBy(400, 300, 200, 20, 10, 10);
    Instant came = NOON.plusSeconds(16);
    assertThat(events).containsExactly(new FenceEvent(ENTER, came, NOON.plusSeconds(24)));

    for (int i = 0; i < 30; i++) {
      comeBy(10);
    }
    assertThat(events.getLast()).isEqualTo(new FenceEvent(DWELL, came, came.plusSeconds(60)));
    assertThat(state.stay()).isEqualTo(Stay.DWELLING);

    Instant leaves = now.plusSeconds(4);
    comeBy(250, 350, 450, 550);
    assertThat(events.getLast()).isEqualTo(new FenceEvent(EXIT, leaves, leaves.plusSeconds(8)));
    assertThat(kinds()).containsExactly(ENTER, DWELL, EXIT);
  }

  @Test
  void aVisitShorterThanADwell_hasNone() {
    comeBy(400, 10, 10, 10, 10, 10, 400, 400, 400, 400);
    assertThat(kinds()).containsExactly(ENTER, EXIT);
  }

  @Test
  void anyoneInsideWhenTheFollowBegins_enters() {
    comeBy(0, 0, 0);
    assertThat(kinds()).containsExactly(ENTER);
  }

  @Test
  void twoWildFixes_areNoCrossing() {
    comeBy(0, 0, 0, 0, 9_000, 9_000, 0, 0, 0, 9_000, 0, 9_000, 0);
    assertThat(kinds()).containsExactly(ENTER);
  }

  @Test
  void whoWaitsJustOutside_staysInside_andWhoGoesFarther_leaves() {
    comeBy(0, 0, 0, 0);
    for (int i = 0; i < 100; i++) {
      comeBy(130);
    }
    assertThat(kinds()).containsExactly(ENTER, DWELL);
    for (int i = 0; i < 100; i++) {
      comeBy(160);
    }
    assertThat(kinds()).containsExactly(ENTER, DWELL, EXIT);
  }

  @Test
  void fixesThatAreNotNewer_changeNothing() {
    comeBy(0, 0);
    FenceState before = state;
    assertThat(tracker.follow(before, fix(0, now, 10))).isEqualTo(unchanged(before));
    assertThat(tracker.follow(before, fix(0, now.minusSeconds(1), 10)))
        .isEqualTo(unchanged(before));
  }

  @Test
  void aFixWorseThanTheWorst_changesNothing() {
    assertThat(tracker.follow(state, fix(0, now.plusSeconds(4), 100.1)))
        .isEqualTo(unchanged(state));
    assertThat(tracker.follow(state, fix(0, now.plusSeconds(4), 100)).state().evidence())
        .isPositive();
  }

  @Test
  void fixesOfOneSecondEach_countForLess() {
    for (int i = 1; i <= 8; i++) {
      follow(fix(0, NOON.plusSeconds(i), 10));
    }
    assertThat(events).isEmpty();
    follow(fix(0, NOON.plusSeconds(9), 10));
    assertThat(kinds()).containsExactly(ENTER);
  }

  @Test
  void aStoredState_goesOnWhereItStopped() {
    comeBy(400, 0, 0, 0, 0);
    FenceState s = state;
    FenceState restored =
        new FenceState(s.stay(), s.since(), s.evidence(), s.evidenceSince(), s.seenAt());
    state = restored;
    now = now.plus(Duration.ofHours(1));
    comeBy(300, 300, 300);
    assertThat(kinds()).containsExactly(ENTER, EXIT);
  }

  /** As when only the arrival was stored, and all else is lost. */
  @Test
  void whoIsKnownToHaveArrived_leavesWithoutComingAgain() {
    state = FenceState.inside(NOON);
    comeBy(300, 300, 300);
    assertThat(kinds()).containsExactly(EXIT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void evidenceOutOfItsRange_isNamedInTheError(double evidence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FenceState(Stay.INSIDE, NOON, evidence, NOON, NOON))
        .withMessage("evidence=%s is not from 0 to below 1", evidence);
  }

  /** Fixes every 4 s so far from the kitchen, with an accuracy of 10 m. */
  private void comeBy(double... meters) {
    for (double distance : meters) {
      now = now.plusSeconds(4);
      follow(fix(distance, now, 10));
    }
  }

  private void follow(Ping fix) {
    FenceUpdate update = tracker.follow(state, fix);
    state = update.state();
    update.event().ifPresent(events::add);
  }

  private List<Kind> kinds() {
    return events.stream().map(FenceEvent::kind).toList();
  }

  private static FenceUpdate unchanged(FenceState state) {
    return new FenceUpdate(state, Optional.empty());
  }

  private static Ping fix(double meters, Instant at, double accuracy) {
    GeoPoint point = Globe.away(KITCHEN, 70, meters);
    return new Ping(ASHA, point, at, accuracy, Double.NaN, Double.NaN);
  }
}
