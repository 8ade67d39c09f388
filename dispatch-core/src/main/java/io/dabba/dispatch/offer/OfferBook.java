package io.dabba.dispatch.offer;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.Optional;

/**
 * The book of open offers: the one place where it is decided who has which ride. A rider holds at
 * most one open offer or one ride, a ride is held out to or taken by at most one rider, and tokens
 * of a rider strictly increase.
 *
 * <p>Time is passed in. An answer counts while {@code now} is before the offer's {@code expiresAt};
 * from that instant on the offer is overdue and binds nobody, whether or not {@link #expire} was
 * called. Whatever meets an overdue offer closes it as expired: a late answer, a withdrawal, the
 * next offer of its ride or to its rider. Then it is too late for every answer, also for one whose
 * {@code now} is earlier, so that the same answer sent twice gets the same reply.
 *
 * <p>A book knows at least the last two offers of each rider; an answer to an older one may be told
 * that its token is unknown.
 */
public interface OfferBook {
  /**
   * Opens an offer if the rider is free and the ride is not held out or taken. An overdue offer of
   * this ride or of this rider does not stand in the way, and is closed as expired; the ride of the
   * latter is free again.
   */
  OfferOutcome tryOffer(RideId ride, RiderId rider, Instant now, Instant expiresAt);

  /**
   * Takes the ride if this token is the rider's current one for it and it is not too late;
   * compare-and-consume.
   */
  AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token, Instant now);

  /**
   * Closes the offer if this token is the rider's current one for the ride and it is not too late.
   */
  DeclineOutcome decline(RideId ride, RiderId rider, FencingToken token, Instant now);

  /**
   * Takes back the open offer of a ride; returns it, or empty if there was none. One that is
   * overdue is closed as expired and not returned.
   */
  Optional<Offer> withdraw(RideId ride, Instant now);

  /** Closes the offer if it is open and overdue; whether it was. */
  boolean expire(Offer offer, Instant now);

  /** Ends a ride that was accepted, so that the rider is free again; whether it was the rider's. */
  boolean end(RideId ride, RiderId rider, Instant now);

  /**
   * Gives back a ride that was accepted, so that rider and ride are free again; whether it was the
   * rider's.
   */
  boolean release(RideId ride, RiderId rider, Instant now);
}
