package io.dabba.server.checkout;

import io.dabba.server.settlement.Confirmation;

/**
 * What PostgreSQL is asked for an order that is paid at once, each statement a transaction of its
 * own, in this order; for a benchmark that runs the very same. Parameters are {@code :name}.
 */
public final class CheckoutSql {
  public static final String READ = CheckoutFacts.SQL;
  public static final String PLACE = Placement.SQL;
  public static final String CONFIRM = Confirmation.SQL;

  private CheckoutSql() {}
}
