package io.dabba.geo;

/** How to wait for a writer who needs a few nanoseconds, unless he was preempted. */
final class Spins {
  private static final int BEFORE_YIELD = 64;

  private Spins() {}

  /** A moment's pause, after so many others in a row. */
  @SuppressWarnings("ThreadPriorityCheck") // only a hint: who is waited for goes on by himself
  static void pause(int spins) {
    if (spins < BEFORE_YIELD) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }
}
