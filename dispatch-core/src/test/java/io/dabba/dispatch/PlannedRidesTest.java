package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.matching.Capacity;
import io.dabba.dispatch.matching.CostWeights;
import io.dabba.dispatch.matching.Planning;
import io.dabba.dispatch.matching.ServiceTimes;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.dispatch.runtime.BoundedCosts;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What a dispatcher does with a matcher that looks ahead. Riders make 100 m a minute, everything
 * else takes no time, and a rider is asked when he must leave.
 */
class PlannedRidesTest {
  private static final double METERS_PER_MINUTE = 100;

  private Scenario city = new Scenario(strategy("PT0S"));

  static Strategy strategy(String offerLead) {
    Planning standard = Planning.standard();
    Planning planning =
        new Planning(
            ServiceTimes.evenly(Duration.ZERO),
            new Capacity(1, 3, 3, 3),
            3,
            Duration.parse(offerLead),
            Duration.ofHours(1),
            Duration.ofMinutes(15),
            standard.maxClickToDoor(),
            standard.urgentAfter(),
            standard.unserved());
    return Strategy.batch()
        .withTravelTimes(PlannedRidesTest::walk)
        .withPolicy(
            DispatchPolicy.builder().planning(planning).planInterval(Duration.ZERO).build());
  }

  private static Duration walk(GeoPoint from, GeoPoint to, Vehicle vehicle) {
    return Duration.ofSeconds(Math.round(from.distanceMeters(to) / METERS_PER_MINUTE * 60));
  }

  @Test
  void riderIsAsked_whenHeMustLeave_notBefore() {
    city.rider("asha", 500);
    city.confirmed("biryani", "12:20");

    assertThat(city.step()).containsExactly("create biryani, due 12:08");
    assertThat(city.nextWake()).isEqualTo("12:00:10");
    assertThat(city.stepAt("12:14:55")).isEmpty();
    assertThat(city.nextWake()).isEqualTo("12:15");
    assertThat(city.stepAt("12:15")).containsExactly("offer biryani to asha until 12:15:10");
  }

  @Test
  void offerLead_leavesTimeToThink() {
    city = new Scenario(strategy("PT2M"));
    city.rider("asha", 500);
    city.confirmed("biryani", "12:20");
    city.step();

    assertThat(city.stepAt("12:12:59")).isEmpty();
    assertThat(city.nextWake()).isEqualTo("12:13");
    assertThat(city.stepAt("12:13")).containsExactly("offer biryani to asha until 12:13:10");
  }

  @Test
  void foodThatIsReadyAlready_isOfferedAtOnce() {
    city.rider("asha", 500);
    city.confirmed("biryani", "12:00");

    assertThat(city.step())
        .containsExactly("create biryani, due 12:00", "offer biryani to asha until 12:00:10");
  }

  @Test
  void foodThatIsReadyEarlierThanThought_isPlannedAnew() {
    city.rider("asha", 500);
    city.confirmed("biryani", "12:20");
    city.step();
    city.at("12:09");
    city.ready("biryani");

    assertThat(city.step()).contains("offer biryani to asha until 12:09:10");
  }

  @Test
  void rideWhoseRiderIsNearer_isLeftToHim_thoughAnotherIsDueLonger() {
    city.rider("asha", 100);
    city.rider("bala", 900);
    city.confirmed("biryani", "12:01");
    city.confirmed("dosa", "12:09");

    assertThat(city.step())
        .contains("offer biryani to asha until 12:00:10", "offer dosa to bala until 12:00:10");
  }

  @Test
  void ordersOfOneRestaurant_goTogether_whereRidersAreShort() {
    city.rider("asha", 100);
    city.confirmed("biryani", "12:01");
    city.confirmed("dosa", "12:01");

    assertThat(city.step())
        .contains("offer biryani with dosa to asha until 12:00:10")
        .noneMatch(line -> line.startsWith("offer dosa"));
    assertThat(city.ride("dosa")).contains(RideStatus.JOINED);
    assertThat(city.openSearches()).isEqualTo(1);

    city.accepts("biryani");
    assertThat(city.step()).isEmpty();
    city.delivers("biryani");
    assertThat(city.order("dosa")).contains(OrderStatus.DELIVERED);
    assertThat(city.nextWake()).isEqualTo("never");
  }

  @Test
  void bundleThatIsDeclined_staysTogether_andAsksTheNext() {
    city.rider("asha", 100);
    city.confirmed("biryani", "12:01");
    city.confirmed("dosa", "12:01");
    city.step();
    city.comes("bala", 200);
    city.declines("biryani");

    assertThat(city.step()).contains("offer biryani to bala until 12:00:10");
    city.accepts("biryani");
    city.delivers("biryani");
    assertThat(city.order("biryani")).contains(OrderStatus.DELIVERED);
    assertThat(city.order("dosa")).contains(OrderStatus.DELIVERED);
  }

