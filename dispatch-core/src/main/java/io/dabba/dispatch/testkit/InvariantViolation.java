package io.dabba.dispatch.testkit;

/** One of the invariants of dispatch does not hold. */
public final class InvariantViolation extends AssertionError {
  private static final long serialVersionUID = 1;

  /**
   * @param what was found, naming who and what
   */
  public InvariantViolation(String what) {
    super(what);
  }
}
