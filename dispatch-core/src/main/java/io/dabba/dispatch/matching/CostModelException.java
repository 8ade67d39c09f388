package io.dabba.dispatch.matching;

/**
 * That a cost model could not do its work for a window, in time or at all. The window is matched
 * anew by the other model.
 */
public final class CostModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CostModel fallback;

  /**
   * @param fallback takes its place for this window; never fails
   */
  public CostModelException(String message, CostModel fallback) {
    super(message);
    this.fallback = fallback;
  }

  /** The same, with what was thrown. */
  public CostModelException(String message, Throwable cause, CostModel fallback) {
    super(message, cause);
    this.fallback = fallback;
  }

  /** The model to use instead. */
  public CostModel fallback() {
    return fallback;
  }
}
