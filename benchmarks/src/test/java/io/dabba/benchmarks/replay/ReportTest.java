package io.dabba.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.simulator.Json;
import io.dabba.benchmarks.simulator.OrderRecord;
import io.dabba.benchmarks.simulator.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Instant START = Instant.parse("2026-01-15T16:00:00Z");
  private static final DayClock CLOCK = new DayClock(START, 11 * 3600);
  private static final Offset<Double> EXACT = Offset.offset(1e-9);

  private static OrderRecord delivered(String id, int placed, int ready, int picked, int door) {
    return new OrderRecord(
        id,
        "DELIVERED",
        minute(placed),
        Optional.of(minute(ready)),
        Optional.of(minute(picked)),
        Optional.of(minute(door)),
        Optional.empty(),
        "",
        2);
  }

  private static OrderRecord other(String id, String status, int placed, String reason) {
    Optional<Instant> none = Optional.empty();
    return new OrderRecord(id, status, minute(placed), none, none, none, none, reason, 4);
  }

  private static Instant minute(int minute) {
    return START.plusSeconds(60L * minute);
  }

  private static Figures report(Accounts accounts, HalfHours halfHours, List<Duration> restarts) {
    return Report.of(
        new RunFacts(
            accounts.stored().size() + accounts.lost().size(),
            1,
            accounts,
            Json.read("{\"double_booked_riders\":0,\"double_booked_orders\":0,\"offers\":9}"),
            new Tally(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            halfHours,
            restarts,
            Duration.ofSeconds(60)));
  }

  @Test
  void outcomesTimesAndOffers_comeFromTheStoredOrders() {
    Accounts accounts =
        Accounts.of(
            Set.of("a", "b", "c", "d"),
            List.of(
                delivered("a", 1, 11, 13, 31),
                delivered("b", 2, 12, 13, 22),
                other("c", "CANCELLED", 40, "NO_RIDER"),
                other("d", "CANCELLED", 41, "no rider?")),
            START);
    HalfHours halfHours = new HalfHours(CLOCK);
    halfHours.sample(11 * 3600 + 60, 10, 4);
    halfHours.sample(11 * 3600 + 120, 20, 2);

    Figures figures =
        report(accounts, halfHours, List.of(Duration.ofSeconds(4), Duration.ofSeconds(6)));

    assertThat(figures.get("placed")).isEqualTo(4);
    assertThat(figures.get("delivered_pct")).isEqualTo(50);
    assertThat(figures.get("cancelled_NO_RIDER")).isEqualTo(1);
    assertThat(figures.get("cancelled_no_rider_")).isEqualTo(1);
    assertThat(figures.get("offers_per_order")).isEqualTo(3);
    assertThat(figures.get("click_to_door_min")).isCloseTo(25, EXACT);
    assertThat(figures.get("click_to_door_min_p90")).isCloseTo(30, EXACT);
    assertThat(figures.get("ready_to_pickup_min")).isCloseTo(1.5, EXACT);
    assertThat(figures.get("restarts")).isEqualTo(2);
    assertThat(figures.get("restart_ready_s_max")).isEqualTo(6);
    assertThat(figures.get("at_11_00_placed")).isEqualTo(2);
    assertThat(figures.get("at_11_00_riders_on_shift")).isEqualTo(15);
    assertThat(figures.get("at_11_00_free_riders")).isEqualTo(3);
    assertThat(figures.get("at_11_30_cancelled")).isEqualTo(2);
    assertThat(Report.passed(figures)).isTrue();
  }

  @Test
  void anOpenOrderALostOneOrAStranger_failsTheRun() {
    HalfHours halfHours = new HalfHours(CLOCK);
    Accounts open = Accounts.of(Set.of("a"), List.of(other("a", "ASSIGNED", 1, "")), START);
    Accounts lost = Accounts.of(Set.of("a"), List.of(), START);
    Accounts strange = Accounts.of(Set.of(), List.of(delivered("x", 1, 2, 3, 4)), START);

    assertThat(Report.passed(report(open, halfHours, List.of()))).isFalse();
    assertThat(Report.passed(report(lost, halfHours, List.of()))).isFalse();
    assertThat(Report.passed(report(strange, new HalfHours(CLOCK), List.of()))).isFalse();
    assertThat(report(lost, new HalfHours(CLOCK), List.of()).get("placed")).isEqualTo(1);
  }

  @Test
  void ordersFromBeforeTheRun_areNotItsBusiness() {
    Accounts accounts = Accounts.of(Set.of(), List.of(delivered("old", -9, 2, 3, 4)), START);

    assertThat(accounts.stored()).isEmpty();
    assertThat(accounts.strangers()).isEmpty();
  }

  @Test
  void theNinetiethPercentile_isTheNearestRank() {
    List<Duration> durations = new ArrayList<>();
    IntStream.rangeClosed(1, 20).forEach(minutes -> durations.add(Duration.ofMinutes(minutes)));

    assertThat(Mean.of(durations.stream())).isEqualTo(new Mean(10.5, 18));
    assertThat(Mean.of(List.<Duration>of().stream())).isEqualTo(new Mean(0, 0));
  }
}
