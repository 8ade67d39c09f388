package io.dabba.benchmarks.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.benchmarks.simulator.CallStats;
import io.dabba.benchmarks.simulator.PlacedOrder;
import io.dabba.benchmarks.simulator.Tally;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * All that a report is made of.
 *
 * @param planned how many orders the day has in the hours replayed
 * @param paidHours how long each rider was on shift within them, in hours
 * @param audit the server's answer to {@code GET /v1/ops/audit}
 */
record RunFacts(
    int planned,
    int badRows,
    Accounts accounts,
    JsonNode audit,
    Tally tally,
    Collection<PlacedOrder> tracked,
    SortedMap<String, CallStats> calls,
    SortedMap<String, Long> surprises,
    HalfHours halfHours,
    Crashes crashes,
    Outcomes outcomes,
    Map<String, Double> paidHours,
    Duration wallTime) {

  RunFacts {
    tracked = List.copyOf(tracked);
    paidHours = Map.copyOf(paidHours);
  }
}
