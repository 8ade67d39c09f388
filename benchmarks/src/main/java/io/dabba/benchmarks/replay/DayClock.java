package io.dabba.benchmarks.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;

/**
 * The recorded day laid over domain time: which instant of the server's a second of the day is.
 *
 * @param start the instant that is {@code startSecond}
 * @param startSecond seconds since the day's midnight
 */
record DayClock(Instant start, int startSecond) {

  Instant at(int secondOfDay) {
    return start.plusSeconds(secondOfDay - startSecond);
  }

  int secondAt(Instant instant) {
    return startSecond + Math.toIntExact(Duration.between(start, instant).toSeconds());
  }

  /** The time of the day, as {@code 11:42}. */
  LocalTime timeAt(Instant instant) {
    return LocalTime.ofSecondOfDay(Math.floorMod(secondAt(instant), 86_400));
  }
}
