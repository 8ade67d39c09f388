package io.dabba.benchmarks.bench.geo;

import io.dabba.benchmarks.bench.geo.PeerTimes.Times;
import java.util.Locale;
import java.util.Optional;

/** The times of the peers, how many times Dabba's they are, and what they allocate, as text. */
final class PeerTable {
  private static final String HEADER =
      "%-24s %12s %8s %14s %8s%n".formatted("", "move ns", "x Dabba", "nearest 10 us", "x Dabba");

  private final StringBuilder text = new StringBuilder();

  /** Adds the peers of one scenario under its title. */
  void add(String title, PeerTimes times, Optional<Times> redis) {
    text.append(System.lineSeparator()).append(title).append(System.lineSeparator());
    text.append(HEADER);
    times.all().forEach((peer, measured) -> addRow(peer.label(), measured, times.dabba()));
    redis.ifPresent(measured -> addRow("Redis, pipelined", measured, times.dabba()));
  }

  String text() {
    return text.toString();
  }

  private void addRow(String label, Times measured, Times dabba) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-24s %12.1f %8.2f %10.0f %14.3f %8.2f %10.0f%n",
            label,
            measured.moveNanos(),
            measured.moveNanos() / dabba.moveNanos(),
            measured.moveBytes(),
            measured.nearest10Nanos() / 1_000,
            measured.nearest10Nanos() / dabba.nearest10Nanos(),
            measured.nearest10Bytes()));
  }
}
