package io.dabba.server.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads columns of a result set as the types of the domain. */
public final class Columns {
  private Columns() {}

  /** A {@code timestamptz} that is not null. */
  public static Instant instant(ResultSet rs, String column) throws SQLException {
    return rs.getTimestamp(column).toInstant();
  }

  /** A {@code timestamptz}. */
  public static Optional<Instant> optionalInstant(ResultSet rs, String column) throws SQLException {
    return Optional.ofNullable(rs.getTimestamp(column)).map(Timestamp::toInstant);
  }

  /** A {@code text}. */
  public static Optional<String> optionalText(ResultSet rs, String column) throws SQLException {
    return Optional.ofNullable(rs.getString(column));
  }

  /** A {@code text[]} that is not null. */
  public static List<String> texts(ResultSet rs, String column) throws SQLException {
    Array array = rs.getArray(column);
    try {
      return List.of((String[]) array.getArray());
    } finally {
      array.free();
    }
  }
}
