package io.dabba.benchmarks.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.dabba.geo.GeoPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final double METERS_PER_DEGREE = 111_195;

  private final Trace trace =
      new Trace("cab", List.of(fix(0, 1000), fix(300, 1030), fix(300, 1090)));

  /** So many metres north of the equator. */
  private static Fix fix(double meters, long atSecond) {
    return new Fix(new GeoPoint(meters / METERS_PER_DEGREE, 7), atSecond);
  }

  private double metersAt(int second) {
    return trace.at(second).lat() * METERS_PER_DEGREE;
  }

  @Test
  void betweenTwoFixes_theWayIsStraightAndEven() {
    assertThat(trace.seconds()).isEqualTo(90);
    for (int second = 0; second <= 90; second++) {
      assertThat(metersAt(second))
          .as("%d s", second)
          .isCloseTo(Math.min(300, 10 * second), within(0.01));
    }
  }

  @Test
  void aSecondOutsideTheTrace_isNamedInTheError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trace.at(91))
        .withMessage("second=91 is not between 0 and 90");
  }

  @Test
  void fixesThatGoBackInTime_areNamedInTheError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trace("cab", List.of(fix(0, 5), fix(1, 5))))
        .withMessageContaining("fixes[1]=")
        .withMessageContaining("atSecond=5");
  }

  @Test
  void aLongGap_splitsTheWay() {
    List<Trace> split =
        Trace.split("cab", List.of(fix(0, 0), fix(1, 90), fix(2, 181), fix(3, 200), fix(4, 300)));
    assertThat(split).extracting(Trace::startSecond).containsExactly(0L, 181L);
    assertThat(split).extracting(Trace::seconds).containsExactly(90, 19);
  }

  @Test
  void anImpossibleJump_splitsTheWayAndLeavesTheLostFixOut() {
    List<Trace> split =
        Trace.split(
            "cab", List.of(fix(0, 0), fix(300, 10), fix(90_000, 20), fix(600, 30), fix(900, 40)));
    assertThat(split).extracting(Trace::startSecond).containsExactly(0L, 30L);
  }
}
