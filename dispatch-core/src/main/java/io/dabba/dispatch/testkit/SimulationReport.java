package io.dabba.dispatch.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in one run of a {@link Simulation}.
 *
 * @param orders how many came
 * @param delivered how many were delivered; the others were cancelled
 * @param withoutRider how many were cancelled because no rider was found
 * @param steps the dispatcher's steps
 * @param offers the offers opened
 * @param faults the faults that spoiled something, by kind
 * @param transitions the transitions of orders and rides, by name, as {@code PENDING->OFFERED}
 * @param violation the invariant that did not hold; empty if all did
 * @param trace the last events before it; empty if all held
 */
public record SimulationReport(
    long seed,
    int orders,
    int delivered,
    int withoutRider,
    long steps,
    long offers,
    Map<Fault, Long> faults,
    Map<String, Long> transitions,
    Optional<String> violation,
    List<String> trace) {
  public SimulationReport {
    faults = Map.copyOf(faults);
    transitions = Map.copyOf(transitions);
    trace = List.copyOf(trace);
  }
}
