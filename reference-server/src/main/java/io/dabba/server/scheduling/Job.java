package io.dabba.server.scheduling;

import java.time.Duration;

/**
 * Work that comes again and again, at one node of the cluster at a time.
 *
 * @param name what it is called in {@code scheduled_tasks}; the same at every node
 * @param interval how long after the end of one run the next begins, in wall time
 * @param work bears to be run again from its beginning: a node may die in its middle, and one that
 *     was paused for longer than {@link ScheduledWork#TAKEN_FOR_DEAD} wakes beside its successor
 */
public record Job(String name, Duration interval, Runnable work) {
  public Job {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("interval=%s is not positive".formatted(interval));
    }
  }
}
