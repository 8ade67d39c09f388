package io.dabba.server.scheduling;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells of what fails again and again once a minute, and when it is over. Thread-safe; holds one
 * entry for each thing that is failing.
 */
final class LogOfTrouble {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Logger log;
  private final ConcurrentMap<String, Trouble> troubles = new ConcurrentHashMap<>();

  LogOfTrouble(Logger log) {
    this.log = log;
  }

  private record Trouble(long times, long toldNanos) {}

  /** Runs the work and tells if it fails, which the caller learns too. */
  void watch(String name, Runnable work) {
    this.<@Nullable Object>watch(
        name,
        () -> {
          work.run();
          return null;
        });
  }

  <T extends @Nullable Object> T watch(String name, Supplier<T> work) {
    T result;
    try {
      result = work.get();
    } catch (RuntimeException | Error e) {
      failed(name, e);
      throw e;
    }
    over(name);
    return result;
  }

  /** Tells of something that has no end that anybody hears of. */
  void tell(String what) {
    troubles.compute(
        what,
        (key, before) -> {
          if (before != null && System.nanoTime() - before.toldNanos() < INTERVAL.toNanos()) {
            return before;
          }
          log.warn("{}; trying again", what);
          return new Trouble(1, System.nanoTime());
        });
  }

  private void failed(String name, Throwable e) {
    troubles.compute(
        name,
        (key, before) -> {
          if (before == null) {
            log.warn("{} failed; it will be run again", name, e);
            return new Trouble(1, System.nanoTime());
          }
          long times = before.times() + 1;
          if (System.nanoTime() - before.toldNanos() < INTERVAL.toNanos()) {
            return new Trouble(times, before.toldNanos());
          }
          log.warn("{} has failed {} times in a row, now with {}", name, times, e.toString());
          return new Trouble(times, System.nanoTime());
        });
  }

  private void over(String name) {
    Trouble before = troubles.remove(name);
    if (before != null) {
      log.info("{} is well again after {} failures", name, before.times());
    }
  }
}
