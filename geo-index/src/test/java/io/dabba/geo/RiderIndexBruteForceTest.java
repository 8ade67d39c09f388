package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.h3core.H3Core;
import com.uber.h3core.util.LatLng;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The index beside a plain list of positions: every answer must be the same, to the last bit, and
 * the predicate be asked of the same riders.
 */
class RiderIndexBruteForceTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final int RIDERS = 1_500;
  private static final int MANY_RIDERS = 12_000;
  private static final double CROWD_METERS = 1_500;
  private static final double CITY_METERS = 15_000;
  private static final double COUNTRY_METERS = 800_000;

  private final Random random = Globe.random();
  private final H3Core h3 = H3Core.newInstance();
  private int hits;

  RiderIndexBruteForceTest() throws IOException {}

  @Test
  void anywhereOnTheGlobe_answersAreExact() {
    for (int i = 0; i < 25; i++) {
      compareAround(Globe.anywhere(random), 50);
    }
    assertThat(hits).isGreaterThan(10_000);
  }

  @Test
  void atThePoles_answersAreExact() {
    compareAround(new GeoPoint(90, random.nextDouble(-180, 180)), 200);
    compareAround(new GeoPoint(-90, random.nextDouble(-180, 180)), 200);
    assertThat(hits).isGreaterThan(4_000);
  }

  @Test
  void atTheAntimeridian_answersAreExact() {
    for (double lng : new double[] {180, -180, 179.99, -179.99}) {
      compareAround(new GeoPoint(random.nextDouble(-85, 85), lng), 100);
    }
    assertThat(hits).isGreaterThan(4_000);
  }

  @Test
  void aroundThePentagons_answersAreExact() throws IOException {
    for (GeoPoint pentagon : H3CellsTest.pentagons()) {
      compareAround(pentagon, 50);
    }
    assertThat(hits).isGreaterThan(4_000);
  }

  @Test
  void amongManyRiders_answersAreExact() throws IOException {
    compareAround(Globe.anywhere(random), CITY_METERS, MANY_RIDERS, 100);
    compareAround(H3CellsTest.pentagons().get(random.nextInt(12)), CITY_METERS, MANY_RIDERS, 100);
    assertThat(hits).isGreaterThan(10_000);
  }

  /** Alone, and before one a little farther, at whom a search for the nearest must not yet end. */
  @Test
  void aRiderFiledUnderTheCellThatHeLeft_isFoundWhereHeIs() throws IOException {
    int found = 0;
    for (GeoPoint pentagon : H3CellsTest.pentagons()) {
      for (CornerPair pair : CornerPair.around(pentagon, 2)) {
        double distance = pair.from().distanceMeters(pair.to());
        if (distance < 450) {
          RiderIndex index = new RiderIndex(new CityId("city"), Duration.ofMinutes(2));
          for (int i = 0; i < 500; i++) {
            index.enroll(new RiderId("r" + i), Vehicle.CAR, Availability.AVAILABLE);
          }
          double bearing = pair.to().bearingDegrees(pair.from());
          GeoPoint left = Globe.away(pair.to(), bearing, 249);
          index.report(Ping.of(new RiderId("r1"), pair.to(), START));
          index.report(Ping.of(new RiderId("r1"), left, START.plusSeconds(5)));
          assertThat(index.within(pair.from(), distance - 248, START)).as("%s", pair).hasSize(1);

          GeoPoint farther = Globe.away(pair.from(), bearing, distance - 248);
          index.report(Ping.of(new RiderId("r0"), farther, START));
          assertThat(index.nearest(NearbyQuery.around(pair.from(), 5_000).withLimit(1)))
              .as("%s", pair)
              .extracting(NearbyRider::rider)
              .containsExactly(new RiderId("r1"));
          found++;
        }
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void withRidersHundredsOfKilometersApart_answersAreExact() {
    compareAround(Globe.anywhere(random), COUNTRY_METERS, RIDERS, 100);
    compareAround(new GeoPoint(89, 180), COUNTRY_METERS, RIDERS, 100);
    assertThat(hits).isGreaterThan(2_000);
  }

  private void compareAround(GeoPoint place, int queries) {
    compareAround(place, CROWD_METERS, RIDERS, queries);
    compareAround(place, CITY_METERS, RIDERS, queries);
  }

  private void compareAround(GeoPoint place, double spreadMeters, int riders, int queries) {
    RiderIndex index = new RiderIndex(new CityId("city"), Duration.ofMinutes(2));
    List<RiderPosition> positions = fill(index, place, spreadMeters, riders);
    assertThat(index.positions()).as("around %s", place).isEqualTo(positions);
    for (int i = 0; i < queries; i++) {
      List<RiderId> asked = new ArrayList<>();
      NearbyQuery query = query(place, spreadMeters, positions, asked);
      List<NearbyRider> answer = index.nearest(query);
      List<RiderId> askedByIndex = List.copyOf(asked);
      asked.clear();
      assertThat(answer).as("%s", query).isEqualTo(bruteForce(query, positions));
      assertThat(askedByIndex).as("%s", query).isEqualTo(asked);
      hits += answer.size();
    }
  }

  /** Riders who go about, some a long way and some a few steps; some have left again. */
  private List<RiderPosition> fill(
      RiderIndex index, GeoPoint place, double spreadMeters, int riders) {
    Map<RiderId, RiderPosition> positions = new HashMap<>();
    GeoPoint last = place;
    int forgetAt = random.nextBoolean() ? riders : Integer.MAX_VALUE;
    for (int i = 0; i < 3 * riders; i++) {
      RiderId rider = new RiderId("r" + random.nextInt(riders));
      RiderPosition known = positions.get(rider);
      GeoPoint point =
          switch (random.nextInt(10)) {
            case 0 -> last; // two riders at one point
            case 1, 2, 3 -> Globe.near(known == null ? place : known.point(), 300, random);
            case 4 -> corner(Globe.near(place, spreadMeters, random));
            default -> Globe.near(place, spreadMeters, random);
          };
      last = point;
      RiderPosition next =
          new RiderPosition(
              rider,
              point,
              START.plusSeconds(i),
              any(Availability.values()),
              any(Vehicle.values()));
      index.enroll(rider, next.vehicle(), next.availability());
      assertThat(index.report(Ping.of(rider, point, next.at()))).isTrue();
      positions.put(rider, next);
      if (random.nextInt(20) == 0) {
        index.remove(rider);
        positions.remove(rider);
      }
      if (i == forgetAt) {
        index.forgetPositions();
        positions.clear();
      }
    }
    return positions.values().stream().sorted(Comparator.comparing(RiderPosition::rider)).toList();
  }

  private NearbyQuery query(
      GeoPoint place, double spread, List<RiderPosition> positions, List<RiderId> asked) {
    GeoPoint center =
        switch (random.nextInt(4)) {
          case 0 -> positions.get(random.nextInt(positions.size())).point();
          case 1 -> corner(Globe.near(place, spread, random));
          default -> Globe.near(place, spread, random);
        };
    double radius =
        switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> NearbyQuery.MAX_RADIUS_METERS;
          case 2 -> center.distanceMeters(positions.getFirst().point());
          default -> random.nextDouble(spread / 2);
        };
    int limit =
        switch (random.nextInt(6)) {
          case 0 -> 1;
          case 1 -> 16;
          case 2 -> 1_000;
          case 3 -> Integer.MAX_VALUE;
          default -> random.nextInt(1, 50);
        };
    int modulus = random.nextInt(5) == 0 ? 300 : random.nextInt(1, 4);
    Predicate<RiderId> riders =
        rider -> {
          asked.add(rider);
          return Math.floorMod(rider.value().hashCode(), modulus) == 0;
        };
    return new NearbyQuery(
        center,
        Math.min(radius, NearbyQuery.MAX_RADIUS_METERS),
        limit,
        random.nextBoolean() ? Instant.MIN : positions.get(random.nextInt(positions.size())).at(),
        some(Availability.class),
        some(Vehicle.class),
        riders);
  }

  private static List<NearbyRider> bruteForce(NearbyQuery query, List<RiderPosition> positions) {
    List<NearbyRider> hits = new ArrayList<>();
    for (RiderPosition position : positions) {
      double distance = query.center().distanceMeters(position.point());
      if (distance <= query.radiusMeters()
          && !position.at().isBefore(query.seenSince())
          && query.availabilities().contains(position.availability())
          && query.vehicles().contains(position.vehicle())) {
        hits.add(
            new NearbyRider(
                position.rider(), position.point(), position.at(), position.vehicle(), distance));
      }
    }
    hits.sort(
        Comparator.comparingDouble(NearbyRider::distanceMeters)
            .thenComparing(hit -> hit.rider().value()));
    return hits.stream()
        .filter(hit -> query.riders().test(hit.rider()))
        .limit(query.limit())
        .toList();
  }

  /** A corner of the point's cell, where three cells meet and rounding says which has it. */
  private GeoPoint corner(GeoPoint point) {
    List<LatLng> corners = h3.cellToBoundary(H3Cells.cellOf(point));
    LatLng corner = corners.get(random.nextInt(corners.size()));
    return new GeoPoint(corner.lat, corner.lng);
  }

  private <E extends Enum<E>> Set<E> some(Class<E> type) {
    Set<E> values = EnumSet.allOf(type);
    if (random.nextBoolean()) {
      values.removeIf(value -> random.nextInt(3) == 0);
    }
    return values.isEmpty() ? EnumSet.allOf(type) : values;
  }

  private <E> E any(E[] values) {
    return values[random.nextInt(values.length)];
  }
}
