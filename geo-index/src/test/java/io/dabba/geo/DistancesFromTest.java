package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DistancesFromTest {
  @Test
  void distances_areThoseOfPoints_toTheLastBit() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      GeoPoint from = point(random, 90, 180);
      DistancesFrom distances = DistancesFrom.of(from);
      GeoPoint to =
          random.nextBoolean()
              ? point(random, 90, 180)
              : new GeoPoint(
                  Math.clamp(from.lat() + random.nextGaussian() * 0.1, -90, 90),
                  Math.clamp(from.lng() + random.nextGaussian() * 0.1, -180, 180));
      double meters = distances.meters(to.lat(), to.lng(), DistancesFrom.cosLat(to.lat()));
      assertThat(meters).as("seed=%d", seed).isEqualTo(from.distanceMeters(to));
      assertThat(meters).as("seed=%d", seed).isEqualTo(to.distanceMeters(from));
    }
  }

  private static GeoPoint point(Random random, double lat, double lng) {
    return random.nextInt(20) == 0
        ? new GeoPoint(random.nextBoolean() ? 90 : -90, random.nextDouble(-lng, lng))
        : new GeoPoint(random.nextDouble(-lat, lat), random.nextDouble(-lng, lng));
  }
}
