package io.dabba.geo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever threads do at once to two riders, what is answered of each is what some order of the
 * same calls, one after the other, would answer: also of one who leaves, and whose slot another
 * gets.
 */
@Timeout(120)
class RiderIndexLinearizabilityTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final GeoPoint CENTER = new GeoPoint(19.0, 72.8);

  /** In one tile, in the next, in another block, and out of the radius. */
  private static final List<GeoPoint> PLACES =
      List.of(
          CENTER,
          new GeoPoint(19.0001, 72.8001),
          new GeoPoint(19.003, 72.8),
          new GeoPoint(19.02, 72.81),
          new GeoPoint(19.5, 72.8));

  /** How many random scenarios a correct index has to pass, of each kind. */
  private static final int SCENARIOS = Integer.getInteger("dabba.lincheckScenarios", 8);

  /** Within how many a planted bug must be found. */
  private static final int SCENARIOS_FOR_BUG = 300;

  @Test
  void theIndex_isLinearizableOfEachRider_underStress() {
    stress().iterations(SCENARIOS).check(Index.class);
  }

  @Test
  void theIndex_isLinearizableOfEachRider_inManySchedules() {
    modelChecking().iterations(SCENARIOS).check(Index.class);
  }

  @Test
  void aReaderWhoLooksTwice_isFoundOut_inSomeSchedule() {
    ModelCheckingOptions options = modelChecking().iterations(SCENARIOS_FOR_BUG);
    assertThatThrownBy(() -> options.check(LooksTwice.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  private static StressOptions stress() {
    return new StressOptions()
        .invocationsPerIteration(500)
        .minimizeFailedScenario(false)
        .threads(2)
        .actorsBefore(3)
        .actorsPerThread(3)
        .actorsAfter(2);
  }

  private static ModelCheckingOptions modelChecking() {
    return new ModelCheckingOptions()
        .invocationsPerIteration(200)
        .minimizeFailedScenario(false)
        .threads(2)
        .actorsBefore(3)
        .actorsPerThread(3)
        .actorsAfter(2);
  }

  @Param(name = "id", gen = IntGen.class, conf = "0:1")
  @Param(name = "place", gen = IntGen.class, conf = "0:4")
  @Param(name = "time", gen = IntGen.class, conf = "1:4")
  public static final class Index {
    private final RiderIndex index = new RiderIndex(new CityId("mumbai"), Duration.ofMinutes(2));

    @Operation(params = "id")
    public void enroll(int id) {
      index.enroll(rider(id), Vehicle.CAR, Availability.AVAILABLE);
    }

    @Operation(params = {"id", "place", "time"})
    public boolean report(int id, int place, int time) {
      return index.report(Ping.of(rider(id), PLACES.get(place), NOON.plusSeconds(time)));
    }

    @Operation(params = "id")
    public boolean ride(int id) {
      return index.availability(rider(id), Availability.RIDING);
    }

    @Operation(params = "id")
    public boolean remove(int id) {
      return index.remove(rider(id));
    }

    @Operation(params = "id")
    public Optional<RiderPosition> find(int id) {
      return index.find(rider(id));
    }

    /** By the tiles: the radius is small. */
    @Operation(params = "id")
    public List<NearbyRider> near(int id) {
      return index.nearest(only(id, 3_000), NOON);
    }

    /** By the slots: the radius is greater than is worth while for two riders. */
    @Operation(params = "id")
    public List<NearbyRider> far(int id) {
      return index.nearest(only(id, 400_000), NOON);
    }

    private static NearbyQuery only(int id, double radiusMeters) {
      return NearbyQuery.around(CENTER, radiusMeters)
          .withLimit(1)
          .withRiders(rider -> rider.equals(rider(id)));
    }

    static RiderId rider(int id) {
      return new RiderId("rider-" + id);
    }
  }

  /** A torn read planted: the place is of one look, the time of another. */
  @Param(name = "place", gen = IntGen.class, conf = "0:4")
  @Param(name = "time", gen = IntGen.class, conf = "1:4")
  public static final class LooksTwice {
    private final Index operations = new Index();

    public LooksTwice() {
      operations.enroll(0);
    }

    @Operation(params = {"place", "time"})
    public boolean report(int place, int time) {
      return operations.report(0, place, time);
    }

    @Operation
    public String find() {
      Optional<GeoPoint> place = operations.find(0).map(RiderPosition::point);
      return place + " at " + operations.find(0).map(RiderPosition::at);
    }
  }
}
