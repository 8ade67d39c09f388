package io.dabba.dispatch.testkit;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideUnderWay;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.runtime.DispatchStore;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.dispatch.runtime.InMemoryDispatchStore;
import io.dabba.dispatch.runtime.RecoveredCity;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The store of a simulation, held to what is promised of its rides: each order that has one is in
 * one alone until it has come to its end, whoever joins whom; rides join all at once or not at all;
 * and one that has joined another is never held out again.
 */
final class CheckedStore implements DispatchStore {
  private final DispatchStore checked;
  private final InMemoryDispatchStore truth;
  private final Set<OrderId> carried = new HashSet<>();

  /**
   * @param truth where the orders and rides of the checked store stand
   */
  CheckedStore(DispatchStore checked, InMemoryDispatchStore truth) {
    this.checked = checked;
    this.truth = truth;
  }

  @Override
  public RecoveredCity takeOver(CityId city) {
    RecoveredCity recovered = checked.takeOver(city);
    Map<OrderId, RideId> searching = new HashMap<>();
    recovered.searches().stream()
        .map(RideSearch::ride)
        .forEach(ride -> enter(ride, searching, Map.of()));
    Map<OrderId, RideId> underWay = new HashMap<>();
    recovered.underWay().stream()
        .map(RideUnderWay::ride)
        .forEach(ride -> enter(ride, underWay, searching));
    carried.removeIf(this::hasEnded);
    for (OrderId order : carried) {
      boolean confirmed = truth.order(order).equals(Optional.of(OrderStatus.CONFIRMED));
      if (!(confirmed ? searching : underWay).containsKey(order)) {
        throw new InvariantViolation(
            "order %s, %s, is lost to its ride".formatted(order, truth.order(order)));
      }
    }
    return recovered;
  }

  @Override
  public List<Command> commit(CityId city, Epoch epoch, Step step) {
    Set<RideId> joinedBefore = joined(step);
    List<Command> answers = checked.commit(city, epoch, step);
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.CreateRide e) {
        Ride ride = e.search().ride();
        ride.orders().stream()
            .map(RideOrder::id)
            .filter(order -> !answers.contains(new Command.OrderLeftOut(ride.id(), order)))
            .forEach(carried::add);
      } else if (effect instanceof Effect.OpenOffer e) {
        look(e, joinedBefore, answers);
      }
    }
    for (Command answer : answers) {
      if (answer instanceof Command.OfferOpened(Offer offer) && isJoined(offer.rideId())) {
        throw new InvariantViolation("%s is of a ride that joined another".formatted(offer));
      }
    }
    return answers;
  }

  private Set<RideId> joined(Step step) {
    Set<RideId> joined = new HashSet<>();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.OpenOffer offer) {
        offer.joined().stream().filter(this::isJoined).forEach(joined::add);
      }
    }
    return joined;
  }

  private void look(Effect.OpenOffer offer, Set<RideId> joinedBefore, List<Command> answers) {
    List<RideId> now =
        offer.joined().stream()
            .filter(ride -> !joinedBefore.contains(ride) && isJoined(ride))
            .toList();
    boolean opened =
        answers.stream()
            .anyMatch(answer ->
                answer instanceof Command.OfferOpened(Offer open)
                    && open.rideId().equals(offer.rideId())
                    && open.riderId().equals(offer.riderId()));
    if (!now.isEmpty() && (now.size() < offer.joined().size() || !opened)) {
      throw new InvariantViolation("of %s only %s joined".formatted(offer, now));
    }
    joinedBefore.addAll(now);
  }

  private boolean isJoined(RideId ride) {
    return truth.ride(ride).equals(Optional.of(RideStatus.JOINED));
  }

  private void enter(Ride ride, Map<OrderId, RideId> entered, Map<OrderId, RideId> elsewhere) {
    if (isJoined(ride.id())) {
      throw new InvariantViolation("ride %s joined another and goes on".formatted(ride.id()));
    }
    for (RideOrder order : ride.orders()) {
      RideId other = entered.put(order.id(), ride.id());
      if (other != null || elsewhere.containsKey(order.id())) {
        throw new InvariantViolation(
            "order %s is in ride %s and in another".formatted(order.id(), ride.id()));
      }
    }
  }

  private boolean hasEnded(OrderId order) {
    return truth.order(order).filter(status -> !OrderLifecycle.TABLE.isFinal(status)).isEmpty();
  }

  @Override
  public void renew(CityId city, Epoch epoch, Instant countedUntil) {
    checked.renew(city, epoch, countedUntil);
  }

  @Override
  public void release(CityId city, Epoch epoch) {
    checked.release(city, epoch);
  }

  @Override
  public Map<RiderId, RiderProfile> riders(Set<RiderId> riders) {
    return checked.riders(riders);
  }
}
