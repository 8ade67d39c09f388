package io.dabba.server.rides;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What threads have asked of an offer book, and been told. Each call lies between two ticks of one
 * counter, and has happened at some moment between them; the ticks are domain time as well.
 * Thread-safe.
 */
final class OfferHistory {
  /** What a call has come to. */
  enum What {
    OPENED,
    ACCEPTED,
    ACCEPTED_AGAIN,
    ACCEPT_REFUSED,
    DECLINED,
    DECLINED_AGAIN,
    DECLINE_REFUSED,
    WITHDRAWN,
    EXPIRED,
    ENDED,
    RELEASED,
    /** It had no effect: an offer refused, nothing to withdraw, expire, end or release. */
    NOTHING,
    /** The connection was lost: it may have happened or not. */
    BROKEN_OFF
  }

  /**
   * A call and its answer.
   *
   * @param rider empty where a call names none and found none
   * @param token 0 where a call names none and found none
   * @param expiresAt of an offer that was opened; else the time of the call
   */
  record Event(
      long from,
      long to,
      What what,
      RideId ride,
      Optional<RiderId> rider,
      long token,
      Instant expiresAt) {
    boolean endedBefore(Event other) {
      return to < other.from;
    }
  }

  /** Both answers to an accept that was sent twice. */
  record Twice(RiderId rider, FencingToken token, AcceptOutcome one, AcceptOutcome other) {}

  private final AtomicLong ticks = new AtomicLong();
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private final Queue<Twice> acceptedTwice = new ConcurrentLinkedQueue<>();

  /** The next tick. */
  long tick() {
    return ticks.incrementAndGet();
  }

  /** The domain time of a tick. */
  static Instant at(long tick) {
    return OfferTables.NOON.plusMillis(tick);
  }

  void opened(long from, long to, Offer offer) {
    events.add(
        new Event(
            from,
            to,
            What.OPENED,
            offer.rideId(),
            Optional.of(offer.riderId()),
            offer.token().value(),
            offer.expiresAt()));
  }

  void add(long from, long to, What what, RideId ride, Optional<RiderId> rider, long token) {
    events.add(new Event(from, to, what, ride, rider, token, at(from)));
  }

  void acceptedTwice(Twice twice) {
    acceptedTwice.add(twice);
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  List<Twice> acceptedTwice() {
    return List.copyOf(acceptedTwice);
  }
}
