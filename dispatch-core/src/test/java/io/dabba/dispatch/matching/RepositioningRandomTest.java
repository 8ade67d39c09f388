package io.dabba.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.geo.Availability;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random streets, held to what is promised of hints. */
class RepositioningRandomTest {
  private static final int STREETS = Integer.getInteger("dabba.streets", 3_000);

  private final long seed = Long.getLong("dabba.seed", System.nanoTime());
  private int sent;

  @Test
  void hintsKeepWhatIsPromised() {
    for (int i = 0; i < STREETS; i++) {
      Random random = new Random(seed + i);
      double reachMeters = random.nextInt(4) * 1_200.0;
      check(random, "dabba.seed=" + (seed + i), reachMeters);
    }
    assertThat(sent).as("moves on all streets").isGreaterThan(STREETS / 2);
  }

  /** Where every place is an area of its own it is known what each wants. */
  @Test
  void whereNothingIsNextDoor_nobodyTooManyIsSent_andNobodyTooFew() {
    for (int i = 0; i < STREETS; i++) {
      Random random = new Random(seed + i);
      IdleRiders street = street(random);
      Repositioning repositioning = repositioning(random, 1);
      List<RepositionHint> hints = street.hints(repositioning);

      assertThat(hints)
          .as("dabba.seed=%d", seed + i)
          .satisfies(given -> {
            Map<GeoPoint, Long> there = countedNear(street);
            Set<RiderId> moved = new HashSet<>();
            for (RepositionHint hint : given) {
              moved.add(hint.riderId());
              there.merge(hint.to(), 1L, Long::sum);
              assertThat(hint.expectedOrders())
                  .isGreaterThanOrEqualTo(there.getOrDefault(hint.to(), 0L));
            }
            if (given.size() < repositioning.mostMoves()) {
              requireNobodyLeft(street, repositioning, there, moved);
            }
          });
    }
  }

  private void check(Random random, String name, double reachMeters) {
    IdleRiders street = street(random);
    Repositioning repositioning = repositioning(random, reachMeters);
    List<RepositionHint> hints = street.hints(repositioning);
    sent += hints.size();
    Map<RiderId, RiderOutlook> riders =
        street.riders.stream().collect(Collectors.toMap(RiderOutlook::riderId, r -> r));

    assertThat(hints).as(name).hasSizeLessThanOrEqualTo(repositioning.mostMoves());
    assertThat(hints.stream().map(RepositionHint::riderId)).as(name).doesNotHaveDuplicates();
    assertThat(hints)
        .as(name)
        .allSatisfy(hint -> {
          RiderOutlook rider = riders.get(hint.riderId());
          assertThat(rider).isNotNull();
          assertThat(rider.isFree(Windows.NOW)).isTrue();
          assertThat(rider.profile().availability()).isEqualTo(Availability.AVAILABLE);
          Duration way = Windows.travel(rider.place(), hint.to(), rider.vehicle());
          assertThat(way).isLessThanOrEqualTo(repositioning.maxWay());
          assertThat(rider.profile().shiftEndsAt())
              .satisfiesAnyOf(
                  ends -> assertThat(ends).isEmpty(),
                  ends -> assertThat(ends.orElseThrow()).isAfterOrEqualTo(Windows.NOW.plus(way)));
          assertThat(hint.expectedOrders()).isLessThanOrEqualTo(around(hint, street, reachMeters));
        });
    Map<GeoPoint, List<RepositionHint>> byPlace =
        hints.stream().collect(Collectors.groupingBy(RepositionHint::to));
    byPlace.forEach((place, given) ->
        assertThat((double) given.size())
            .as(name)
            .isLessThanOrEqualTo(given.getFirst().expectedOrders()));

    Collections.shuffle(street.riders, random);
    assertThat(street.hints(repositioning)).as(name).isEqualTo(hints);
  }

  /** Orders within reach, also of places that are of another area; with room for rounding. */
  private static double around(RepositionHint hint, IdleRiders street, double reachMeters) {
    return street.forecast.places().stream()
            .filter(place -> place.distanceMeters(hint.to()) <= reachMeters)
            .mapToDouble(street::expectedAt)
            .sum()
        + 1e-9;
  }

  private static Map<GeoPoint, Long> countedNear(IdleRiders street) {
    Map<GeoPoint, Long> near = new HashMap<>();
    for (RiderOutlook rider : street.riders) {
      if (!rider.freeAt().isAfter(Windows.NOW.plus(IdleRiders.HORIZON))) {
        near.merge(rider.place(), 1L, Long::sum);
      }
    }
    return near;
  }

  /** No idle rider who stands at no place could have gone where somebody is still wanted. */
  private static void requireNobodyLeft(
      IdleRiders street,
      Repositioning repositioning,
      Map<GeoPoint, Long> there,
      Set<RiderId> moved) {
    for (RiderOutlook rider : street.riders) {
      boolean idle =
          rider.isFree(Windows.NOW)
              && rider.profile().availability() == Availability.AVAILABLE
              && rider.profile().shiftEndsAt().isEmpty()
              && !moved.contains(rider.riderId())
              && !street.forecast.places().contains(rider.place());
      for (GeoPoint place : street.forecast.places()) {
        Duration way = Windows.travel(rider.place(), place, rider.vehicle());
        if (idle && way.compareTo(repositioning.maxWay()) <= 0) {
          assertThat(there.getOrDefault(place, 0L) + 1.0)
              .as("riders at %s with %s", place, rider.riderId())
              .isGreaterThan(street.expectedAt(place));
        }
      }
    }
  }

  private static IdleRiders street(Random random) {
    IdleRiders street = new IdleRiders();
    int places = random.nextInt(6);
    for (int i = 0; i < places; i++) {
      street.orders(random.nextInt(40), random.nextInt(8));
    }
    int riders = random.nextInt(12);
    for (int i = 0; i < riders; i++) {
      boolean busy = random.nextInt(4) == 0;
      street.rider(
          "rider" + i,
          random.nextInt(40),
          busy ? 1 + random.nextInt(40) : 0,
          busy ? Availability.RIDING : Availability.AVAILABLE,
          random.nextInt(4) == 0 ? Optional.of((double) random.nextInt(30)) : Optional.empty());
    }
    return street;
  }

  private static Repositioning repositioning(Random random, double reachMeters) {
    return new Repositioning(
        IdleRiders.HORIZON,
        reachMeters,
        Duration.ofMinutes(random.nextInt(31)),
        1 + random.nextInt(8));
  }
}
