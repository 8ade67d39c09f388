package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The index beside a plain list of positions: every answer must be the same, to the last bit. */
class RiderIndexBruteForceTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final int RIDERS = 1_500;
  private static final double SPREAD_METERS = 15_000;

  private final Random random = Globe.random();
  private int hits;

  @Test
  void anywhereOnTheGlobe_answersAreExact() {
    for (int i = 0; i < 25; i++) {
      compareAround(Globe.anywhere(random), SPREAD_METERS, 50);
    }
    assertThat(hits).isGreaterThan(10_000);
  }

  @Test
  void atThePoles_answersAreExact() {
    compareAround(new GeoPoint(90, random.nextDouble(-180, 180)), SPREAD_METERS, 200);
    compareAround(new GeoPoint(-90, random.nextDouble(-180, 180)), SPREAD_METERS, 200);
    assertThat(hits).isGreaterThan(4_000);
  }

  @Test
  void atTheAntimeridian_answersAreExact() {
    for (double lng : new double[] {180, -180, 179.99, -179.99}) {
      compareAround(new GeoPoint(random.nextDouble(-85, 85), lng), SPREAD_METERS, 100);
    }
    assertThat(hits).isGreaterThan(4_000);
  }

  @Test
  void aroundThePentagons_answersAreExact() throws IOException {
    for (GeoPoint pentagon : H3CellsTest.pentagons()) {
      compareAround(pentagon, SPREAD_METERS, 50);
    }
    assertThat(hits).isGreaterThan(4_000);
  }

  @Test
  void aRiderFiledUnderTheCellThatHeLeft_isFoundWhereHeIs() throws IOException {
    int found = 0;
    for (GeoPoint pentagon : H3CellsTest.pentagons()) {
      for (CornerPair pair : CornerPair.around(pentagon, 2)) {
        double distance = pair.from().distanceMeters(pair.to());
        if (distance < 450) {
          RiderIndex index = new RiderIndex(new CityId("city"), Duration.ofMinutes(2));
          for (int i = 0; i < 100; i++) {
            index.enroll(new RiderId("r" + i), Vehicle.CAR, Availability.AVAILABLE);
          }
          GeoPoint left = Globe.away(pair.to(), pair.to().bearingDegrees(pair.from()), 249);
          index.report(Ping.of(new RiderId("r1"), pair.to(), START));
          index.report(Ping.of(new RiderId("r1"), left, START.plusSeconds(5)));
          assertThat(index.within(pair.from(), distance - 248, START)).as("%s", pair).hasSize(1);
          found++;
        }
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void withRidersHundredsOfKilometersApart_answersAreExact() {
    compareAround(Globe.anywhere(random), 800_000, 100);
    compareAround(new GeoPoint(89, 180), 800_000, 100);
    assertThat(hits).isGreaterThan(2_000);
  }

  private void compareAround(GeoPoint place, double spreadMeters, int queries) {
    RiderIndex index = new RiderIndex(new CityId("city"), Duration.ofMinutes(2));
    List<RiderPosition> positions = fill(index, place, spreadMeters);
    assertThat(index.positions()).as("around %s", place).isEqualTo(positions);
    for (int i = 0; i < queries; i++) {
      NearbyQuery query = query(place, spreadMeters, positions);
      List<NearbyRider> answer = index.nearest(query);
      assertThat(answer).as("%s", query).isEqualTo(bruteForce(query, positions));
      hits += answer.size();
    }
  }

  /** Riders who go about, some a long way and some a few steps; some have left again. */
  private List<RiderPosition> fill(RiderIndex index, GeoPoint place, double spreadMeters) {
    Map<RiderId, RiderPosition> positions = new HashMap<>();
    GeoPoint last = place;
    for (int i = 0; i < 3 * RIDERS; i++) {
      RiderId rider = new RiderId("r" + random.nextInt(RIDERS));
      RiderPosition known = positions.get(rider);
      GeoPoint point =
          switch (random.nextInt(10)) {
            case 0 -> last; // two riders at one point
            case 1, 2, 3 -> Globe.near(known == null ? place : known.point(), 300, random);
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
    }
    return positions.values().stream().sorted(Comparator.comparing(RiderPosition::rider)).toList();
  }

  private NearbyQuery query(GeoPoint place, double spread, List<RiderPosition> positions) {
    GeoPoint center =
        random.nextInt(4) == 0
            ? positions.get(random.nextInt(positions.size())).point()
            : Globe.near(place, spread, random);
    double radius =
        switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> NearbyQuery.MAX_RADIUS_METERS;
          case 2 -> center.distanceMeters(positions.getFirst().point());
          default -> random.nextDouble(spread / 2);
        };
    int modulus = random.nextInt(1, 4);
    Predicate<RiderId> riders = rider -> rider.value().hashCode() % modulus == 0;
    return new NearbyQuery(
        center,
        Math.min(radius, NearbyQuery.MAX_RADIUS_METERS),
        random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(1, 50),
        random.nextBoolean() ? Instant.MIN : START.plusSeconds(random.nextInt(3 * RIDERS)),
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
          && query.vehicles().contains(position.vehicle())
          && query.riders().test(position.rider())) {
        hits.add(
            new NearbyRider(
                position.rider(), position.point(), position.at(), position.vehicle(), distance));
      }
    }
    hits.sort(
        Comparator.comparingDouble(NearbyRider::distanceMeters)
            .thenComparing(hit -> hit.rider().value()));
    return hits.subList(0, Math.min(hits.size(), query.limit()));
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
