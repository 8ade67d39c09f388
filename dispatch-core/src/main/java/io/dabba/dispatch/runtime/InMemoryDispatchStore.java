package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Decision;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.lifecycle.Transition;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.InMemoryOfferBook;
import io.dabba.dispatch.offer.OfferBook;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.rider.Shift;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DispatchStore} for embedders without a database, and where riders, restaurants and
 * customers have their say: each call is decided at once and told to the dispatcher. It outlives
 * dispatchers, not the process. Thread-safe by one lock, under which facts are told too: the
 * consumer must not block, and {@link Dispatcher#submit} does not. Calls are O(orders of a ride).
 *
 * <p>The last {@value #ENDED_KEPT} rides and orders that ended are kept, so that a repeated answer
 * is told what the first was told.
 */
public final class InMemoryDispatchStore implements DispatchStore {
  /** How many rides, and how many orders, that ended are kept. */
  public static final int ENDED_KEPT = 10_000;

  private final InstantSource clock;
  private final InMemoryRides rides;
  private final Map<CityId, Epoch> epochs = new HashMap<>();
  private final Map<CityId, Instant> countedUntil = new HashMap<>();
  private final Map<CityId, Long> unheardAtTakeover = new HashMap<>();
  private @Nullable Predicate<Command> dispatcher;
  private long unheard;

  /** A store with an offer book of its own. */
  public InMemoryDispatchStore(InstantSource clock) {
    this(clock, new InMemoryOfferBook());
  }

  /** A store whose offers are decided by a given book. */
  public InMemoryDispatchStore(InstantSource clock, OfferBook book) {
    this.clock = clock;
    this.rides = new InMemoryRides(book);
  }

  /**
   * Who hears the facts from now on, {@code dispatcher::submit}; whether it was told. Of a fact
   * that was not told, also one from between a takeover and this call, the dispatcher learns by
   * taking the city over again.
   */
  public synchronized void tell(Predicate<Command> facts) {
    dispatcher = facts;
  }

  /** Who hears of every transition of an order or a ride from now on. */
  public synchronized void onTransition(Consumer<Transition<?>> transitions) {
    rides.onTransition(transitions);
  }

  /**
   * Orders are paid for and want one rider.
   *
   * @throws IllegalArgumentException if one of them is known already
   */
  public synchronized void confirm(CityId city, Command.OrderConfirmed orders) {
    rides.confirm(city, orders);
    tell(orders);
  }

  /** The food of an order is ready; false if it is so already, or too late, or unknown. */
  public synchronized boolean ready(OrderId order) {
    boolean ready = rides.ready(order, clock.instant());
    if (ready) {
      tell(new Command.OrderReady(order, clock.instant()));
    }
    return ready;
  }

  /** Cancels an order; false if it has ended already or is unknown. */
  public synchronized boolean cancel(OrderId order) {
    Optional<List<Command>> facts = rides.cancel(order, clock.instant());
    facts.ifPresent(told -> told.forEach(this::tell));
    return facts.isPresent();
  }

  /** The rider takes the ride that is held out to him. */
  public synchronized AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token) {
    AcceptOutcome outcome = rides.accept(ride, rider, token, clock.instant());
    if (outcome instanceof AcceptOutcome.Accepted) {
      tell(new Command.OfferAccepted(ride, rider, token));
    }
    return outcome;
  }

  /** The rider does not want the ride that is held out to him. */
  public synchronized DeclineOutcome decline(RideId ride, RiderId rider, FencingToken token) {
    DeclineOutcome outcome = rides.decline(ride, rider, token, clock.instant());
    if (outcome instanceof DeclineOutcome.Declined) {
      tell(new Command.OfferDeclined(ride, rider, token));
    }
    return outcome;
  }

  /** The rider who took the ride drops out before the pickup; false if it is not his any more. */
  public synchronized boolean release(RideId ride, RiderId rider) {
    Optional<Command> fact = rides.release(ride, rider, clock.instant());
    fact.ifPresent(this::tell);
    return fact.isPresent();
  }

  /** The rider has the food; false if the ride is not his, or beyond that. */
  public synchronized boolean pickUp(RideId ride, RiderId rider) {
    return rides.pickUp(ride, rider);
  }

  /** The food is at the last door; false if the rider does not have it. */
  public synchronized boolean deliver(RideId ride, RiderId rider) {
    boolean delivered = rides.deliver(ride, rider, clock.instant());
    if (delivered) {
      tell(new Command.RideEnded(ride, Optional.of(rider)));
    }
    return delivered;
  }

  /** The rider comes on or goes off shift; in the latter case an offer that he holds is lost. */
  public synchronized void shift(RiderId rider, boolean online) {
    rides.shift(rider, online, clock.instant()).forEach(this::tell);
    tell(new Command.ShiftChanged(rider));
  }

  /**
   * The rider comes on shift by these terms; or his shift, which began then, goes on by other ones.
   * Until this is said, a shift has no known end and nothing is guaranteed.
   */
  public synchronized void shift(RiderId rider, Shift shift) {
    rides.shift(rider, shift);
    tell(new Command.ShiftChanged(rider));
  }

  /** Where an order stands; empty if it is unknown or ended long ago. */
  public synchronized Optional<OrderStatus> order(OrderId order) {
    return rides.orderStatus(order);
  }

  /** Where a ride stands; empty if it is unknown or ended long ago. */
  public synchronized Optional<RideStatus> ride(RideId ride) {
    return rides.rideStatus(ride);
  }

  /** How the last rounds of a ride ended, the latest last; empty if it is unknown. */
  public synchronized List<Decision> explain(RideId ride) {
    return rides.decisions(ride);
  }

  /** Whoever asks is the next owner: there is no other process to wait for. */
  @Override
  public synchronized RecoveredCity takeOver(CityId city) {
    unheardAtTakeover.put(city, unheard);
    Epoch epoch = epochs.merge(city, new Epoch(1), (before, one) -> before.next());
    return new RecoveredCity(
        epoch,
        rides.searches(city),
        rides.unheard(city),
        rides.profiles(clock.instant()),
        rides.underWay(city),
        Optional.ofNullable(countedUntil.get(city)));
  }

  @Override
  public synchronized List<Command> commit(CityId city, Epoch epoch, Step step) {
    requireOwner(city, epoch);
    List<Command> answers = new ArrayList<>();
    for (Effect effect : step.effects()) {
      answers.addAll(rides.carryOut(effect, step.at()));
    }
    step.decisions().forEach(rides::explained);
    count(city, step.countedUntil());
    return answers;
  }

  @Override
  public synchronized void renew(CityId city, Epoch epoch, Instant until) {
    requireOwner(city, epoch);
    count(city, until);
  }

  @Override
  public void release(CityId city, Epoch epoch) {
    // whoever asks for the city gets it
  }

  @Override
  public synchronized Map<RiderId, RiderProfile> riders(Set<RiderId> riders) {
    Map<RiderId, RiderProfile> profiles = new HashMap<>();
    riders.forEach(rider -> profiles.put(rider, rides.profile(rider, clock.instant())));
    return profiles;
  }

  private void count(CityId city, Instant until) {
    countedUntil.merge(city, until, (a, b) -> a.isAfter(b) ? a : b);
  }

  private void tell(Command fact) {
    if (dispatcher == null || !dispatcher.test(fact)) {
      unheard++;
    }
  }

  /**
   * @throws IllegalStateException if the dispatcher has missed facts, so that it begins anew
   */
  private void requireOwner(CityId city, Epoch epoch) {
    if (!epoch.equals(epochs.get(city))) {
      throw new NotOwnerException(city, epoch);
    }
    if (dispatcher != null && unheard != unheardAtTakeover.getOrDefault(city, 0L)) {
      throw new IllegalStateException("the dispatcher of city %s has missed facts".formatted(city));
    }
  }
}
