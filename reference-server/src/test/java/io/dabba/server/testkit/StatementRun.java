package io.dabba.server.testkit;

/**
 * A statement on its way to PostgreSQL.
 *
 * @param sql as the server prepared it
 * @param arguments what it was given, as bytes on the wire, each a character: texts can be found in
 *     it, numbers and times cannot
 */
public record StatementRun(String sql, String arguments) {
  /** Whether its text begins so. */
  public boolean begins(String text) {
    return sql.startsWith(text);
  }

  /** Whether an argument has this text in it, which is of ASCII. */
  public boolean isGiven(String text) {
    return arguments.contains(text);
  }
}
