package io.dabba.dispatch.testkit;

import io.dabba.dispatch.Effect;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.runtime.DispatchListener;
import io.dabba.dispatch.runtime.InMemoryDispatchStore;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The riders of a simulation, with their apps. */
final class SimulatedRiders implements DispatchListener {
  private static final Duration THINKING = Duration.ofSeconds(9);
  private static final Duration TOO_LONG = Duration.ofMinutes(2);
  private static final Duration WAY = Duration.ofMinutes(12);

  private final SimulationRun run;
  private final InMemoryDispatchStore store;
  private final List<RiderId> riders = new ArrayList<>();
  private final List<Offer> heard = new ArrayList<>();
  private int failedRides;

  SimulatedRiders(SimulationRun run) {
    this.run = run;
    this.store = run.store();
  }

  void add(RiderId rider) {
    riders.add(rider);
  }

  RiderId any() {
    return riders.get(run.random().nextInt(riders.size()));
  }

  int failedRides() {
    return failedRides;
  }

  long offers() {
    return heard.size();
  }

  @Override
  public void offerOpened(Offer offer) {
    if (!run.book().hasOpened(offer)) {
      throw new InvariantViolation("%s is told and not stored".formatted(offer));
    }
    heard.add(offer);
    if (!run.faults().strikes(Fault.PUSH_LOST)) {
      answer(offer);
    }
  }

  @Override
  public void rideFailed(RideId ride, Effect.FailureReason reason) {
    failedRides++;
  }

  /** An answer to an offer that may be long over; false if there was none yet. */
  boolean answerOld() {
    if (heard.isEmpty()) {
      return false;
    }
    Offer old = heard.get(run.random().nextInt(heard.size()));
    if (run.random().nextBoolean()) {
      accept(old);
    } else {
      decline(old);
    }
    return true;
  }

  /** A rider gives a ride back; false if none can. */
  boolean dropOut() {
    for (int i = heard.size() - 1; i >= 0; i--) {
      if (store.release(heard.get(i).rideId(), heard.get(i).riderId())) {
        return true;
      }
    }
    return false;
  }

  private void answer(Offer offer) {
    if (run.faults().strikes(Fault.ANSWER_LOST)) {
      return;
    }
    Duration thinking = Duration.ofMillis(200).plus(run.upTo(THINKING));
    if (run.faults().strikes(Fault.ANSWER_LATE)) {
      thinking = thinking.plus(TOO_LONG);
    }
    int mood = run.random().nextInt(10);
    if (mood == 0) {
      return;
    }
    Runnable first = mood <= 2 ? () -> decline(offer) : () -> accept(offer);
    run.after(thinking, "answer to " + offer, first);
    if (run.faults().strikes(Fault.ANSWER_TWICE)) {
      run.after(thinking.plus(run.upTo(TOO_LONG)), "again to " + offer, first);
    }
    if (run.faults().strikes(Fault.ANSWERS_REORDERED)) {
      Runnable other = mood <= 2 ? () -> accept(offer) : () -> decline(offer);
      run.after(run.upTo(thinking.multipliedBy(2)), "also to " + offer, other);
    }
    if (run.faults().strikes(Fault.OFFERED_ORDER_CANCELLED)) {
      run.after(run.upTo(thinking), "cancels " + offer, () -> run.cancelFirstOf(offer.rideId()));
    }
    if (run.faults().strikes(Fault.ANSWER_MIXED_UP)) {
      run.after(run.upTo(thinking), "mixed-up answer to " + offer, () -> answerMixedUp(offer));
    }
    if (run.faults().strikes(Fault.ANSWER_FOREIGN)) {
      run.after(
          thinking, "foreign answer", () -> store.accept(offer.rideId(), any(), offer.token()));
    }
  }

  /** By the token before, which was never his for this ride. */
  private void answerMixedUp(Offer offer) {
    if (offer.token().value() > 1) {
      FencingToken before = new FencingToken(offer.token().value() - 1);
      store.accept(offer.rideId(), offer.riderId(), before);
      store.decline(offer.rideId(), offer.riderId(), before);
    }
  }

  private void decline(Offer offer) {
    store.decline(offer.rideId(), offer.riderId(), offer.token());
  }

  private void accept(Offer offer) {
    AcceptOutcome outcome = store.accept(offer.rideId(), offer.riderId(), offer.token());
    if (outcome instanceof AcceptOutcome.Accepted) {
      if (run.faults().strikes(Fault.REPLY_LOST)) {
        run.after(Duration.ofSeconds(2), "accepts again " + offer, () -> acceptAgain(offer));
      }
      run.after(run.upTo(WAY), offer.riderId() + " is at the pickup", () -> pickUp(offer));
    }
  }

  private void acceptAgain(Offer offer) {
    AcceptOutcome outcome = store.accept(offer.rideId(), offer.riderId(), offer.token());
    if (outcome instanceof AcceptOutcome.Accepted) {
      throw new InvariantViolation("%s was accepted twice".formatted(offer));
    }
  }

  private void pickUp(Offer offer) {
    if (store.pickUp(offer.rideId(), offer.riderId())) {
      run.after(run.upTo(WAY), offer.riderId() + " is at the door", () -> deliver(offer));
    }
  }

  private void deliver(Offer offer) {
    if (store.deliver(offer.rideId(), offer.riderId())) {
      run.city().move(offer.riderId(), run.somewhere());
    }
  }
}
