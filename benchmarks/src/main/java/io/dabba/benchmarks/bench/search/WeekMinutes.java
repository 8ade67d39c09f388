package io.dabba.benchmarks.bench.search;

import io.dabba.search.OpeningHours.Interval;
import io.dabba.search.Restaurant;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The minutes of a week in UTC, by which the peers keep opening hours: Monday 00:00 is 0. */
final class WeekMinutes {
  static final int WEEK = 7 * 24 * 60;

  private static final int DAY = 24 * 60;

  private WeekMinutes() {}

  /** From one minute to another, both inside. */
  record Span(int from, int to) {}

  static int of(Instant moment) {
    LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    return (utc.getDayOfWeek().getValue() - 1) * DAY + utc.toLocalTime().toSecondOfDay() / 60;
  }

  /** When it is open in a week of its zone's offset at a moment. */
  static List<Span> open(Restaurant restaurant, Instant moment) {
    if (restaurant.hours().intervals().isEmpty()) {
      return List.of(new Span(0, WEEK - 1));
    }
    int offset = restaurant.zone().getRules().getOffset(moment).getTotalSeconds() / 60;
    List<Span> spans = new ArrayList<>();
    for (Interval interval : restaurant.hours().intervals()) {
      int day = (interval.day().getValue() - 1) * DAY;
      int minutes = Math.floorMod(minute(interval.to()) - minute(interval.from()), DAY);
      int from = Math.floorMod(day + minute(interval.from()) - offset, WEEK);
      int to = from + (minutes == 0 ? DAY : minutes) - 1;
      spans.add(new Span(from, Math.min(to, WEEK - 1)));
      if (to >= WEEK) {
        spans.add(new Span(0, to - WEEK));
      }
    }
    return spans;
  }

  private static int minute(LocalTime time) {
    return time.toSecondOfDay() / 60;
  }
}
