package io.dabba.server;

import java.util.List;

/**
 * Wakes, after a transaction of this process, those who look for what it stored. Exists because
 * they in turn make transactions: it is handed out first and told whom to wake later.
 */
final class AfterCommit implements Runnable {
  private volatile List<Runnable> sleepers = List.of();

  void wakes(Runnable... sleepers) {
    this.sleepers = List.of(sleepers);
  }

  @Override
  public void run() {
    sleepers.forEach(Runnable::run);
  }
}
