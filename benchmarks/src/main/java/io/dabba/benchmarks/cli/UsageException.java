package io.dabba.benchmarks.cli;

/** A command line that cannot be run; its message is a sentence for the user. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
