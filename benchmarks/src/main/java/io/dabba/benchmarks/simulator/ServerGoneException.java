package io.dabba.benchmarks.simulator;

/** The server did not come back within the time that the simulator waits for it. */
public final class ServerGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerGoneException(String message) {
    super(message);
  }
}
