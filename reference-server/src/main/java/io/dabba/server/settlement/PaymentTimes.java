package io.dabba.server.settlement;

import java.time.Duration;

/**
 * How long payments are given.
 *
 * @param lease wall time for which whoever asks a gateway has a payment to himself; longer than a
 *     call may take
 * @param lateArrival wall time after which a charge that a gateway has not heard of will not reach
 *     it any more
 * @param pendingFor domain time that a payment may stay undecided before its order is cancelled
 */
public record PaymentTimes(Duration lease, Duration lateArrival, Duration pendingFor) {
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** What suits a gateway whose calls end within the timeout. */
  public static PaymentTimes of(Duration gatewayTimeout) {
    // a call may be made of two: that the gateway knows nothing, and the charge again
    Duration call = gatewayTimeout.multipliedBy(2);
    return new PaymentTimes(call.plus(SLACK), call.plusMinutes(1), Duration.ofMinutes(15));
  }
}
