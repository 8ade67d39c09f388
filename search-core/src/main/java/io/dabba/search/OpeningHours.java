package io.dabba.search;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * When in the week a restaurant is open, by the clock on its wall. An hour that the clock repeats
 * when it is set back counts both times, and one that it skips never comes.
 *
 * @param intervals no two of which overlap, over midnight and the end of the week too; none at all
 *     mean always
 */
public record OpeningHours(List<Interval> intervals) {
  public static final int MAX_INTERVALS = 50;
  public static final OpeningHours ALWAYS = new OpeningHours(List.of());

  private static final int MINUTES_OF_DAY = 24 * 60;
  static final int MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

  /**
   * @throws IllegalArgumentException if there are too many or two overlap
   */
  public OpeningHours {
    intervals = List.copyOf(intervals);
    if (intervals.size() > MAX_INTERVALS) {
      throw new IllegalArgumentException(
          "intervals=%d are more than %d".formatted(intervals.size(), MAX_INTERVALS));
    }
    requireApart(intervals.stream().sorted(Comparator.comparingInt(Interval::begin)).toList());
  }

  /**
   * A part of a day, in whole minutes.
   *
   * @param to the first minute after it: of the next day unless it is after {@code from}; midnight
   *     to midnight is the whole day
   */
  public record Interval(DayOfWeek day, LocalTime from, LocalTime to) {
    /**
     * @throws IllegalArgumentException if it begins or ends within a minute, or is empty
     */
    public Interval {
      requireMinutes("from", from);
      requireMinutes("to", to);
      if (from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
        throw new IllegalArgumentException(
            "to=%s is from; only 00:00 to 00:00 is a whole day".formatted(to));
      }
    }

    private static void requireMinutes(String name, LocalTime time) {
      if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
        throw new IllegalArgumentException("%s=%s is not in whole minutes".formatted(name, time));
      }
    }

    /** The interval that begins at a minute of the week and is so many minutes long. */
    static Interval ofMinutes(int begin, int minutes) {
      return new Interval(
          DayOfWeek.of(1 + begin / MINUTES_OF_DAY), time(begin), time(begin + minutes));
    }

    private static LocalTime time(int minute) {
      return LocalTime.ofSecondOfDay(60L * (minute % MINUTES_OF_DAY));
    }

    /** Its first minute, of the week. */
    int begin() {
      return minuteOfWeek(day, from);
    }

    int minutes() {
      int length = Math.floorMod(minuteOfDay(to) - minuteOfDay(from), MINUTES_OF_DAY);
      return length == 0 ? MINUTES_OF_DAY : length;
    }

    private boolean has(int minuteOfWeek) {
      return Math.floorMod(minuteOfWeek - begin(), MINUTES_OF_WEEK) < minutes();
    }
  }

  /** Whether it is open at a moment, where the clock goes by the zone; O(intervals). */
  public boolean isOpenAt(Instant moment, ZoneId zone) {
    if (intervals.isEmpty()) {
      return true;
    }
    LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
    int minute = minuteOfWeek(local.getDayOfWeek(), local.toLocalTime());
    for (Interval interval : intervals) {
      if (interval.has(minute)) {
        return true;
      }
    }
    return false;
  }

  private static void requireApart(List<Interval> sorted) {
    for (int i = 0; i < sorted.size(); i++) {
      Interval one = sorted.get(i);
      boolean last = i == sorted.size() - 1;
      Interval next = sorted.get(last ? 0 : i + 1);
      int nextBegin = next.begin() + (last ? MINUTES_OF_WEEK : 0);
      if (one.begin() + one.minutes() > nextBegin) {
        throw new IllegalArgumentException("%s and %s overlap".formatted(shown(one), shown(next)));
      }
    }
  }

  private static String shown(Interval interval) {
    return "%s %s-%s".formatted(interval.day(), interval.from(), interval.to());
  }

  private static int minuteOfWeek(DayOfWeek day, LocalTime time) {
    return (day.getValue() - 1) * MINUTES_OF_DAY + minuteOfDay(time);
  }

  private static int minuteOfDay(LocalTime time) {
    return time.getHour() * 60 + time.getMinute();
  }
}
