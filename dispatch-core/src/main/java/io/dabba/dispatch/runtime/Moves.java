package io.dabba.dispatch.runtime;

import io.dabba.dispatch.lifecycle.Lifecycle;
import io.dabba.dispatch.lifecycle.Transition;
import java.util.function.Consumer;

/** Holds whatever changes its status to the table of it, and tells of each transition. */
final class Moves {
  private Consumer<Transition<?>> listener = transition -> {};

  void tell(Consumer<Transition<?>> transitions) {
    listener = transitions;
  }

  /**
   * @throws IllegalStateException if the table has no such transition
   */
  <S extends Enum<S>> void check(Lifecycle<S> table, S from, S to, Object id) {
    listener.accept(
        table
            .find(from, to)
            .orElseThrow(() ->
                new IllegalStateException("%s cannot go from %s to %s".formatted(id, from, to))));
  }
}