  @Test
  void bundleThatTheStoreRefuses_isTakenApart_andPlannedAnew() {
    city.rider("asha", 100);
    city.confirmed("biryani", "12:01");
    city.confirmed("dosa", "12:01");
    city.busyElsewhere("asha", "12:00:30");

    assertThat(city.step()).contains("offer biryani with dosa to asha until 12:00:10");
    assertThat(city.openSearches()).isEqualTo(2);
    assertThat(city.ride("dosa")).contains(RideStatus.PENDING);
    assertThat(city.stepAt("12:00:31")).contains("offer biryani with dosa to asha until 12:00:41");
  }

  @Test
  void orderThatIsCancelledUnheard_spoilsTheBundle_butNotTheOther() {
    city.rider("asha", 100);
    city.confirmed("biryani", "12:01");
    city.confirmed("dosa", "12:05");
    city.confirmed("idli", "12:05");
    assertThat(city.step()).noneMatch(line -> line.startsWith("offer"));
    city.at("12:04");
    city.untold(() -> city.cancelled("idli"));
    assertThat(city.stepAt("12:04"))
        .contains("offer biryani with dosa with idli to asha until 12:04:10");
    assertThat(city.ride("biryani")).contains(RideStatus.PENDING);
    city.tell(new Command.OrderCancelled(new OrderId("idli")));

    assertThat(city.stepAt("12:04:02")).contains("offer biryani with dosa to asha until 12:04:12");
    assertThat(city.order("idli")).contains(OrderStatus.CANCELLED);
  }

  @Test
  void rideWaitsForARiderWhoIsNearlyDone_whereTheOthersAreFar() {
    city.rider("asha", 100);
    city.confirmed("biryani", "12:01");
    city.step();
    city.accepts("biryani");
    city.step();
    city.comes("bala", 9_000);
    city.confirmed("dosa", "12:45");

    assertThat(city.step()).containsExactly("create dosa, due 12:33");
    city.at("12:21");
    city.delivers("biryani");
    assertThat(city.step()).isEmpty();
    assertThat(city.stepAt("12:44")).contains("offer dosa to asha until 12:44:10");
  }

  @Test
  void restart_knowsWhoIsRiding_andWaitsForHim() {
    city.rider("asha", 100);
    city.confirmed("biryani", "12:01");
    city.step();
    city.accepts("biryani");
    city.step();
    city.comes("bala", 9_900);
    city.confirmed("dosa", "12:45");
    city.step();

    assertThat(city.restart()).noneMatch(line -> line.startsWith("offer"));
    assertThat(city.stepAt("12:13")).isEmpty();
    city.at("12:21");
    city.delivers("biryani");
    assertThat(city.step()).isEmpty();
    assertThat(city.stepAt("12:44")).contains("offer dosa to asha until 12:44:10");
  }

  @Test
  void rideThatNobodyCanReach_countsItsRounds_onceItIsDue() {
    city.confirmed("biryani", "12:20");

    assertThat(city.step()).containsExactly("create biryani, due 12:08");
    assertThat(city.nextWake()).isEqualTo("12:00:10");
    assertThat(city.stepAt("12:08"))
        .containsExactly("save biryani: rounds 1, next 12:08:10, gives up 13:05");
  }

  @Test
  void costModelThatFails_isReplacedForTheWindow() {
    BoundedCosts costs =
        new BoundedCosts(trip -> Double.NaN, CostWeights.balanced(), Duration.ofSeconds(1));
    city = new Scenario(strategy("PT0S").withCosts(costs));
    city.rider("asha", 500);
    city.confirmed("biryani", "12:00");

    assertThat(city.step()).contains("offer biryani to asha until 12:00:10");
    assertThat(costs.failures()).isOne();
  }

  @Test
  void plansAreNoMoreFrequentThanThePolicyHasIt() {
    city =
        new Scenario(
            strategy("PT0S")
                .withPolicy(
                    DispatchPolicy.builder()
                        .planning(strategy("PT0S").policy().planning())
                        .planInterval(Duration.ofSeconds(2))
                        .build()));
    city.rider("asha", 100);
    city.rider("bala", 100);
    city.confirmed("biryani", "12:00");
    assertThat(city.step()).contains("offer biryani to asha until 12:00:10");
    city.at("12:00:01");
    city.confirmed("dosa", "12:00");

    assertThat(city.step()).containsExactly("create dosa, due 12:00:01");
    assertThat(city.nextWake()).isEqualTo("12:00:02");
    assertThat(city.stepAt("12:00:02")).containsExactly("offer dosa to bala until 12:00:12");
  }
}
