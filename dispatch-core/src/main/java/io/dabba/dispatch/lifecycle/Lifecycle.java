package io.dabba.dispatch.lifecycle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The transition table of a status: all that may happen to it, and nothing else. Immutable;
 * look-ups are O(transitions of one status).
 */
public final class Lifecycle<S extends Enum<S>> {
  private final Map<S, List<Transition<S>>> bySource;
  private final Set<S> statuses;

  private Lifecycle(Class<S> type, List<Transition<S>> transitions) {
    statuses = EnumSet.allOf(type);
    bySource = new EnumMap<>(type);
    for (S status : statuses) {
      bySource.put(status, transitions.stream().filter(t -> t.from() == status).toList());
    }
  }

  /** Begins an empty table for a status. */
  public static <S extends Enum<S>> Builder<S> of(Class<S> type) {
    return new Builder<>(type);
  }

  /** The transition from one status to another, or empty where the table has none. */
  public Optional<Transition<S>> find(S from, S to) {
    return transitionsFrom(from).stream().filter(t -> t.to() == to).findFirst();
  }

  /** Whether the table has this transition. */
  public boolean allows(S from, S to) {
    return find(from, to).isPresent();
  }

  /** Whether nothing follows this status. */
  public boolean isFinal(S status) {
    return transitionsFrom(status).isEmpty();
  }

  /** All rows, in the order of the statuses. */
  public List<Transition<S>> transitions() {
    return bySource.values().stream().flatMap(List::stream).toList();
  }

  /** The table as a Mermaid state diagram. */
  public String toMermaid() {
    StringBuilder out = new StringBuilder("stateDiagram-v2\n");
    for (Transition<S> t : transitions()) {
      out.append("    %s --> %s : %s\n".formatted(t.from(), t.to(), t.cause()));
    }
    return out.toString();
  }

  private List<Transition<S>> transitionsFrom(S status) {
    return bySource.getOrDefault(status, List.of());
  }

  /** Collects the rows of a table; not thread-safe. */
  public static final class Builder<S extends Enum<S>> {
    private final Class<S> type;
    private final List<Transition<S>> transitions = new ArrayList<>();

    private Builder(Class<S> type) {
      this.type = type;
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if the table has it already
     */
    public Builder<S> allow(S from, S to, String cause) {
      if (transitions.stream().anyMatch(t -> t.from() == from && t.to() == to)) {
        throw new IllegalArgumentException(
            "from=%s to=%s is in the table already".formatted(from, to));
      }
      transitions.add(new Transition<>(from, to, cause));
      return this;
    }

    public Lifecycle<S> build() {
      return new Lifecycle<>(type, transitions);
    }
  }
}
