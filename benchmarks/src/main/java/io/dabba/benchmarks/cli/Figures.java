package io.dabba.benchmarks.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Named numbers in the order they were put; written as one flat JSON object. */
public final class Figures {
  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Puts a count. */
  public void put(String name, long count) {
    put(name, (double) count);
  }

  /**
   * Puts a figure.
   *
   * @throws IllegalArgumentException if the name has other characters than letters, digits and _,
   *     or is taken
   */
  public void put(String name, double value) {
    if (!name.matches("[a-zA-Z0-9_]+")) {
      throw new IllegalArgumentException(
          "name=%s has other characters than letters, digits and _".formatted(name));
    }
    if (values.put(name, value) != null) {
      throw new IllegalArgumentException("name=%s is put twice".formatted(name));
    }
  }

  public Map<String, Double> values() {
    return Collections.unmodifiableMap(values);
  }

  /** The figure, or 0 where there is none. */
  public double get(String name) {
    return values.getOrDefault(name, 0.0);
  }

  /** One flat JSON object; a figure that is not finite is left out, as JSON has no word for it. */
  public String json() {
    return values.entrySet().stream()
        .filter(entry -> Double.isFinite(entry.getValue()))
        .map(entry -> "  \"%s\": %s".formatted(entry.getKey(), plain(entry.getValue())))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  public void writeTo(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, json());
  }

  /** Whole numbers without a point, others with up to three decimals. */
  public static String plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
