package io.dabba.server.catalog;

import io.dabba.search.OpeningHours;
import io.dabba.search.OpeningHours.Interval;
import io.dabba.server.http.JsonBody;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Those of a restaurant's settings that somebody wants to be others; what is empty stays. */
record SettingsChange(
    Optional<Boolean> open,
    Optional<OpeningHours> hours,
    OptionalLong prepMinutes,
    OptionalDouble deliveryRadiusMeters,
    OptionalLong minOrderMinor,
    OptionalLong packagingFeeMinor,
    Optional<Acceptance> accepts,
    OptionalLong acceptMinutes) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);
  private static final int TIME_LENGTH = 5;

  /** All that the body says. */
  static SettingsChange all(JsonBody body) {
    return read(
        body,
        body.optionalBool("open"),
        body.has("hours") ? Optional.of(hours(body)) : Optional.empty());
  }

  /** What the body says but for the hours and the switch, which have calls of their own. */
  static SettingsChange settings(JsonBody body) {
    return read(body, Optional.empty(), Optional.empty());
  }

  private static SettingsChange read(
      JsonBody body, Optional<Boolean> open, Optional<OpeningHours> hours) {
    return new SettingsChange(
        open,
        hours,
        body.optionalLong("prepMinutes", 0, 240),
        body.optionalDecimal("deliveryRadiusMeters", 100, 50_000),
        body.optionalLong("minOrderMinor", 0, MenuBody.MAX_PRICE_MINOR),
        body.optionalLong("packagingFeeMinor", 0, MenuBody.MAX_PRICE_MINOR),
        body.optionalEnum("accepts", Acceptance.class),
        body.optionalLong("acceptMinutes", 1, 120));
  }

  static SettingsChange open(boolean open) {
    return some(Optional.of(open), Optional.empty());
  }

  static SettingsChange hours(OpeningHours hours) {
    return some(Optional.empty(), Optional.of(hours));
  }

  /** The field {@code hours}. */
  static OpeningHours hours(JsonBody body) {
    var intervals = body.list("hours", OpeningHours.MAX_INTERVALS, SettingsChange::interval);
    try {
      return new OpeningHours(intervals);
    } catch (IllegalArgumentException e) {
      throw body.refusal("hours", String.valueOf(e.getMessage()));
    }
  }

  Settings of(Settings before) {
    return new Settings(
        open.orElse(before.open()),
        hours.orElse(before.hours()),
        prepMinutes.isPresent() ? Duration.ofMinutes(prepMinutes.getAsLong()) : before.prepTime(),
        deliveryRadiusMeters.orElse(before.deliveryRadiusMeters()),
        minOrderMinor.orElse(before.minOrderMinor()),
        packagingFeeMinor.orElse(before.packagingFeeMinor()),
        accepts.orElse(before.accepts()),
        Math.toIntExact(acceptMinutes.orElse(before.acceptMinutes())));
  }

  private static SettingsChange some(Optional<Boolean> open, Optional<OpeningHours> hours) {
    return new SettingsChange(
        open,
        hours,
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  private static Interval interval(JsonBody body) {
    DayOfWeek day = body.enumValue("day", DayOfWeek.class);
    LocalTime from = body.value("from", TIME_LENGTH, SettingsChange::time);
    return body.value("to", TIME_LENGTH, to -> new Interval(day, from, time(to)));
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text, TIME);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time of day such as 09:30", e);
    }
  }
}
