package io.dabba.benchmarks.bench.mdrp;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.runtime.DispatchStore;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.dispatch.runtime.RecoveredCity;
import io.dabba.geo.CityId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A store, and what was offered through it: which rides, with which stops. */
final class OfferWatch implements DispatchStore {
  private final DispatchStore store;
  private final Map<RideId, List<OrderId>> stops = new HashMap<>();
  private final List<Opened> opened = new ArrayList<>();

  /**
   * An offer that a rider holds.
   *
   * @param stops the orders of its ride in the order of their delivery
   */
  record Opened(Offer offer, List<OrderId> stops) {}

  OfferWatch(DispatchStore store) {
    this.store = store;
  }

  /** The offers since the last call. */
  List<Opened> drain() {
    List<Opened> drained = List.copyOf(opened);
    opened.clear();
    return drained;
  }

  @Override
  public List<Command> commit(CityId city, Epoch epoch, Step step) {
    List<Command> answers = store.commit(city, epoch, step);
    Map<RideId, List<OrderId>> bundled = new HashMap<>();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.CreateRide(var search)) {
        stops.put(search.id(), search.ride().orders().stream().map(RideOrder::id).toList());
      } else if (effect instanceof Effect.OpenOffer open && !open.stops().isEmpty()) {
        bundled.put(open.rideId(), open.stops());
      }
    }
    for (Command answer : answers) {
      if (answer instanceof Command.OfferOpened(Offer offer)) {
        RideId ride = offer.rideId();
        stops.computeIfPresent(ride, (id, before) -> bundled.getOrDefault(id, before));
        opened.add(new Opened(offer, stops.getOrDefault(ride, List.of())));
      }
    }
    return answers;
  }

  @Override
  public RecoveredCity takeOver(CityId city) {
    return store.takeOver(city);
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
}
