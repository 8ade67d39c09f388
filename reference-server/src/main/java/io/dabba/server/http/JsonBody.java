package io.dabba.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A JSON object of a request, read field by field. A field that is missing, of another type or out
 * of its range ends the call with a 400 that names it by its path ({@code items[2].quantity});
 * fields that nobody asks for are ignored; an explicit null is a field left out.
 */
public final class JsonBody {
  private final String path;
  private final JsonNode node;

  private JsonBody(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /** The body of a request of at most {@link RequestBytes#LIMIT}. */
  public static JsonBody read(ServerRequest request) {
    return read(request, RequestBytes.LIMIT);
  }

  public static JsonBody read(ServerRequest request, int maxBytes) {
    return parse(RequestBytes.read(request, maxBytes));
  }

  /** The body, where a call may go without one. */
  public static Optional<JsonBody> readOptional(ServerRequest request) {
    byte[] bytes = RequestBytes.read(request, RequestBytes.LIMIT);
    return bytes.length == 0 ? Optional.empty() : Optional.of(parse(bytes));
  }

  public static JsonBody parse(byte[] json) {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw malformed("The body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      // bytes that are no text in the encoding that they seem to have
      throw malformed("The body is not JSON: it is not UTF-8");
    }
    if (node == null || !node.isObject()) {
      throw malformed("The body must be a JSON object");
    }
    return new JsonBody("", node);
  }

  private static ProblemException malformed(String detail) {
    return Problem.of(400, "malformed-json", "The body is not a JSON object", detail).exception();
  }

  public String string(String name, int maxLength) {
    return optionalString(name, maxLength).orElseThrow(() -> FieldReader.missing(path + name));
  }

  public Optional<String> optionalString(String name, int maxLength) {
    return text(name).map(value -> FieldReader.text(path + name, value, maxLength));
  }

  public double decimal(String name, double min, double max) {
    return optionalDecimal(name, min, max).orElseThrow(() -> FieldReader.missing(path + name));
  }

  public OptionalDouble optionalDecimal(String name, double min, double max) {
    JsonNode value = find(name);
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber()) {
      throw FieldReader.invalid(path + name, shown(value), "a number");
    }
    return OptionalDouble.of(FieldReader.decimal(path + name, value.doubleValue(), min, max));
  }

  public int integer(String name, int min, int max) {
    return Math.toIntExact(
        optionalLong(name, min, max).orElseThrow(() -> FieldReader.missing(path + name)));
  }

  public long longInteger(String name, long min, long max) {
    return optionalLong(name, min, max).orElseThrow(() -> FieldReader.missing(path + name));
  }

  public OptionalLong optionalLong(String name, long min, long max) {
    JsonNode value = find(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber()) {
      throw FieldReader.invalid(path + name, shown(value), "a whole number");
    }
    if (!value.canConvertToLong()) {
      throw FieldReader.invalid(path + name, shown(value), "from " + min + " to " + max);
    }
    return OptionalLong.of(FieldReader.integer(path + name, value.longValue(), min, max));
  }

  public boolean bool(String name) {
    return optionalBool(name).orElseThrow(() -> FieldReader.missing(path + name));
  }

  public Optional<Boolean> optionalBool(String name) {
    JsonNode value = find(name);
    if (value != null && !value.isBoolean()) {
      throw FieldReader.invalid(path + name, shown(value), "true or false");
    }
    return Optional.ofNullable(value).map(JsonNode::booleanValue);
  }

  public Optional<Instant> optionalInstant(String name) {
    return text(name).map(value -> FieldReader.instant(path + name, value));
  }

  /** To the microsecond, as it is stored. */
  public Optional<Instant> optionalInstant(String name, Instant after, Instant latest) {
    return text(name).map(value -> FieldReader.instant(path + name, value, after, latest));
  }

  public <E extends Enum<E>> E enumValue(String name, Class<E> type) {
    return optionalEnum(name, type).orElseThrow(() -> FieldReader.missing(path + name));
  }

  public <E extends Enum<E>> Optional<E> optionalEnum(String name, Class<E> type) {
    return text(name).map(value -> FieldReader.enumValue(path + name, value, type));
  }

  public JsonBody object(String name) {
    return optionalObject(name).orElseThrow(() -> FieldReader.missing(path + name));
  }

  public Optional<JsonBody> optionalObject(String name) {
    return Optional.ofNullable(find(name)).map(value -> child(path + name, value));
  }

