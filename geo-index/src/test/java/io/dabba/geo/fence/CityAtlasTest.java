package io.dabba.geo.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Geofence;
import io.dabba.geo.Globe;
import io.dabba.geo.Shapes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;

class CityAtlasTest {
  private static final int CITIES = 10_000;
  private static final int POINTS = 1_000;

  private final Random random = Globe.random();

  /** The oracle asks the fence of each city within reach, and there are none elsewhere. */
  @Test
  void amongTenThousandCities_everyPointIsInTheSmallestThatCoversIt() {
    Map<CityId, Geometry> areas = new HashMap<>();
    Map<CityId, Geofence> fences = new HashMap<>();
    for (int i = 0; i < CITIES; i++) {
      CityId id = new CityId("city-" + i);
      GeoPoint center =
          new GeoPoint(
              random.nextDouble(-75, 75),
              i % 10 == 0 ? random.nextDouble(179.5, 180) : random.nextDouble(-180, 180));
      double size = random.nextDouble(1_000, 60_000);
      Geometry ring = Shapes.star(center, size, random.nextInt(3, 40), random);
      areas.put(id, i % 2 == 0 ? Shapes.cut(ring) : ring);
      fences.put(id, Geofence.area(ring));
    }
    CityAtlas atlas = CityAtlas.of(areas);

    int found = 0;
    for (int i = 0; i < POINTS; i++) {
      CityId some = new CityId("city-" + random.nextInt(CITIES));
      GeoPoint point = Globe.near(fences.get(some).center(), 60_000, random);
      TreeSet<CityId> covering =
          new TreeSet<>(
              Comparator.comparingDouble((CityId id) -> size(areas.get(id)))
                  .thenComparing(CityId::value));
      fences.forEach((id, fence) -> {
        if (fence.center().distanceMeters(point) <= fence.reachMeters() && fence.contains(point)) {
          covering.add(id);
        }
      });
      assertThat(atlas.cityOf(point)).as("%s", point).isEqualTo(covering.stream().findFirst());
      found += covering.isEmpty() ? 0 : 1;
    }
    assertThat(found).isGreaterThan(POINTS / 10);
  }

  @Test
  void overlappingCities_theSmallestCounts_andOfEqualOnesTheFirstById() {
    CityAtlas atlas =
        CityAtlas.of(
            Map.of(
                new CityId("b-large"), Shapes.of("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))"),
                new CityId("c-small"), Shapes.of("POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"),
                new CityId("a-large"), Shapes.of("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))")));
    assertThat(atlas.cityOf(new GeoPoint(1, 1))).contains(new CityId("c-small"));
    assertThat(atlas.cityOf(new GeoPoint(5, 5))).contains(new CityId("a-large"));
    assertThat(atlas.cityOf(new GeoPoint(9.1, 5))).isEmpty();
  }

  @Test
  void atTheAntimeridianAndThePoles_everyNameOfAPlaceIsInTheCity() {
    CityAtlas atlas =
        CityAtlas.of(
            Map.of(
                new CityId("west"), Shapes.of("POLYGON ((179 0, 180 0, 180 1, 179 1, 179 0))"),
                new CityId("over"), Shapes.of("POLYGON ((-181 2, -179 2, -179 3, -181 3, -181 2))"),
                new CityId("pole"), Shapes.of("POLYGON ((5 80, 9 80, 9 90, 5 90, 5 80))")));
    for (double lng : new double[] {180, -180}) {
      assertThat(atlas.cityOf(new GeoPoint(0.5, lng))).contains(new CityId("west"));
      assertThat(atlas.cityOf(new GeoPoint(2.5, lng))).contains(new CityId("over"));
    }
    assertThat(atlas.cityOf(new GeoPoint(2.5, 179.5))).contains(new CityId("over"));
    assertThat(atlas.cityOf(new GeoPoint(90, -123))).contains(new CityId("pole"));
    assertThat(atlas.cityOf(new GeoPoint(-90, 7))).isEmpty();
  }

  @Test
  void noCities_coverNothing() {
    assertThat(CityAtlas.of(Map.of()).cityOf(new GeoPoint(0, 0))).isEmpty();
  }

  @Test
  void aCityWhoseAreaIsNone_isNamedInTheError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CityAtlas.of(Map.of(new CityId("pune"), Shapes.of("POINT (1 1)"))))
        .withMessage("city=pune: area=Point is not a Polygon or MultiPolygon");
  }

  private static double size(Geometry area) {
    double size = 0;
    for (int i = 0; i < area.getNumGeometries(); i++) {
      double lat = area.getGeometryN(i).getEnvelopeInternal().centre().y;
      size += area.getGeometryN(i).getArea() * Math.cos(Math.toRadians(lat));
    }
    return size;
  }
}
