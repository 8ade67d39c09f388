package io.dabba.server.payments;

import java.util.Set;

/**
 * The gateway of the demo and the tests: nothing is charged, and the payment method says what
 * happens. {@code card} is approved, {@code card-refused} refused, {@code card-3ds} approved after
 * the customer acted, {@code card-timeout} approved without anybody hearing of it at first.
 * Stateless, so the same key always meets the same fate. Thread-safe.
 */
public final class LocalGateway implements PaymentGateway {
  private static final Set<String> METHODS =
      Set.of("card", "card-refused", "card-3ds", "card-timeout");

  @Override
  public boolean knows(String method) {
    return METHODS.contains(method);
  }

  @Override
  public Result authorize(Charge charge) {
    return switch (charge.method()) {
      case "card-refused" -> new Result.Refused("insufficient funds");
      case "card-3ds" -> new Result.NeedsAction("https://pay.example/3ds/" + charge.key());
      case "card-timeout" -> new Result.Unknown();
      case "card" -> new Result.Approved();
      default -> new Result.Refused("no such payment method");
    };
  }

  @Override
  public Result status(String key) {
    return new Result.Approved();
  }

  @Override
  public boolean capture(String key) {
    return true;
  }

  @Override
  public boolean giveBack(String key) {
    return true;
  }
}
