package io.dabba.server.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement with named arguments on plain JDBC, for those few through which every order goes: its
 * names are resolved once, and running it costs no more than the driver does. Immutable.
 *
 * <p>An argument is a {@code String}, {@code Integer}, {@code Long}, {@code Double}, {@code
 * Instant}, a collection of one of the first three, or null.
 */
public final class NamedStatement {
  private final String sql;
  private final List<String> names;

  private NamedStatement(String sql, List<String> names) {
    this.sql = sql;
    this.names = List.copyOf(names);
  }

  /** Maps the one row of a result. */
  @FunctionalInterface
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Takes arguments as {@code :name}, outside of literals in single quotes. */
  public static NamedStatement of(String named) {
    StringBuilder sql = new StringBuilder();
    List<String> names = new ArrayList<>();
    boolean literal = false;
    for (int i = 0; i < named.length(); i++) {
      char c = named.charAt(i);
      literal ^= c == '\'';
      boolean cast = c == ':' && named.startsWith("::", i);
      int end = c == ':' && !literal && !cast ? endOfName(named, i + 1) : i + 1;
      if (end > i + 1) {
        names.add(named.substring(i + 1, end));
        sql.append('?');
        i = end - 1;
      } else if (cast) {
        sql.append("::");
        i++;
      } else {
        sql.append(c);
      }
    }
    return new NamedStatement(sql.toString(), names);
  }

  private static int endOfName(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Runs it, and returns how many rows it changed. */
  public int update(Connection connection, Map<String, ? extends @Nullable Object> arguments)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, arguments)) {
      return statement.executeUpdate();
    }
  }

  /**
   * Runs a query of exactly one row.
   *
   * @throws IllegalStateException if it has none
   */
  public <T> T one(
      Connection connection, Map<String, ? extends @Nullable Object> arguments, RowMapper<T> mapper)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, arguments);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new IllegalStateException("no row came of a query that always has one");
      }
      return mapper.map(rows);
    }
  }

  private PreparedStatement prepare(
      Connection connection, Map<String, ? extends @Nullable Object> arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        Object value = arguments.get(name);
        if (value == null && !arguments.containsKey(name)) {
          throw new IllegalArgumentException("argument %s is missing".formatted(name));
        }
        bind(statement, i + 1, value);
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.NULL);
      case String text -> statement.setString(index, text);
      case Integer number -> statement.setInt(index, number);
      case Long number -> statement.setLong(index, number);
      case Double number -> statement.setDouble(index, number);
      case Instant instant -> statement.setTimestamp(index, Timestamp.from(instant));
      case Collection<?> values -> statement.setArray(index, array(statement, values));
      default -> throw new IllegalArgumentException("argument of " + value.getClass());
    }
  }

  private static java.sql.Array array(PreparedStatement statement, Collection<?> values)
      throws SQLException {
    Object first = values.isEmpty() ? "" : values.iterator().next();
    String type =
        switch (first) {
          case String text -> "text";
          case Integer number -> "int4";
          case Long number -> "int8";
          default -> throw new IllegalArgumentException("elements of " + first.getClass());
        };
    return statement.getConnection().createArrayOf(type, values.toArray());
  }
}
