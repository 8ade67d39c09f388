package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Decision;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ride as {@link InMemoryRides} keeps it. */
final class RideRow {
  /** How many decisions of a ride are kept. */
  static final int DECISIONS_KEPT = 20;

  RideSearch search;
  RideStatus status = RideStatus.PENDING;

  /** By which the ride is held out, or was taken. */
  @Nullable Offer offer;

  private final Deque<Decision> decisions = new ArrayDeque<>();

  RideRow(RideSearch search) {
    this.search = search;
  }

  RideId id() {
    return search.id();
  }

  boolean searches() {
    return status == RideStatus.PENDING || status == RideStatus.OFFERED;
  }

  boolean isHeldOutBy(Offer asked) {
    return status == RideStatus.OFFERED && asked.equals(offer);
  }

  void explained(Decision decision) {
    if (decisions.size() == DECISIONS_KEPT) {
      decisions.removeFirst();
    }
    decisions.addLast(decision);
  }

  List<Decision> decisions() {
    return List.copyOf(decisions);
  }
}
