package io.dabba.benchmarks.simulator;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a server process is started.
 *
 * @param port 0 for a free one
 * @param heap as the JVM's -Xmx takes it
 * @param domainStart where domain time begins in a new data directory; empty for the wall time
 * @param more further words of the command line
 */
public record ServerOptions(
    int port,
    Path data,
    double speed,
    Optional<Instant> domainStart,
    String heap,
    List<String> more) {

  public ServerOptions {
    data = data.toAbsolutePath();
    more = List.copyOf(more);
  }

  public ServerOptions(
      int port, Path data, double speed, Optional<Instant> domainStart, String heap) {
    this(port, data, speed, domainStart, heap, List.of());
  }
}
