package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class GeofenceTest {
  private static final GeoPoint DADAR = new GeoPoint(19.0178, 72.8478);

  @Test
  void theBorderOfACircle_isInside() {
    GeoPoint away = Globe.away(DADAR, 70, 100);
    Geofence fence = Geofence.circle(DADAR, DADAR.distanceMeters(away));
    assertThat(fence.contains(away)).isTrue();
    assertThat(fence.contains(Globe.away(DADAR, 70, 100.01))).isFalse();
    assertThat(fence.signedDistanceMeters(DADAR)).isCloseTo(-100, within(0.001));
    assertThat(fence.signedDistanceMeters(Globe.away(DADAR, 7, 350))).isCloseTo(250, within(0.001));
    assertThat(fence.depthMeters()).isEqualTo(fence.reachMeters());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, -1, 500_001, Double.NaN, Double.POSITIVE_INFINITY})
  void aRadiusOutOfItsRange_isNamedInTheError(double radius) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Geofence.circle(DADAR, radius))
        .withMessage("radiusMeters=%s is not between 1.0 and 500000.0", radius);
  }

  @Test
  void aHole_isOutside_butItsEdgeIsInside() {
    Geofence fence = area("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 3, 3 3, 3 1, 1 1))");
    assertThat(fence.contains(new GeoPoint(0.5, 0.5))).isTrue();
    assertThat(fence.contains(new GeoPoint(2, 2))).isFalse();
    assertThat(fence.contains(new GeoPoint(2, 1))).isTrue();
    assertThat(fence.contains(new GeoPoint(4, 2))).isTrue();
    assertThat(fence.signedDistanceMeters(new GeoPoint(2, 1.01))).isCloseTo(1_112, within(2.0));
    assertThat(fence.signedDistanceMeters(new GeoPoint(2, 0.99))).isCloseTo(-1_112, within(2.0));
  }

  @Test
  void aSquare_isAsDeepAsItsMiddleIsFarFromTheBorder() {
    Geofence fence = area("POLYGON ((0 -0.01, 0.02 -0.01, 0.02 0.01, 0 0.01, 0 -0.01))");
    assertThat(fence.depthMeters()).isCloseTo(1_112, within(1.0));
    assertThat(fence.center()).isEqualTo(new GeoPoint(0, 0.01));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MULTIPOLYGON (((179 -1, 180 -1, 180 1, 179 1, 179 -1)), ((-180 -1, -179 -1, -179 1, -180 1, -180 -1)))",
        "POLYGON ((179 -1, 181 -1, 181 1, 179 1, 179 -1))",
        "POLYGON ((-181 -1, -179 -1, -179 1, -181 1, -181 -1))"
      })
  void theAntimeridian_isNoBorder(String text) {
    Geofence fence = area(text);
    for (double lng : new double[] {180, -180, 179.5, -179.5, 179, -179}) {
      assertThat(fence.contains(new GeoPoint(0, lng))).as("lng=%s", lng).isTrue();
    }
    assertThat(fence.contains(new GeoPoint(0, 178.99))).isFalse();
    assertThat(fence.contains(new GeoPoint(0, -178.99))).isFalse();
    assertThat(fence.contains(new GeoPoint(0, 0))).isFalse();
    assertThat(fence.signedDistanceMeters(new GeoPoint(0, -180))).isCloseTo(-111_195, within(9.0));
    assertThat(fence.signedDistanceMeters(new GeoPoint(0, 179.9))).isCloseTo(-100_075, within(9.0));
    assertThat(fence.signedDistanceMeters(new GeoPoint(0, -178.9))).isCloseTo(11_119, within(9.0));
    assertThat(Math.abs(fence.center().lng())).isEqualTo(180);
    assertThat(fence.reachMeters()).isBetween(157_000.0, 159_000.0);
    assertThat(fence.depthMeters()).isCloseTo(111_190, within(20.0));
  }

  @Test
  void whatGoesAroundAPole_hasNoBorderButItsRim() {
    Geofence fence = area("POLYGON ((-180 -90, 180 -90, 180 -80, -180 -80, -180 -90))");
    assertThat(fence.contains(new GeoPoint(-90, 77))).isTrue();
    assertThat(fence.contains(new GeoPoint(90, 77))).isFalse();
    for (double lng : new double[] {-180, 0, 179.9999, 180}) {
      assertThat(fence.contains(new GeoPoint(-80, lng))).isTrue();
      assertThat(fence.contains(new GeoPoint(-79.9999, lng))).isFalse();
      assertThat(fence.signedDistanceMeters(new GeoPoint(-81, lng)))
          .isCloseTo(-111_195, within(111.0));
    }
    assertThat(fence.signedDistanceMeters(new GeoPoint(-90, 0))).isCloseTo(-1_111_950, within(9.0));
    assertThat(fence.center()).isEqualTo(new GeoPoint(-90, 0));
    assertThat(fence.reachMeters()).isBetween(1_111_940.0, 1_116_000.0);
  }

  @Test
  void aWedgeThatTouchesAPole_holdsThePoleByAnyName() {
    Geofence fence = area("POLYGON ((10 80, 20 80, 20 90, 10 90, 10 80))");
    assertThat(fence.contains(new GeoPoint(90, -100))).isTrue();
  }

  @Test
  void theGeometry_isCopied() {
    Geometry geometry = Shapes.of("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))");
    Geofence fence = Geofence.area(geometry);
    geometry.apply((Coordinate vertex) -> vertex.setX(vertex.getX() + 50));
    geometry.geometryChanged();
    assertThat(fence.contains(new GeoPoint(2, 2))).isTrue();
    assertThat(fence.signedDistanceMeters(new GeoPoint(2, 3.99))).isCloseTo(-1_111, within(2.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POINT (1 1)                                        | area=Point is not a Polygon or MultiPolygon
          POLYGON EMPTY                                      | area=Polygon is empty
          MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), EMPTY)       | area.coordinates[1] is empty
          POLYGON ((0 0, 9 0, 9 91, 0 0))                    | area.coordinates[0][2]: lat=91.0 is not between -90 and 90; maybe lat comes before lng
          MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 361 6, 5 5))) | area.coordinates[1][0][2]: lng=361.0 is not between -360.0 and 360.0
          POLYGON ((0 0, 9 0, 9 9, 0 0), (4 1, 5 1, 5 NaN, 4 1)) | area.coordinates[1][2]: lat=NaN is not between -90 and 90; maybe lat comes before lng
          POLYGON ((-190 0, 190 0, 190 9, -190 0))           | area is 380.0 degrees wide, more than 360; maybe it is not cut at the antimeridian everywhere
          POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))                | area is not valid at lng=2.0 lat=2.0: Self-intersection
          POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (5 5, 6 5, 6 6, 5 5)) | area is not valid at lng=5.0 lat=5.0: Hole lies outside shell
          """)
  void anAreaOutOfTheRules_isRefusedWithThePlaceOfTheFlaw(String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> area(text)).withMessage(message);
  }

  @Test
  void tooManyVertices_areRefused() {
    Coordinate[] ring = new Coordinate[Geofence.MAX_VERTICES + 1];
    for (int i = 0; i < ring.length; i++) {
      double angle = 2 * Math.PI * i / (ring.length - 1);
      ring[i] = new Coordinate(Math.cos(angle), Math.sin(angle));
    }
    ring[ring.length - 1] = ring[0];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Geofence.area(new GeometryFactory().createPolygon(ring)))
        .withMessage("area has 100001 vertices, more than 100000");
  }

  private static Geofence area(String text) {
    return Geofence.area(Shapes.of(text));
  }
}
