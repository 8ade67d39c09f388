package io.dabba.benchmarks.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options and arguments of one command line. Options are {@code --name value} or {@code
 * --name=value}, flags stand alone; every error names the option and the value.
 */
public final class Options {
  private final Map<String, String> values;
  private final List<String> arguments;

  private Options(Map<String, String> values, List<String> arguments) {
    this.values = Map.copyOf(values);
    this.arguments = List.copyOf(arguments);
  }

  /**
   * Splits a command line.
   *
   * @param valued the options that take a value, with their dashes
   * @param flags the options that take none
   * @throws UsageException on an unknown or repeated option, or one without its value
   */
  public static Options parse(List<String> line, Set<String> valued, Set<String> flags) {
    Map<String, String> values = new HashMap<>();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < line.size(); i++) {
      String word = line.get(i);
      if (!word.startsWith("--")) {
        arguments.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String value;
      if (flags.contains(name) && equals < 0) {
        value = "true";
      } else if (!valued.contains(name)) {
        throw new UsageException("%s is not an option here".formatted(word));
      } else if (equals >= 0) {
        value = word.substring(equals + 1);
      } else if (i + 1 < line.size() && !line.get(i + 1).startsWith("--")) {
        value = line.get(++i);
      } else {
        throw new UsageException("%s needs a value".formatted(name));
      }
      if (values.put(name, value) != null) {
        throw new UsageException("%s is given twice".formatted(name));
      }
    }
    return new Options(values, arguments);
  }

  public List<String> arguments() {
    return arguments;
  }

  /** The options and flags that were given. */
  public Set<String> names() {
    return values.keySet();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public Optional<Path> path(String name) {
    return text(name).map(Path::of);
  }

  /** A whole number between {@code min} and {@code max}. */
  public int whole(String name, int otherwise, int min, int max) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, with the range
    }
    throw new UsageException(
        "%s=%s is not a whole number between %d and %d".formatted(name, value, min, max));
  }

  /** A number between {@code min} and {@code max}. */
  public double number(String name, double otherwise, double min, double max) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, with the range
    }
    throw new UsageException(
        "%s=%s is not a number between %s and %s".formatted(name, value, min, max));
  }

  /** The second of the day at a time such as {@code 11:00}; {@code 24:00} is the day's end. */
  public int secondOfDay(String name, int otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value.equals("24:00")) {
      return 86_400;
    }
    try {
      return LocalTime.parse(value).toSecondOfDay();
    } catch (DateTimeParseException e) {
      throw new UsageException("%s=%s is not a time of day such as 11:00".formatted(name, value));
    }
  }

  /** The size of a JVM's heap, such as {@code 1g}. */
  public String heap(String name, String otherwise) {
    String value = values.getOrDefault(name, otherwise);
    if (!value.matches("[1-9][0-9]*[kmgKMG]?")) {
      throw new UsageException("%s=%s is no size of a heap such as 1g".formatted(name, value));
    }
    return value;
  }

  /** The address of a server. */
  public Optional<URI> uri(String name) {
    String value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.matches("https?://[^/\\s]+/?")) {
      throw new UsageException(
          "%s=%s is not an address such as http://127.0.0.1:8080".formatted(name, value));
    }
    return Optional.of(URI.create(value));
  }
}
