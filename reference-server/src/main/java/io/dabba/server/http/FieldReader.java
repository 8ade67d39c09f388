package io.dabba.server.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The checks that a JSON field and a query parameter have in common; each refusal names the field
 * and the value.
 */
final class FieldReader {
  private FieldReader() {}

  static ProblemException missing(String field) {
    return Problem.invalidField(field, null, field + " is missing").exception();
  }

  static ProblemException invalid(String field, @Nullable Object value, String rule) {
    return Problem.invalidField(field, value, field + " must be " + rule).exception();
  }

  static String text(String field, String value, int maxLength) {
    if (value.isBlank()) {
      throw invalid(field, value, "text that is not blank");
    }
    if (value.length() > maxLength) {
      throw invalid(field, value, "text of at most " + maxLength + " characters");
    }
    if (!storable(value)) {
      throw invalid(field, null, "text without NUL and broken surrogate pairs");
    }
    return value;
  }

  /** PostgreSQL's text knows neither NUL nor half a character. */
  private static boolean storable(String value) {
    return value
        .codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /** What a domain type makes of a text; its own refusal becomes that of the field. */
  static <T> T value(String field, String text, Function<String, T> type) {
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      throw Problem.invalidField(field, text, field + ": " + e.getMessage()).exception();
    }
  }

  static double decimal(String field, double value, double min, double max) {
    // written so that NaN is refused too
    if (!(value >= min && value <= max)) {
      throw invalid(
          field,
          Double.isFinite(value) ? value : Double.toString(value),
          "from " + min + " to " + max);
    }
    return value;
  }

  static long integer(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw invalid(field, value, "from " + min + " to " + max);
    }
    return value;
  }

  static Instant instant(String field, String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      throw invalid(field, value, "an instant such as 2026-11-22T12:00:00Z");
    }
  }

  static Instant instant(String field, String value, Instant after, Instant latest) {
    Instant instant = instant(field, value).truncatedTo(ChronoUnit.MICROS);
    if (!instant.isAfter(after) || instant.isAfter(latest)) {
      throw invalid(field, value, "after " + after + " and at most " + latest);
    }
    return instant;
  }

  /**
   * A constant by its lower-case name with dashes or its own name, as {@code card-3ds} or {@code
   * CARD_3DS}.
   */
  static <E extends Enum<E>> E enumValue(String field, String value, Class<E> type) {
    E[] constants = type.getEnumConstants();
    Optional<E> found =
        Arrays.stream(constants)
            .filter(c -> c.name().equals(value) || wireName(c).equals(value))
            .findFirst();
    return found.orElseThrow(() ->
        invalid(
            field,
            value,
            "one of "
                + String.join(", ", Arrays.stream(constants).map(FieldReader::wireName).toList())));
  }

  private static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
