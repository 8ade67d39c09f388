package io.dabba.benchmarks.bench.dispatch;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import java.time.Instant;

/**
 * What every book is measured by: offer, accept, end. Each of the three must count, or the
 * measurement ends, so that no refusal is taken for a fast answer.
 */
final class OfferCycle {
  static final int OPERATIONS = 3;
  static final Instant NOW = Instant.parse("2026-01-15T06:30:00Z");
  static final Instant EXPIRES = NOW.plusSeconds(10);

  private OfferCycle() {}

  static Offer requireOpened(OfferOutcome outcome) {
    if (outcome instanceof OfferOutcome.Opened opened) {
      return opened.offer();
    }
    throw new IllegalStateException("offer was not opened: " + outcome);
  }

  static void requireAccepted(AcceptOutcome outcome) {
    if (!(outcome instanceof AcceptOutcome.Accepted)) {
      throw new IllegalStateException("accept did not count: " + outcome);
    }
  }

  static void requireEnded(boolean ended, RideId ride) {
    if (!ended) {
      throw new IllegalStateException("ride %s did not end".formatted(ride));
    }
  }
}
