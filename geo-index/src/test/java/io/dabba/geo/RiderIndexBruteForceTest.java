package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.h3core.H3Core;
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
 * The index beside a plain list of positions, while riders move, come and go: every answer must be
 * the same, to the last bit. {@code -Ddabba.exactQueries=1000000} asks more than the usual build.
 */
class RiderIndexBruteForceTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final int QUERIES = Integer.getInteger("dabba.exactQueries", 40_000);
  private static final int QUERIES_PER_WORLD = 100;
  private static final double[] SPREADS = {50, 1_500, 15_000, 800_000};

  private final Random random = Globe.random();
  private int queries;
  private int hits;

  @Test
  void anywhereOnTheGlobe_answersAreExact() throws IOException {
    List<GeoPoint> pentagons = pentagons();
    while (queries < QUERIES) {
      GeoPoint place =
          switch (random.nextInt(8)) {
            case 0 -> new GeoPoint(random.nextBoolean() ? 90 : -90, random.nextDouble(-180, 180));
            case 1 -> new GeoPoint(random.nextDouble(-90, 90), random.nextBoolean() ? 180 : -180);
            case 2 -> new GeoPoint(random.nextDouble(84, 90), random.nextDouble(-180, 180));
            case 3 -> pentagons.get(random.nextInt(pentagons.size()));
            default -> Globe.anywhere(random);
          };
      compare(place, SPREADS[random.nextInt(SPREADS.length)], random.nextInt(1, 700));
    }
    System.out.printf("%d queries, %d riders in the answers, 0 differences%n", queries, hits);
    assertThat(hits).isGreaterThan(QUERIES);
  }

  @Test
  void amongManyRiders_answersAreExact() {
    compare(Globe.anywhere(random), 15_000, 12_000);
    compare(new GeoPoint(89.9, 180), 15_000, 12_000);
    compare(new GeoPoint(-90, 0), 1_500, 12_000);
    assertThat(hits).isGreaterThan(300);
  }

  private void compare(GeoPoint place, double spreadMeters, int riders) {
    World world = new World(place, spreadMeters, riders);
    world.move(3 * riders);
    for (int i = 0; i < QUERIES_PER_WORLD; i++) {
      world.move(random.nextInt(4));
      if (world.positions.isEmpty()) {
        continue;
      }
      NearbyQuery query = world.query();
      List<NearbyRider> answer = world.index.nearest(query, world.now);
      assertThat(answer).as("%s at %s", query, world.now).isEqualTo(world.bruteForce(query));
      hits += answer.size();
      queries++;
    }
    assertThat(world.index.positions(world.now)).isEqualTo(world.fresh());
  }

  private static List<GeoPoint> pentagons() throws IOException {
    H3Core h3 = H3Core.newInstance();
    return h3.getPentagons(8).stream()
        .map(h3::cellToLatLng)
        .map(center -> new GeoPoint(center.lat, center.lng))
        .toList();
  }

  /** Riders who go about, some a long way and some a few steps; some leave and come again. */
  private final class World {
    private final GeoPoint place;
    private final double spread;
    private final int riders;
    private final Duration staleAfter;
    private final RiderIndex index;
    private final Map<RiderId, RiderPosition> positions = new HashMap<>();
    private GeoPoint last;
    private Instant now = START;

    World(GeoPoint place, double spread, int riders) {
      this.place = place;
      this.spread = spread;
      this.riders = riders;
      staleAfter = Duration.ofSeconds(random.nextInt(1, 4 * riders + 1));
      index = new RiderIndex(new CityId("city"), staleAfter);
      last = place;
    }

    void move(int times) {
      for (int i = 0; i < times; i++) {
        moveOne();
      }
      if (random.nextInt(100) == 0) {
        index.forgetPositions();
        positions.clear();
        for (int i = 0; i < riders; i++) {
          moveOne();
        }
      }
    }

    private void moveOne() {
      RiderId rider = new RiderId("r" + random.nextInt(riders));
      RiderPosition known = positions.get(rider);
      now = now.plusSeconds(1);
      last =
          switch (random.nextInt(10)) {
            case 0 -> last; // two riders at one point
            case 1, 2, 3 -> Globe.near(known == null ? place : known.point(), 300, random);
            case 4 -> cornerOfTile(Globe.near(place, spread, random));
            default -> Globe.near(place, spread, random);
          };
      RiderPosition next =
          new RiderPosition(rider, last, now, any(Availability.values()), any(Vehicle.values()));
      index.enroll(rider, next.vehicle(), next.availability());
      assertThat(index.report(Ping.of(rider, last, now))).isTrue();
      positions.put(rider, next);
      if (random.nextInt(20) == 0) {
        index.remove(rider);
        positions.remove(rider);
      }
    }

    NearbyQuery query() {
      List<RiderPosition> known = List.copyOf(positions.values());
      GeoPoint somebody = known.get(random.nextInt(known.size())).point();
      GeoPoint center =
          switch (random.nextInt(4)) {
            case 0 -> somebody;
            case 1 -> cornerOfTile(Globe.near(place, spread, random));
            default -> Globe.near(place, spread, random);
          };
      double radius =
          switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> NearbyQuery.MAX_RADIUS_METERS;
            case 2 -> center.distanceMeters(known.getFirst().point());
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
      Predicate<RiderId> chosen = rider -> Math.floorMod(rider.value().hashCode(), modulus) == 0;
      NearbyQuery query =
          NearbyQuery.around(center, Math.min(radius, NearbyQuery.MAX_RADIUS_METERS))
              .withLimit(limit)
              .withSeenSince(
                  random.nextBoolean() ? Instant.MIN : known.get(random.nextInt(known.size())).at())
              .withAvailabilities(some(Availability.class))
              .withVehicles(some(Vehicle.class));
      return random.nextBoolean() ? query : query.withRiders(chosen);
    }

    List<NearbyRider> bruteForce(NearbyQuery query) {
      List<NearbyRider> found = new ArrayList<>();
      for (RiderPosition position : fresh()) {
        double distance = query.center().distanceMeters(position.point());
        if (distance <= query.radiusMeters()
            && !position.at().isBefore(query.seenSince())
            && query.availabilities().contains(position.availability())
            && query.vehicles().contains(position.vehicle())
            && query.accepts(position.rider())) {
          found.add(
              new NearbyRider(
                  position.rider(), position.point(), position.at(), position.vehicle(), distance));
        }
      }
      found.sort(
          Comparator.comparingDouble(NearbyRider::distanceMeters)
              .thenComparing(hit -> hit.rider().value()));
      return found.subList(0, Math.min(query.limit(), found.size()));
    }

    List<RiderPosition> fresh() {
      return positions.values().stream()
          .filter(position -> !position.at().isBefore(now.minus(staleAfter)))
          .sorted(Comparator.comparing(RiderPosition::rider))
          .toList();
    }
  }

  /** Where four tiles meet, or a hair from there. */
  private GeoPoint cornerOfTile(GeoPoint point) {
    int row = Tiles.row(point.lat());
    int columns = Tiles.columns(row);
    double lat = row / (Tiles.ROWS / 180.0) - 90;
    double lng = Tiles.column(point.lng(), columns) * 360.0 / columns - 180;
    return switch (random.nextInt(3)) {
      case 0 -> new GeoPoint(lat, Math.max(-180, Math.nextDown(lng)));
      case 1 -> new GeoPoint(Math.max(-90, Math.nextDown(lat)), lng);
      default -> new GeoPoint(lat, lng);
    };
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