  /** A GeoJSON area that {@link io.dabba.geo.Geofence#area} takes, x being the longitude. */
  public Optional<Geometry> optionalArea(String name) {
    return Optional.ofNullable(find(name)).map(value -> GeoJsonArea.read(path + name, value));
  }

  /** The objects of an array, each read by the function; an empty array is an empty list. */
  public <T> List<T> list(String name, int maxSize, Function<JsonBody, T> item) {
    List<T> items = new ArrayList<>();
    int index = 0;
    for (JsonNode element : array(name, maxSize)) {
      items.add(item.apply(child(path + name + "[" + index++ + "]", element)));
    }
    return List.copyOf(items);
  }

  /** The same where the array may be left out, which is an empty one. */
  public <T> List<T> optionalList(String name, int maxSize, Function<JsonBody, T> item) {
    return find(name) == null ? List.of() : list(name, maxSize, item);
  }

  /** The same where no two elements may have one id. */
  public <T> List<T> distinct(
      String name, int maxSize, Function<JsonBody, T> item, Function<T, ?> id) {
    List<T> items = list(name, maxSize, item);
    Set<Object> ids = new HashSet<>();
    for (T element : items) {
      if (!ids.add(id.apply(element))) {
        throw FieldReader.invalid(path + name, id.apply(element), "without repeated ids");
      }
    }
    return items;
  }

  public List<String> strings(String name, int maxSize, int maxLength) {
    List<String> items = new ArrayList<>();
    for (JsonNode element : array(name, maxSize)) {
      String field = path + name + "[" + items.size() + "]";
      if (!element.isTextual()) {
        throw FieldReader.invalid(field, shown(element), "text");
      }
      items.add(FieldReader.text(field, element.textValue(), maxLength));
    }
    return List.copyOf(items);
  }

  /** What a domain type makes of a text; its own refusal becomes that of the field. */
  public <T> T value(String name, int maxLength, Function<String, T> type) {
    return FieldReader.value(path + name, string(name, maxLength), type);
  }

  /** Whether there is such a field. */
  public boolean has(String name) {
    return find(name) != null;
  }

  /**
   * A refusal of a field for what no method here checks.
   *
   * @param why what is wrong with it
   */
  public ProblemException refusal(String name, String why) {
    return Problem.invalidField(path + name, null, path + name + ": " + why).exception();
  }

  /** The same, where there may be no such field. */
  public <T> Optional<T> optionalValue(String name, int maxLength, Function<String, T> type) {
    return optionalString(name, maxLength).map(text -> FieldReader.value(path + name, text, type));
  }

  /** What a domain type makes of each text of an array. */
  public <T> List<T> values(String name, int maxSize, int maxLength, Function<String, T> type) {
    List<T> values = new ArrayList<>();
    for (String text : strings(name, maxSize, maxLength)) {
      values.add(FieldReader.value(path + name + "[" + values.size() + "]", text, type));
    }
    return List.copyOf(values);
  }

  /** The same, where no such field is an empty array. */
  public <T> List<T> optionalValues(
      String name, int maxSize, int maxLength, Function<String, T> type) {
    return find(name) == null ? List.of() : values(name, maxSize, maxLength, type);
  }

  private JsonNode array(String name, int maxSize) {
    JsonNode value = find(name);
    if (value == null) {
      throw FieldReader.missing(path + name);
    }
    if (!value.isArray()) {
      throw FieldReader.invalid(path + name, shown(value), "an array");
    }
    if (value.size() > maxSize) {
      throw FieldReader.invalid(
          path + name, value.size() + " elements", "of at most " + maxSize + " elements");
    }
    return value;
  }

  private static JsonBody child(String path, JsonNode value) {
    if (!value.isObject()) {
      throw FieldReader.invalid(path, shown(value), "an object");
    }
    return new JsonBody(path + ".", value);
  }

  private Optional<String> text(String name) {
    JsonNode value = find(name);
    if (value != null && !value.isTextual()) {
      throw FieldReader.invalid(path + name, shown(value), "text");
    }
    return Optional.ofNullable(value).map(JsonNode::textValue);
  }

  private @Nullable JsonNode find(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** Numbers as they stand, so that JSON can carry them back; anything else as text. */
  static Object shown(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.doubleValue())
        ? value.numberValue()
        : value.toString();
  }
}
