package io.dabba.benchmarks.simulator;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * How a server process is started.
 *
 * @param port 0 for a free one
 * @param heap as the JVM's -Xmx takes it
 * @param domainStart where domain time begins in a new data directory; empty for the wall time
 */
public record ServerOptions(
    int port, Path data, double speed, Optional<Instant> domainStart, String heap) {

  public ServerOptions {
    data = data.toAbsolutePath();
  }
}
