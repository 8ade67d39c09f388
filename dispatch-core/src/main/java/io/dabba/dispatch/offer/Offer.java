package io.dabba.dispatch.offer;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;

/**
 * One ride held out to one rider for a time.
 *
 * @param expiresAt the first instant at which an answer is too late
 */
public record Offer(
    RideId rideId, RiderId riderId, FencingToken token, Instant openedAt, Instant expiresAt) {
  public Offer {
    if (!expiresAt.isAfter(openedAt)) {
      throw new IllegalArgumentException(
          "expiresAt=%s is not after openedAt=%s".formatted(expiresAt, openedAt));
    }
  }
}
