package io.dabba.benchmarks.bench.dispatch;

import io.dabba.dispatch.offer.InMemoryOfferBook;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Which ride is offered to which rider, by turns; no two threads share a ride or a rider. A thread
 * has more rides than a book in memory remembers, so that one that comes again is a new one.
 */
@State(Scope.Thread)
public class Pairings {
  static final int RIDERS = 10_000;
  private static final int RIDES_OF_THREAD = 2 * InMemoryOfferBook.ENDED_RIDES_KEPT;

  private final Pairing[] pairings = new Pairing[RIDES_OF_THREAD];
  private int last;

  /** A ride and who it is offered to. */
  record Pairing(RideId ride, RiderId rider) {}

  @Setup
  public void pair(ThreadParams thread) {
    int ridersOfThread = RIDERS / thread.getThreadCount();
    for (int i = 0; i < RIDES_OF_THREAD; i++) {
      RideId ride = new RideId("ride-" + thread.getThreadIndex() + "-" + i);
      int rider = thread.getThreadIndex() * ridersOfThread + i % ridersOfThread;
      pairings[i] = new Pairing(ride, new RiderId("rider-" + rider));
    }
  }

  Pairing next() {
    last = last + 1 == RIDES_OF_THREAD ? 0 : last + 1;
    return pairings[last];
  }
}
