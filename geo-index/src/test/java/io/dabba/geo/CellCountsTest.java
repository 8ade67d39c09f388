package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.uber.h3core.H3Core;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellCountsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final GeoPoint MUMBAI = new GeoPoint(19.06, 72.85);

  private final Random random = Globe.random();
  private final RiderIndex index = new RiderIndex(new CityId("mumbai"), Duration.ofMinutes(2));

  @Test
  void theCountsOfACity_areThoseOfH3_atEveryResolution() throws IOException {
    H3Core h3 = H3Core.newInstance();
    Map<Long, Integer> expected = new HashMap<>();
    for (int resolution = 0; resolution <= 15; resolution++) {
      expected.clear();
      for (int i = 0; i < 500; i++) {
        RiderId rider = new RiderId("r" + i);
        GeoPoint point = Globe.near(MUMBAI, 15_000, random);
        boolean free = random.nextBoolean();
        index.enroll(rider, Vehicle.CAR, free ? Availability.AVAILABLE : Availability.RIDING);
        index.report(Ping.of(rider, point, NOON.plusSeconds(resolution)));
        if (free) {
          expected.merge(h3.latLngToCell(point.lat(), point.lng(), resolution), 1, Integer::sum);
        }
      }
      assertThat(counts(resolution)).isEqualTo(new CellCounts(resolution, expected));
    }
  }

  @Test
  void rolledUp_theyAreTheSameRidersInCoarserCells() throws IOException {
    H3Core h3 = H3Core.newInstance();
    for (int i = 0; i < 500; i++) {
      index.enroll(new RiderId("r" + i), Vehicle.CAR, Availability.AVAILABLE);
      index.report(Ping.of(new RiderId("r" + i), Globe.near(MUMBAI, 15_000, random), NOON));
    }
    CellCounts fine = counts(10);
    for (int coarser = 0; coarser <= 10; coarser++) {
      Map<Long, Integer> expected = new HashMap<>();
      for (Map.Entry<Long, Integer> cell : fine.riders().entrySet()) {
        expected.merge(h3.cellToParent(cell.getKey(), coarser), cell.getValue(), Integer::sum);
      }
      assertThat(fine.rolledUpTo(coarser)).isEqualTo(new CellCounts(coarser, expected));
    }
  }

  @Test
  void aResolutionThatIsNone_isNamedInTheError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counts(16))
        .withMessage("resolution=16 is not between 0 and 15");
    CellCounts fine = counts(8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fine.rolledUpTo(9))
        .withMessage("resolution=9 is not between 0 and 8, that of the cells");
  }

  private CellCounts counts(int resolution) {
    return index.cellCounts(resolution, EnumSet.of(Availability.AVAILABLE), NOON);
  }
}
