package io.dabba.dispatch.lifecycle;

import static java.util.stream.Collectors.joining;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/** Lifecycles as a test wants to see them. */
public final class Tables {
  private Tables() {}

  /** One line per status that is not final: {@code FROM -> TO | TO}. */
  public static <S extends Enum<S>> String asText(Class<S> type, Lifecycle<S> table) {
    return Arrays.stream(type.getEnumConstants())
        .filter(status -> !table.isFinal(status))
        .map(status ->
            status
                + " -> "
                + table.transitions().stream()
                    .filter(t -> t.from() == status)
                    .map(t -> t.to().name())
                    .collect(joining(" | ")))
        .collect(joining("\n", "", "\n"));
  }

  /** The status and all that may follow it, in however many steps. */
  public static <S extends Enum<S>> Set<S> reachableFrom(S start, Lifecycle<S> table) {
    Set<S> reached = EnumSet.of(start);
    Deque<S> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      S from = open.pop();
      for (Transition<S> t : table.transitions()) {
        if (t.from() == from && reached.add(t.to())) {
          open.push(t.to());
        }
      }
    }
    return reached;
  }
}
