package io.dabba.server.postgres;

import java.sql.SQLException;

/** PostgreSQL refused a statement or could not be reached; the cause says which. */
public final class StatementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StatementException(SQLException cause) {
    super("a statement failed: SQLSTATE " + cause.getSQLState(), cause);
  }
}
