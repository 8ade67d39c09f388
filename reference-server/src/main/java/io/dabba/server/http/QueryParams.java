package io.dabba.server.http;

import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The query of a request, read parameter by parameter as {@link JsonBody} reads fields. An empty
 * parameter is one left out.
 */
public final class QueryParams {
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,50}(\\.\\d{1,50})?([eE][+-]?\\d{1,5})?");

  private final UriQuery query;

  private QueryParams(UriQuery query) {
    this.query = query;
  }

  public static QueryParams of(ServerRequest request) {
    return new QueryParams(request.query());
  }

  public String string(String name, int maxLength) {
    return optionalString(name, maxLength).orElseThrow(() -> FieldReader.missing(name));
  }

  public Optional<String> optionalString(String name, int maxLength) {
    return find(name).map(value -> FieldReader.text(name, value, maxLength));
  }

  /** What a domain type makes of a text; its own refusal becomes that of the parameter. */
  public <T> Optional<T> optionalValue(String name, int maxLength, Function<String, T> type) {
    return optionalString(name, maxLength).map(text -> FieldReader.value(name, text, type));
  }

  public <T> T value(String name, int maxLength, Function<String, T> type) {
    return optionalValue(name, maxLength, type).orElseThrow(() -> FieldReader.missing(name));
  }

  public double decimal(String name, double min, double max) {
    return optionalDecimal(name, min, max).orElseThrow(() -> FieldReader.missing(name));
  }

  public OptionalDouble optionalDecimal(String name, double min, double max) {
    Optional<String> value = find(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    // the numbers of JSON, and not all that Java reads as one
    if (!NUMBER.matcher(value.get()).matches()) {
      throw FieldReader.invalid(name, value.get(), "a number");
    }
    return OptionalDouble.of(FieldReader.decimal(name, Double.parseDouble(value.get()), min, max));
  }

  public int integer(String name, int min, int max) {
    return optionalInteger(name, min, max).orElseThrow(() -> FieldReader.missing(name));
  }

  public OptionalInt optionalInteger(String name, int min, int max) {
    Optional<String> value = find(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of((int) FieldReader.integer(name, Long.parseLong(value.get()), min, max));
    } catch (NumberFormatException e) {
      throw FieldReader.invalid(name, value.get(), "a whole number");
    }
  }

  public Optional<Boolean> optionalBool(String name) {
    return find(name)
        .map(value ->
            switch (value) {
              case "true" -> true;
              case "false" -> false;
              default -> throw FieldReader.invalid(name, value, "true or false");
            });
  }

  public <E extends Enum<E>> Optional<E> optionalEnum(String name, Class<E> type) {
    return find(name).map(value -> FieldReader.enumValue(name, value, type));
  }

  /** All values of a parameter that may be repeated or hold several, separated by commas. */
  public List<String> strings(String name, int maxSize, int maxLength) {
    List<String> values =
        query.contains(name)
            ? query.all(name).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .filter(value -> !value.isBlank())
                .map(value -> FieldReader.text(name, value.strip(), maxLength))
                .toList()
            : List.of();
    if (values.size() > maxSize) {
      throw FieldReader.invalid(
          name, values.size() + " values", "of at most " + maxSize + " values");
    }
    return values;
  }

  private Optional<String> find(String name) {
    if (!query.contains(name)) {
      return Optional.empty();
    }
    return Optional.of(query.get(name)).filter(value -> !value.isBlank());
  }
}
