package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoPointTest {
  @ParameterizedTest
  @CsvSource({
    "90.1, 0, lat=90.1",
    "-91, 0, lat=-91.0",
    "NaN, 0, lat=NaN",
    "0, 180.5, lng=180.5",
    "0, NaN, lng=NaN",
    "0, -Infinity, lng=-Infinity"
  })
  void coordinatesOutOfRange_areNamedInTheError(double lat, double lng, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GeoPoint(lat, lng))
        .withMessageContaining(named);
  }

  @Test
  void aLongitudeInPlaceOfTheLatitude_isGuessed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GeoPoint(103.8, 1.35))
        .withMessageContaining("maybe lat and lng are swapped");
  }

  @Test
  void distance_agreesWithTheAngleBetweenVectors() {
    Random random = Globe.random();
    for (int i = 0; i < 20_000; i++) {
      GeoPoint a = Globe.anywhere(random);
      GeoPoint b = random.nextBoolean() ? Globe.anywhere(random) : Globe.near(a, 300_000, random);
      double meters = a.distanceMeters(b);
      assertThat(meters).as("%s to %s", a, b).isCloseTo(byVectors(a, b), within(0.001));
      assertThat(b.distanceMeters(a)).isEqualTo(meters);
    }
  }

  @Test
  void twoNamesOfOnePlace_areNoDistanceApart() {
    assertThat(new GeoPoint(-16.5, 180).distanceMeters(new GeoPoint(-16.5, -180))).isZero();
    assertThat(new GeoPoint(90, 10).distanceMeters(new GeoPoint(90, -100))).isZero();
    assertThat(new GeoPoint(-90, 0).distanceMeters(new GeoPoint(-90, 180))).isZero();
  }

  @Test
  void theAntipode_isHalfTheGlobeAway() {
    assertThat(new GeoPoint(12.5, 30).distanceMeters(new GeoPoint(-12.5, -150)))
        .isCloseTo(Math.PI * GeoPoint.EARTH_RADIUS_METERS, within(0.2));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "0, 1, 90", "-1, 0, 180", "0, -1, 270"})
  void bearing_isClockwiseFromNorth(double lat, double lng, double bearing) {
    assertThat(new GeoPoint(0, 0).bearingDegrees(new GeoPoint(lat, lng)))
        .isCloseTo(bearing, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"10, 350, 20", "350, 10, 20", "0, 180, 180", "0, 360, 0", "-170, 170, 20"})
  void degreesBetween_takesTheShortWay(double a, double b, double degrees) {
    assertThat(GeoPoint.degreesBetween(a, b)).isEqualTo(degrees);
  }

  private static double byVectors(GeoPoint a, GeoPoint b) {
    double[] u = vector(a);
    double[] v = vector(b);
    double dot = u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
    double x = u[1] * v[2] - u[2] * v[1];
    double y = u[2] * v[0] - u[0] * v[2];
    double z = u[0] * v[1] - u[1] * v[0];
    return GeoPoint.EARTH_RADIUS_METERS * Math.atan2(Math.sqrt(x * x + y * y + z * z), dot);
  }

  private static double[] vector(GeoPoint p) {
    double lat = Math.toRadians(p.lat());
    double lng = Math.toRadians(p.lng());
    return new double[] {
      Math.cos(lat) * Math.cos(lng), Math.cos(lat) * Math.sin(lng), Math.sin(lat)
    };
  }
}
