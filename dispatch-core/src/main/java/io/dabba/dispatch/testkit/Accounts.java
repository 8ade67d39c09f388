package io.dabba.dispatch.testkit;

import io.dabba.dispatch.lifecycle.Transition;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts what happens in a simulation. */
final class Accounts {
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Map<Transition<?>, Long> transitions = new HashMap<>();

  void fault(Fault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  void transition(Transition<?> transition) {
    transitions.merge(transition, 1L, Long::sum);
  }

  Map<Fault, Long> faults() {
    return faults;
  }

  /** By {@code from->to}, with the kind of status before. */
  Map<String, Long> transitions() {
    Map<String, Long> named = new HashMap<>();
    transitions.forEach((transition, count) ->
        named.put(
            "%s %s->%s"
                .formatted(
                    transition.from().getDeclaringClass().getSimpleName(),
                    transition.from(),
                    transition.to()),
            count));
    return named;
  }
}
