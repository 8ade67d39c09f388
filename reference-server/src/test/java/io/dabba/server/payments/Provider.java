package io.dabba.server.payments;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** A payment provider that a gateway of ours is tried against, seen from its own side. */
interface Provider extends AutoCloseable {

  /** What its customers pay by. */
  enum Fate {
    APPROVED,
    REFUSED,
    ASKS_CUSTOMER
  }

  URI uri();

  /** Our gateway to it. */
  PaymentGateway gateway(URI address, Duration timeout);

  String method(Fate fate);

  /** The customer does what he was asked. */
  void decide(Charge charge, boolean approve);

  /** How many charges there are under the key, however they ended. */
  int charges(String key);

  /** What is set aside or taken of the customer's money under the key, refunds deducted. */
  long keptMinor(String key);

  /** The webhook that it sends about a payment at a time. */
  Webhook webhook(String eventId, String key, Instant sentAt);

  /** The same from somebody who does not know the secret. */
  Webhook forged(String eventId, String key, Instant sentAt);

  @Override
  void close();
}
