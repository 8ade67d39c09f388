package io.dabba.server.process;

/**
 * Something that a person must change before the server can run; the message is one sentence for
 * that person.
 */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
