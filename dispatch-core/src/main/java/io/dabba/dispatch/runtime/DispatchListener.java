package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Effect;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;

/**
 * Hears what a dispatcher has stored, to tell riders and operations; called on the dispatcher's
 * thread after the commit, so it must not block. Whoever may not miss a fact reads the store: a
 * process that dies after the commit tells nobody, but for open offers, which the next owner tells
 * again.
 */
public interface DispatchListener {
  /** Hears nothing. */
  DispatchListener NONE = new DispatchListener() {};

  /** A rider holds an offer; may be told again. */
  default void offerOpened(Offer offer) {}

  /** An offer was not answered in time, or was taken back from a rider who went silent. */
  default void offerClosed(RideId ride, RiderId rider, FencingToken token) {}

  /** No rider was found for a ride; its orders are cancelled. */
  default void rideFailed(RideId ride, Effect.FailureReason reason) {}
}
