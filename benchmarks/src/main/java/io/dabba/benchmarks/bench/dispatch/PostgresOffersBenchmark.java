package io.dabba.benchmarks.bench.dispatch;

import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** The book in PostgreSQL; each operation is a transaction of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PostgresOffersBenchmark {
  private static final int CONNECTIONS = 8;

  private final PostgresOffers offers = PostgresOffers.start();

  @TearDown
  public void stop() {
    offers.close();
  }

  @Benchmark
  @Threads(CONNECTIONS)
  @OperationsPerInvocation(OfferCycle.OPERATIONS)
  public Offer postgres(Pairings pairings) {
    return cycle(pairings.next().rider());
  }

  @Benchmark
  @Threads(1)
  @OperationsPerInvocation(OfferCycle.OPERATIONS)
  public Offer postgresOneConnection(Pairings pairings) {
    return cycle(pairings.next().rider());
  }

  private Offer cycle(RiderId rider) {
    RideId ride = offers.nextRide();
    Offer offer =
        OfferCycle.requireOpened(
            offers.in(book -> book.tryOffer(ride, rider, OfferCycle.NOW, OfferCycle.EXPIRES)));
    OfferCycle.requireAccepted(
        offers.in(book -> book.accept(ride, rider, offer.token(), OfferCycle.NOW)));
    OfferCycle.requireEnded(offers.in(book -> book.end(ride, rider, OfferCycle.NOW)), ride);
    return offer;
  }
}
