package io.dabba.benchmarks.bench.orders;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of the server as {@code pgbench} runs it: word for word, with a variable where the
 * server has a parameter. A variable has no type, so each is cast to the one that the server's
 * driver tells PostgreSQL.
 */
final class PgbenchStatement {
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-zA-Z]\\w*)");

  private final String name;
  private final String sql;
  private final Map<String, Argument> arguments = new TreeMap<>();

  /**
   * What stands for a parameter.
   *
   * @param type of PostgreSQL
   * @param variable of the script; empty for NULL
   */
  private record Argument(String type, String variable, String value) {}

  /**
   * @param name tells the statement's variables from those of others
   * @param sql with parameters of the form {@code :name}
   */
  PgbenchStatement(String name, String sql) {
    this.name = name;
    this.sql = sql;
  }

  /** Gives a parameter the same value in each run. */
  PgbenchStatement with(String parameter, String type, String value) {
    arguments.put(parameter, new Argument(type, name + "_" + parameter, value));
    return this;
  }

  PgbenchStatement withNull(String parameter, String type) {
    arguments.put(parameter, new Argument(type, "", ""));
    return this;
  }

  /** Gives a parameter what a variable of the script has. */
  PgbenchStatement withVariable(String parameter, String type, String variable) {
    arguments.put(parameter, new Argument(type, variable, ""));
    return this;
  }

  /** The values of its variables that do not change. */
  Map<String, String> constants() {
    Map<String, String> constants = new LinkedHashMap<>();
    arguments
        .values()
        .forEach(argument -> {
          if (argument.variable.startsWith(name + "_")) {
            constants.put(argument.variable, argument.value);
          }
        });
    return constants;
  }

  /**
   * As it stands in a script.
   *
   * @throws IllegalStateException if its parameters are not those that were given
   */
  String text() {
    Set<String> used = new TreeSet<>();
    Matcher matcher = PARAMETER.matcher(sql);
    String text =
        matcher.replaceAll(found -> {
          used.add(found.group(1));
          return Matcher.quoteReplacement(placeholder(found.group(1)));
        });
    if (!used.equals(arguments.keySet())) {
      throw new IllegalStateException(
          "statement=%s has parameters=%s, given are %s".formatted(name, used, arguments.keySet()));
    }
    return text.strip() + ";\n";
  }

  private String placeholder(String parameter) {
    Argument argument = arguments.get(parameter);
    if (argument == null) {
      throw new IllegalStateException(
          "statement=%s is given no parameter=%s".formatted(name, parameter));
    }
    return argument.variable.isEmpty()
        ? "CAST(NULL AS %s)".formatted(argument.type)
        : "CAST(:%s AS %s)".formatted(argument.variable, argument.type);
  }
}
