package io.dabba.dispatch.testkit;

import io.dabba.dispatch.offer.InMemoryOfferBook;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.runtime.DispatchListener;
import io.dabba.dispatch.runtime.DispatchStore;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Drives the dispatch of a city through hours in which things go wrong, and holds it to the
 * invariants after each step: no rider and no ride is booked twice, answers count by their token
 * and in their time and get the same answer again, tokens increase, nobody is asked again for what
 * he declined, nothing is told that is not stored, no restart costs a ride its time, every order is
 * in one ride, whoever joins whom, and comes to an end, and everything moves by its table.
 *
 * <p>What is simulated is the production code: {@code CitySession}, {@code CityDispatcher} and the
 * in-memory store. All chance comes from the seed, so the same seed replays exactly. Instances are
 * immutable and thread-safe; a city-hour takes some milliseconds.
 *
 * @param plan how much happens
 * @param book makes the offer book that is put to the test
 * @param store wraps the store that the dispatcher sees; the listener is the one that riders' apps
 *     hear
 */
public record Simulation(
    SimulationPlan plan,
    Supplier<OfferBook> book,
    BiFunction<DispatchStore, DispatchListener, DispatchStore> store) {
  /** A simulation of what is shipped. */
  public static Simulation of(SimulationPlan plan) {
    return new Simulation(plan, InMemoryOfferBook::new, (store, listener) -> store);
  }

  /** The same with an offer book of the caller's. */
  public Simulation withBook(Supplier<OfferBook> book) {
    return new Simulation(plan, book, store);
  }

  /** The same with the caller's code between dispatcher and store. */
  public Simulation withStore(BiFunction<DispatchStore, DispatchListener, DispatchStore> store) {
    return new Simulation(plan, book, store);
  }

  /** Runs one seed to its end, or to the first violation. */
  public SimulationReport run(long seed) {
    return new SimulationRun(this, seed).run();
  }
}
