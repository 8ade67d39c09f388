package io.dabba.server.orders;

import java.time.Instant;
import java.util.Optional;

/**
 * Why an order changes: who did it and when, for its event.
 *
 * @param by who, as {@code customer:ID}, {@code restaurant:ID}, {@code rider:ID}, {@code ops:ID},
 *     {@code gateway:NAME} or {@code system}
 * @param at domain time
 * @param reason what was said about it
 */
public record Cause(String by, Instant at, Optional<String> reason) {
  /** Nobody but Dabba itself. */
  public static Cause system(Instant at) {
    return new Cause("system", at, Optional.empty());
  }

  /** A rider. */
  public static Cause rider(String id, Instant at) {
    return new Cause("rider:" + id, at, Optional.empty());
  }

  /** The word of a payment gateway. */
  public static Cause gateway(String name, Instant at) {
    return new Cause("gateway:" + name, at, Optional.empty());
  }

  /** The same with what was said about it. */
  public Cause because(String said) {
    return new Cause(by, at, Optional.of(said));
  }
}
