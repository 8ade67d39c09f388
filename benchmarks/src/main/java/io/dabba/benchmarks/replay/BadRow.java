package io.dabba.benchmarks.replay;

/** A row that was left out, and why. */
public record BadRow(String file, int line, String reason) {
  @Override
  public String toString() {
    return "%s:%d: %s".formatted(file, line, reason);
  }
}
