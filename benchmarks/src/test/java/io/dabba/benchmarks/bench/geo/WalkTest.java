package io.dabba.benchmarks.bench.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.benchmarks.cli.UsageException;
import io.dabba.geo.GeoPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {Spread.UNIFORM, Spread.GAUSSIANS})
  void aJump_isUpToFortyMeters_andNobodyLeavesWhereHeBegan(String spread) {
    int riders = 50;
    Walk walk = Walk.in(Spread.of(spread), riders);
    GeoPoint[] home = new GeoPoint[riders];
    GeoPoint[] last = new GeoPoint[riders];
    for (int i = 0; i < riders; i++) {
      home[i] = last[i] = place(walk, i);
    }
    boolean[] jumped = new boolean[riders];
    for (int i = 0; i < 100_000; i++) {
      int rider = walk.jump();
      GeoPoint now = place(walk, rider);
      assertThat(now.distanceMeters(last[rider])).isLessThan(40.5);
      assertThat(now.distanceMeters(home[rider])).isLessThan(Walk.DRIFT_METERS);
      last[rider] = now;
      jumped[rider] = true;
    }
    assertThat(jumped).containsOnly(true);
    assertThat(walk.micros()).isEqualTo(100_000);
  }

  @Test
  void twoWalksOfHalfTheRiders_shareNone() {
    List<Spread> city = List.of(Spread.of(Spread.UNIFORM));
    Walk first = new Walk(city, 100, 0, 50);
    Walk second = new Walk(city, 100, 50, 50);
    for (int i = 0; i < 10_000; i++) {
      assertThat(first.jump()).isBetween(0, 49);
      assertThat(second.jump()).isBetween(50, 99);
    }
  }

  @Test
  void aRecordedDay_spreadsRidersAsItsCouriersAndStoresAre_withoutTheOneFarAway()
      throws IOException {
    write("stores.csv", "store_id,pick_up_lat,pick_up_lng", "s1,4.60,-74.10");
    write(
        "couriers.csv",
        "courier_id,vehicle,on_lat,on_lng,on_time,off_time",
        "c1,motorcycle,4.60,-74.10,08:00:00,12:00:00",
        "c2,motorcycle,4.65,-74.05,08:00:00,12:00:00",
        "c3,motorcycle,9.99,-70.00,08:00:00,12:00:00");
    write("orders.csv", "order_id,store_id,drop_off_lat,drop_off_lng,placement_time,ready_time");
    Spread spread = Spread.of(folder.toString());
    SplittableRandom random = new SplittableRandom(3);

    for (int i = 0; i < 1_000; i++) {
      GeoPoint place = spread.any(random);
      double store = place.distanceMeters(new GeoPoint(4.60, -74.10));
      double courier = place.distanceMeters(new GeoPoint(4.65, -74.05));
      assertThat(Math.min(store, courier)).isLessThan(215);
    }
  }

  @Test
  void aRecordedDayWithoutAnyPlaceNearItsMiddle_isRefused() throws IOException {
    write("stores.csv", "store_id,pick_up_lat,pick_up_lng", "s1,4.60,-74.10", "s2,9.60,-80.10");
    write(
        "couriers.csv",
        "courier_id,vehicle,on_lat,on_lng,on_time,off_time",
        "c1,car,6.60,-60.00,08:00:00,12:00:00");
    write("orders.csv", "order_id,store_id,drop_off_lat,drop_off_lng,placement_time,ready_time");

    assertThatThrownBy(() -> Spread.of(folder.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage(folder + " has no city of 20 km");
  }

  @Test
  void aFolderThatIsNone_isToldBeforeAnythingRuns() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> new GeoBenchmark(none).run(true, System.out))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(none.toString());
  }

  private void write(String file, String... lines) throws IOException {
    Files.write(folder.resolve(file), List.of(lines));
  }

  private static GeoPoint place(Walk walk, int rider) {
    return new GeoPoint(walk.lat(rider), walk.lng(rider));
  }
}
