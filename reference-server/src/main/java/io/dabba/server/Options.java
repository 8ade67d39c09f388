package io.dabba.server;

import io.dabba.server.process.StartupException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The {@code --name value} pairs of a command line. */
final class Options {
  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads {@code --name value} and {@code --name=value}.
   *
   * @throws StartupException if an option is not known, has no value, or stands there twice
   */
  static Options parse(List<String> arguments, List<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!name.startsWith("--") || !known.contains(name.substring(2))) {
        throw new StartupException("Unknown option " + name + "; known are " + names(known) + ".");
      }
      if (equals < 0 && i + 1 == arguments.size()) {
        throw new StartupException("Option " + name + " needs a value.");
      }
      String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
      if (values.putIfAbsent(name.substring(2), value) != null) {
        throw new StartupException("Option " + name + " stands there twice.");
      }
    }
    return new Options(values);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> new StartupException("Option --" + name + " is missing."));
  }

  /**
   * A value that the function reads; whatever it throws means that the value is not what is
   * expected.
   */
  <T> Optional<T> value(String name, Function<String, T> read, String expected) {
    return text(name)
        .map(text -> {
          try {
            return read.apply(text);
          } catch (StartupException e) {
            throw e;
          } catch (RuntimeException e) {
            throw new StartupException(
                "Option --" + name + " must be " + expected + ", not \"" + text + "\".", e);
          }
        });
  }

  private static String names(List<String> known) {
    return String.join(", ", new TreeSet<>(known).stream().map(name -> "--" + name).toList());
  }
}
