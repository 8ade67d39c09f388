package io.dabba.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.benchmarks.replay.Outcomes.Outcome;
import io.dabba.benchmarks.simulator.HeardOffer;
import io.dabba.benchmarks.simulator.Json;
import io.dabba.benchmarks.simulator.OrderRecord;
import io.dabba.benchmarks.simulator.ServerStart;
import io.dabba.benchmarks.simulator.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final Crashes UNDISTURBED = new Crashes(List.of(), List.of(), 0);
  private static final Outcomes HERE =
      new Outcomes(
          new TreeMap<>(
              Map.of(
                  "1", new Outcome("DELIVERED", ""),
                  "2", new Outcome("CANCELLED", "NO_RIDER"),
                  "3", new Outcome("CANCELLED", "BY_CUSTOMER"))));

  private static OrderRecord delivered(String id, int placed, int ready, int picked, int door) {
    return new OrderRecord(
        id,
        "DELIVERED",
        "asha",
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
    return new OrderRecord(id, status, "", minute(placed), none, none, none, none, reason, 4);
  }

  private static Instant minute(int minute) {
    return START.plusSeconds(60L * minute);
  }

  private static Figures report(Accounts accounts, HalfHours halfHours) {
    return report(accounts, halfHours, "0", UNDISTURBED, Optional.empty());
  }

  private static Figures report(
      Accounts accounts,
      HalfHours halfHours,
      String askedAgain,
      Crashes crashes,
      Optional<Outcomes> base) {
    return Report.of(
        new RunFacts(
            accounts.stored().size() + accounts.lost().size(),
            1,
            accounts,
            Json.read(
                """
                {"double_booked_riders":0,"double_booked_orders":0,"stranded_orders":0,"offers":9,
                 "asked_again_after_decline":%s}
                """
                    .formatted(askedAgain)),
            new Tally(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            halfHours,
            crashes,
            HERE,
            Map.of("asha", 1.0, "bala", 2.0),
            Duration.ofSeconds(60)),
        base);
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

    Figures figures = report(accounts, halfHours);

    assertThat(figures.get("placed")).isEqualTo(4);
    assertThat(figures.get("delivered_pct")).isEqualTo(50);
    assertThat(figures.get("cancelled_NO_RIDER")).isEqualTo(1);
    assertThat(figures.get("cancelled_no_rider_")).isEqualTo(1);
    assertThat(figures.get("undelivered_pct")).isEqualTo(50);
    assertThat(figures.get("offers_per_order")).isEqualTo(9 / 4.0);
    assertThat(figures.get("cost_per_order")).isEqualTo((2 * 10 + 2 * 15) / 2.0);
    assertThat(figures.get("click_to_door_min")).isCloseTo(25, EXACT);
    assertThat(figures.get("click_to_door_min_p90")).isCloseTo(30, EXACT);
    assertThat(figures.get("ready_to_pickup_min")).isCloseTo(1.5, EXACT);
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

    assertThat(Report.passed(report(open, halfHours))).isFalse();
    assertThat(Report.passed(report(lost, halfHours))).isFalse();
    assertThat(Report.passed(report(strange, new HalfHours(CLOCK)))).isFalse();
    assertThat(report(lost, new HalfHours(CLOCK)).get("placed")).isEqualTo(1);
  }

  @Test
  void aRiderWhoWasAskedAgain_failsTheRun() {
    Accounts none = Accounts.of(Set.of(), List.of(), START);

    assertThat(Report.passed(report(none, new HalfHours(CLOCK)))).isTrue();
    Figures figures = report(none, new HalfHours(CLOCK), "1", UNDISTURBED, Optional.empty());
    assertThat(Report.passed(figures)).isFalse();
  }

  @Test
  void anOrderThatFoundNoRiderHere_failsTheRun_ifTheOtherDeliveredIt() {
    Accounts none = Accounts.of(Set.of(), List.of(), START);
    Outcomes same =
        new Outcomes(
            new TreeMap<>(
                Map.of(
                    "1", new Outcome("CANCELLED", "NO_RIDER"),
                    "2", new Outcome("CANCELLED", "NO_RIDER"),
                    "3", new Outcome("DELIVERED", ""),
                    "4", new Outcome("DELIVERED", ""))));
    Outcomes better = new Outcomes(new TreeMap<>(Map.of("2", new Outcome("DELIVERED", ""))));

    Figures beside = report(none, new HalfHours(CLOCK), "0", UNDISTURBED, Optional.of(same));
    assertThat(beside.get("compared")).isEqualTo(3);
    assertThat(beside.get("NO_RIDER_but_delivered_in_base")).isZero();
    assertThat(beside.get("delivered_but_NO_RIDER_in_base")).isEqualTo(1);
    assertThat(Report.passed(beside)).isTrue();
    Figures behind = report(none, new HalfHours(CLOCK), "0", UNDISTURBED, Optional.of(better));
    assertThat(behind.get("NO_RIDER_but_delivered_in_base")).isEqualTo(1);
    assertThat(Report.passed(behind)).isFalse();
  }

  @Test
  void timeUntilTheFirstOffer_isThatOfTheFirstOpenedSinceTheRestart_ifBeforeTheNextKill() {
    Crashes crashes =
        new Crashes(
            List.of(
                new Crash(second(100), true, restart(101, 4, 10)),
                new Crash(second(200), false, Optional.empty()),
                new Crash(second(300), false, restart(301, 6, 20)),
                new Crash(second(400), true, restart(401, 2, 30))),
            List.of(
                new HeardOffer(minute(9), second(106)),
                new HeardOffer(minute(11), second(109)),
                new HeardOffer(minute(12), second(108)),
                new HeardOffer(minute(21), second(402)),
                new HeardOffer(minute(31), second(411))),
            2);
    Accounts none = Accounts.of(Set.of(), List.of(), START);

    Figures figures = report(none, new HalfHours(CLOCK), "0", crashes, Optional.empty());

    assertThat(figures.get("index_drops")).isEqualTo(2);
    assertThat(figures.get("kills")).isEqualTo(4);
    assertThat(figures.get("kills_with_postmaster")).isEqualTo(2);
    assertThat(figures.get("restarts")).isEqualTo(3);
    assertThat(figures.get("restart_ready_s")).isEqualTo(4);
    assertThat(figures.get("restart_ready_s_max")).isEqualTo(6);
    assertThat(figures.get("restarts_without_new_offer")).isEqualTo(1);
    assertThat(figures.get("restart_first_offer_s")).isEqualTo(8.5);
    assertThat(figures.get("restart_first_offer_s_max")).isEqualTo(10);
    assertThat(figures.get("ready_first_offer_domain_s")).isEqualTo(90);
    assertThat(figures.get("ready_first_offer_domain_s_max")).isEqualTo(120);
  }

  private static long second(int second) {
    return Long.MAX_VALUE - 150_000_000_000L + second * 1_000_000_000L;
  }

  private static Optional<ServerStart> restart(int atSecond, int readySeconds, int domainMinute) {
    return Optional.of(
        new ServerStart(second(atSecond), Duration.ofSeconds(readySeconds), minute(domainMinute)));
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
