package io.dabba.dispatch.testkit;

import io.dabba.dispatch.AskAgain;
import io.dabba.dispatch.Command;
import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.runtime.DispatchStore;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.dispatch.runtime.RecoveredCity;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The store as a simulated dispatcher sees it: it may die around a commit, and what the dispatcher
 * wants stored is looked at.
 */
final class FaultyStore implements DispatchStore {
  /** The process dies. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    Crash() {
      super("crash", null, false, false);
    }
  }

  private final DispatchStore store;
  private final CheckedOfferBook book;
  private final DispatchPolicy policy;
  private final RunningTime running;
  private final Predicate<Fault> strikes;
  private final Map<RideId, Instant> dueAt = new HashMap<>();

  /**
   * @param strikes whether a fault is to happen now
   */
  FaultyStore(
      DispatchStore store,
      CheckedOfferBook book,
      DispatchPolicy policy,
      RunningTime running,
      Predicate<Fault> strikes) {
    this.store = store;
    this.book = book;
    this.policy = policy;
    this.running = running;
    this.strikes = strikes;
  }

  @Override
  public RecoveredCity takeOver(CityId city) {
    return store.takeOver(city);
  }

  @Override
  public List<Command> commit(CityId city, Epoch epoch, Step step) {
    if (strikes.test(Fault.CRASH_BEFORE_COMMIT)) {
      throw new Crash();
    }
    List<Command> answers = store.commit(city, epoch, step);
    step.effects().forEach(effect -> look(effect, step.at()));
    answers.forEach(this::look);
    if (strikes.test(Fault.CRASH_AFTER_COMMIT)) {
      throw new Crash();
    }
    return answers;
  }

  @Override
  public void renew(CityId city, Epoch epoch, Instant countedUntil) {
    store.renew(city, epoch, countedUntil);
  }

  @Override
  public void release(CityId city, Epoch epoch) {
    store.release(city, epoch);
  }

  @Override
  public Map<RiderId, RiderProfile> riders(Set<RiderId> riders) {
    return store.riders(riders);
  }

  private void look(Effect effect, Instant now) {
    switch (effect) {
      case Effect.CreateRide e -> dueAt.put(e.search().id(), e.search().dueAt());
      case Effect.SaveSearch e -> dueAt.put(e.search().id(), e.search().dueAt());
      case Effect.FailRide e -> failed(e.rideId(), now);
      default -> {}
    }
  }

  private void failed(RideId ride, Instant now) {
    Instant since = dueAt.get(ride);
    if (since == null || running.isPaused(now)) {
      throw new InvariantViolation("ride %s failed while dispatch stood still".formatted(ride));
    }
    Duration ran = running.between(since, now);
    Duration rounds = policy.roundInterval().multipliedBy(policy.maxRounds());
    if (ran.compareTo(policy.giveUpAfter()) < 0 && ran.compareTo(rounds) < 0) {
      throw new InvariantViolation("ride %s failed after %s only".formatted(ride, ran));
    }
  }

  private void look(Command answer) {
    if (answer instanceof Command.OfferOpened(Offer offer)) {
      boolean declined = book.hasDeclined(offer.rideId(), offer.riderId());
      boolean letPass = book.hasLetPass(offer.rideId(), offer.riderId());
      AskAgain askAgain = policy.askAgain();
      if ((declined && askAgain != AskAgain.ALL) || (letPass && askAgain == AskAgain.NEVER)) {
        throw new InvariantViolation(
            "%s is asked again for %s, which he did not take"
                .formatted(offer.riderId(), offer.rideId()));
      }
    }
  }
}
