package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.geo.RiderId;
import io.dabba.geo.Vehicle;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong while rides wait by plan; the city is that of {@link PlannedRidesTest}. */
class PlannedRidesTroubleTest {
  private final Scenario city = new Scenario(PlannedRidesTest.strategy("PT0S"));

  private void ashaRides() {
    city.rider("asha", 100);
    city.confirmed("biryani", "12:01");
    city.step();
    city.accepts("biryani");
    city.step();
  }

  @Test
  void searchEnds_howeverOftenItIsPlannedAnew() {
    ashaRides();
    city.confirmed("dosa", "12:01");
    city.step();
    for (int minute = 1; minute < 60; minute++) {
      city.at("12:%02d".formatted(minute));
      city.tell(new Command.ShiftChanged(new RiderId("asha")));
      city.step();
    }

    assertThat(city.ride("dosa")).contains(RideStatus.FAILED);
    assertThat(city.order("dosa")).contains(OrderStatus.CANCELLED);
  }

  @Test
  void riderWhoTurnsUpNextDoor_isAskedSoon_thoughAnotherWasWaitedFor() {
    ashaRides();
    city.confirmed("dosa", "12:10");
    city.step();
    city.at("12:10");
    city.rider("bala", 50);

    assertThat(city.nextWake()).isLessThanOrEqualTo("12:10:10");
    assertThat(city.stepAt("12:10:10")).contains("offer dosa to bala until 12:10:20");
  }

  @Test
  void riderWhoDidNotAnswer_isAskedAgain_thoughABusyOneIsInView() {
    ashaRides();
    city.comes("bala", 200);
    city.confirmed("dosa", "12:00");
    assertThat(city.step()).contains("offer dosa to bala until 12:00:10");

    List<String> lines = city.stepAt("12:00:10");
    assertThat(lines).contains("expire dosa of bala");
    assertThat(city.offer("dosa").expiresAt()).isAfter(Scenario.time("12:00:10"));
  }

  @Test
  void riderWhoNeverFinishes_isNotWaitedForForEver() {
    ashaRides();
    city.at("12:40");
    city.confirmed("dosa", "12:40");

    assertThat(city.step()).anyMatch(line -> line.startsWith("save dosa: rounds 1"));
  }

  @Test
  void bundleThatWasDeclined_goesToNobodyWhoseVehicleIsTooSmall_whereThereIsABigger() {
    city.rider("asha", 100);
    city.confirmed("biryani", "12:01");
    city.confirmed("dosa", "12:01");
    assertThat(city.step()).contains("offer biryani with dosa to asha until 12:00:10");
    city.declines("biryani");
    city.rider("walker", 10, Vehicle.WALKING);
    city.rider("bala", 120);

    assertThat(city.step()).contains("offer biryani to bala until 12:00:10");
  }
}
