package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.geo.RiderId;

class InMemoryBundlesTest extends BundlesContract {
  private final InMemoryDispatchStore store = new InMemoryDispatchStore(() -> NOON);

  @Override
  protected DispatchStore createStore() {
    return store;
  }

  @Override
  protected void confirm(OrderId order) {
    RideId wanted = new RideId("wanted-" + order);
    store.confirm(
        CITY, new Command.OrderConfirmed(wanted, POINT, new RideOrder(order, POINT, NOON, NOON)));
  }

  @Override
  protected void cancel(OrderId order) {
    store.cancel(order);
  }

  @Override
  protected boolean accept(RideId ride, RiderId rider, FencingToken token) {
    return store.accept(ride, rider, token) instanceof AcceptOutcome.Accepted;
  }

  @Override
  protected void decline(RideId ride, RiderId rider, FencingToken token) {
    store.decline(ride, rider, token);
  }

  @Override
  protected void release(RideId ride, RiderId rider) {
    store.release(ride, rider);
  }

  @Override
  protected void pickUp(RideId ride, RiderId rider) {
    store.pickUp(ride, rider);
  }

  @Override
  protected void deliver(RideId ride, RiderId rider) {
    store.deliver(ride, rider);
  }

  @Override
  protected void goOffShift(RiderId rider) {
    store.shift(rider, false);
  }

  @Override
  protected RideStatus status(RideId ride) {
    return store.ride(ride).orElseThrow();
  }

  @Override
  protected OrderStatus status(OrderId order) {
    return store.order(order).orElseThrow();
  }
}
