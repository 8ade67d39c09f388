package io.dabba.server.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * PostgreSQL is away, going or coming, or has no connection left for us: who asks again later may
 * be served. Whether a statement that met it was done is not known.
 */
public final class Outage {
  private static final String CONNECTION_EXCEPTIONS = "08";

  private static final Set<String> STATES =
      Set.of(
          // too_many_connections
          "53300",
          // admin_shutdown, crash_shutdown, cannot_connect_now
          "57P01",
          "57P02",
          "57P03",
          // idle_in_transaction_session_timeout: this process stood still for long
          "25P03");

  private Outage() {}

  /** Whether it is what lies behind an exception. */
  public static boolean isCauseOf(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      // the pool's word for a connection that was not to be had in time
      if (t instanceof SQLTransientConnectionException) {
        return true;
      }
      if (t instanceof SQLException sql && sql.getSQLState() != null && isOne(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOne(String state) {
    return state.startsWith(CONNECTION_EXCEPTIONS) || STATES.contains(state);
  }
}
