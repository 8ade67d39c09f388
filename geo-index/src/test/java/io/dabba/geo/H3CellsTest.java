package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.h3core.H3Core;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class H3CellsTest {
  private final Random random = Globe.random();

  @Test
  void aDisk_holdsEveryPointWithinItsRadius() {
    for (int i = 0; i < 3_000; i++) {
      assertDiskHoldsPointsWithin(Globe.anywhere(random), random.nextDouble(5_000), 10);
    }
  }

  @Test
  void aWideDisk_holdsEveryPointWithinItsRadius() {
    for (int i = 0; i < 30; i++) {
      assertDiskHoldsPointsWithin(Globe.anywhere(random), 60_000, 500);
    }
  }

  @Test
  void aDiskAtAPentagon_holdsEveryPointWithinItsRadius() throws IOException {
    for (GeoPoint pentagon : pentagons()) {
      for (int i = 0; i < 100; i++) {
        GeoPoint center = Globe.near(pentagon, 8_000, random);
        assertDiskHoldsPointsWithin(center, random.nextDouble(12_000), 50);
      }
      assertDiskHoldsPointsWithin(pentagon, 60_000, 2_000);
    }
  }

  /** The bound is tight here: a disk of one ring less would miss some corners. */
  @Test
  void fromCornerToCornerAtAPentagon_theRingsAreEnough() throws IOException {
    double least = Double.MAX_VALUE;
    for (GeoPoint pentagon : pentagons()) {
      for (CornerPair pair : CornerPair.around(pentagon, 2)) {
        least = Math.min(least, pair.from().distanceMeters(pair.to()));
      }
    }
    assertThat(H3Cells.ringsCovering(least)).isEqualTo(2);
    assertThat(H3Cells.ringsCovering(0.8 * least)).isEqualTo(1);
  }

  @Test
  void aDisk_hasNoMoreCellsThanSaidAndEachOnce() {
    long center = H3Cells.cellOf(Globe.anywhere(random));
    for (int rings = 0; rings < 20; rings++) {
      assertThat(cells(H3Cells.rings(center, rings))).doesNotHaveDuplicates();
      assertThat((long) cells(H3Cells.rings(center, rings)).size())
          .isLessThanOrEqualTo(H3Cells.cellsIn(rings));
    }
  }

  /** So a search may go on in a wider disk where it ended in a narrower one. */
  @Test
  void aRing_isTheSameInEveryDiskThatHasIt() throws IOException {
    for (GeoPoint pentagon : pentagons()) {
      long center = H3Cells.cellOf(Globe.near(pentagon, 10_000, random));
      List<List<Long>> widest = H3Cells.rings(center, 20);
      for (int rings = 0; rings < 20; rings++) {
        List<List<Long>> disk = H3Cells.rings(center, rings);
        assertThat(disk).hasSize(rings + 1);
        for (int ring = 0; ring <= rings; ring++) {
          assertThat(disk.get(ring)).containsExactlyInAnyOrderElementsOf(widest.get(ring));
        }
      }
    }
  }

  /** The centers of the twelve pentagons. */
  static List<GeoPoint> pentagons() throws IOException {
    H3Core h3 = H3Core.newInstance();
    List<GeoPoint> centers =
        h3.getPentagons(H3Cells.RESOLUTION).stream()
            .map(h3::cellToLatLng)
            .map(center -> new GeoPoint(center.lat, center.lng))
            .toList();
    assertThat(centers).hasSize(12);
    return centers;
  }

  /** Half of the points lie on the circle itself, where a ring too few shows first. */
  private void assertDiskHoldsPointsWithin(GeoPoint center, double radius, int points) {
    int rings = H3Cells.ringsCovering(radius);
    Set<Long> disk = new HashSet<>(cells(H3Cells.rings(H3Cells.cellOf(center), rings)));
    for (int i = 0; i < points; i++) {
      double distance = random.nextBoolean() ? radius : random.nextDouble() * radius;
      GeoPoint point = Globe.away(center, random.nextDouble(360), distance);
      assertThat(disk.contains(H3Cells.cellOf(point)))
          .as("%s is %s m from %s, radius %s", point, distance, center, radius)
          .isTrue();
    }
  }

  private static List<Long> cells(List<List<Long>> rings) {
    return rings.stream().flatMap(List::stream).toList();
  }
}
