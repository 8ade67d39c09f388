package io.dabba.server.catalog;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.dabba.search.OpeningHours;
import io.dabba.server.http.Json;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/** Opening hours as JSON: {@code [{"day":"MONDAY","from":"11:00","to":"15:00"}]}. */
public final class HoursJson {
  private HoursJson() {}

  /** One interval of them. */
  record Interval(
      DayOfWeek day,
      @JsonFormat(pattern = "HH:mm") LocalTime from,
      @JsonFormat(pattern = "HH:mm") LocalTime to) {}

  /** As they are shown. */
  static List<Interval> view(OpeningHours hours) {
    return hours.intervals().stream()
        .map(interval -> new Interval(interval.day(), interval.from(), interval.to()))
        .toList();
  }

  /** As they are stored. */
  public static String write(OpeningHours hours) {
    return Json.text(view(hours));
  }

  /**
   * As {@link #write} wrote them.
   *
   * @throws IllegalArgumentException if they are none
   */
  public static OpeningHours read(String json) {
    try {
      List<Interval> intervals = Json.MAPPER.readValue(json, new TypeReference<>() {});
      return new OpeningHours(
          intervals.stream()
              .map(each -> new OpeningHours.Interval(each.day(), each.from(), each.to()))
              .toList());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("hours=%s are none".formatted(json), e);
    }
  }
}
