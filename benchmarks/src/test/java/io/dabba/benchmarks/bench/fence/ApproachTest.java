package io.dabba.benchmarks.bench.fence;

import static io.dabba.benchmarks.bench.fence.Approach.Kind.CUT;
import static io.dabba.benchmarks.bench.fence.Approach.Kind.GRAZE;
import static io.dabba.benchmarks.bench.fence.Approach.Kind.MISS;
import static io.dabba.benchmarks.bench.fence.Approach.Kind.VISIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApproachTest {
  @Test
  void aStay_isAVisit_fromTheFirstSecondInsideToTheFirstOutside() {
    Pass pass = Ways.pass(600, 0, 0, 0, 600);
    Approach visit = Approach.of(pass).getFirst();
    assertThat(visit.kind()).isEqualTo(VISIT);
    assertThat(pass.isInside(visit.entered())).isTrue();
    assertThat(pass.isInside(visit.entered() - 1)).isFalse();
    assertThat(pass.isInside(visit.left())).isFalse();
    assertThat(pass.isInside(visit.left() - 1)).isTrue();
  }

  @Test
  void whoOnlyDrivesThrough_grazes_andWhoStaysOutside_misses() {
    assertThat(kinds(600, -600)).containsExactly(GRAZE);
    assertThat(kinds(600, 150, 600)).containsExactly(MISS);
    assertThat(kinds(600, 250, 600)).isEmpty();
  }

  @Test
  void whatTheTraceBeginsOrEndsWith_isCut() {
    assertThat(kinds(0, 0, 600, 0, 0, 600, 80)).containsExactly(CUT, VISIT, CUT);
  }

  @Test
  void twoStays_withoutGoingAwayBetween_areOneVisit() {
    assertThat(kinds(600, 0, 0, 190, 0, 0, 600)).containsExactly(VISIT);
    assertThat(kinds(600, 0, 0, 230, 0, 0, 600)).containsExactly(VISIT, VISIT);
  }

  @Test
  void whoIsOutsideForLong_orClearlyFor_aMoment_hasLeft() {
    Pass near = Ways.pass(600, 0, 130, 130, 0, 600);
    assertThat(near.leavesBetween(60, 240)).isTrue();
    Pass brief = Ways.pass(600, 0, 101, 0, 600);
    assertThat(brief.leavesBetween(60, 180)).isFalse();
    Pass clear = Ways.pass(600, 0, 170, 0, 600);
    assertThat(clear.leavesBetween(60, 180)).isTrue();
  }

  private static List<Approach.Kind> kinds(double... metersNorth) {
    return Approach.of(Ways.pass(metersNorth)).stream().map(Approach::kind).toList();
  }
}
