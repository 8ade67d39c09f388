package io.dabba.server.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a call, as RFC 9457 has it. The type is stable and may be tested by clients;
 * title and detail are for people; members are further facts, such as the field and the value that
 * were refused.
 */
@JsonPropertyOrder({"type", "title", "status", "detail"})
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonAnyGetter Map<String, Object> members) {

  public static final String TYPES = "https://dabba.io/problems/";
  private static final int LONGEST_VALUE = 100;

  public Problem {
    members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** A problem whose type is {@link #TYPES} and the given slug, such as {@code stale-offer}. */
  public static Problem of(int status, String slug, String title, String detail) {
    return new Problem(TYPES + slug, title, status, detail, Map.of());
  }

  /** A field of the body or a parameter of the query that is missing or not as it must be. */
  public static Problem invalidField(String field, @Nullable Object value, String detail) {
    Problem problem = of(400, "invalid-field", "A field is not valid", detail).with("field", field);
    return value == null ? problem : problem.with("value", shortened(value));
  }

  public static Problem notFound(String detail) {
    return of(404, "not-found", "Not found", detail);
  }

  /** This problem with one more member. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(type, title, status, detail, more);
  }

  /** This problem as what to throw. */
  public ProblemException exception() {
    return new ProblemException(this, Map.of());
  }

  private static Object shortened(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    String text = value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }
}
