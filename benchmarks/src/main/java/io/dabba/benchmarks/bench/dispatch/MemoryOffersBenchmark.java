package io.dabba.benchmarks.bench.dispatch;

import io.dabba.benchmarks.bench.dispatch.Pairings.Pairing;
import io.dabba.dispatch.offer.InMemoryOfferBook;
import io.dabba.dispatch.offer.Offer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** The book in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MemoryOffersBenchmark {
  private final InMemoryOfferBook book = new InMemoryOfferBook();

  @Benchmark
  @Threads(1)
  @OperationsPerInvocation(OfferCycle.OPERATIONS)
  public Offer memory(Pairings pairings) {
    return cycle(pairings.next());
  }

  @Benchmark
  @Threads(2)
  @OperationsPerInvocation(OfferCycle.OPERATIONS)
  public Offer memoryTwoThreads(Pairings pairings) {
    return cycle(pairings.next());
  }

  private Offer cycle(Pairing pairing) {
    Offer offer =
        OfferCycle.requireOpened(
            book.tryOffer(pairing.ride(), pairing.rider(), OfferCycle.NOW, OfferCycle.EXPIRES));
    OfferCycle.requireAccepted(
        book.accept(pairing.ride(), pairing.rider(), offer.token(), OfferCycle.NOW));
    OfferCycle.requireEnded(
        book.end(pairing.ride(), pairing.rider(), OfferCycle.NOW), pairing.ride());
    return offer;
  }
}
