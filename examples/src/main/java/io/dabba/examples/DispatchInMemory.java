package io.dabba.examples;

import static io.dabba.geo.Availability.AVAILABLE;
import static io.dabba.geo.Vehicle.MOTORCYCLE;

import io.dabba.dispatch.Command.OrderConfirmed;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.runtime.DispatchListener;
import io.dabba.dispatch.runtime.DispatchSetup;
import io.dabba.dispatch.runtime.Dispatcher;
import io.dabba.dispatch.runtime.DomainClock;
import io.dabba.dispatch.runtime.InMemoryDispatchStore;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An order finds its rider, with no database and no server. */
final class DispatchInMemory {
  private static final CityId MUMBAI = new CityId("mumbai");
  private static final RiderId ASHA = new RiderId("asha");
  private static final GeoPoint KITCHEN = new GeoPoint(19.0186, 72.8428);
  private static final GeoPoint DOOR = new GeoPoint(19.0269, 72.8553);
  private static final BlockingQueue<Offer> OFFERS = new LinkedBlockingQueue<>();

  public static void main(String[] args) throws InterruptedException {
    var clock = DomainClock.system();
    var order = new RideOrder(new OrderId("order-1"), DOOR, clock.instant(), clock.instant());
    // tag::embed[]
    var riders = new RiderIndex(MUMBAI, Duration.ofMinutes(2));
    riders.enroll(ASHA, MOTORCYCLE, AVAILABLE);
    riders.report(Ping.of(ASHA, new GeoPoint(19.0213, 72.8424), clock.instant()));
    var store = new InMemoryDispatchStore(clock);
    var setup = DispatchSetup.of(riders, store, clock).withListener(new App());
    try (var dispatcher = Dispatcher.start(setup)) {
      store.tell(dispatcher::submit);
      store.confirm(MUMBAI, new OrderConfirmed(new RideId("ride-1"), KITCHEN, order));
      var offer = OFFERS.take(); // as the rider's app has it, which answers
      var answer = store.accept(offer.rideId(), offer.riderId(), offer.token());
      System.out.println(answer.getClass().getSimpleName());
    }
    // end::embed[]
  }

  private static final class App implements DispatchListener {
    @Override
    public void offerOpened(Offer offer) {
      System.out.printf(
          "%s is offered to %s under token %s%n", offer.rideId(), offer.riderId(), offer.token());
      OFFERS.add(offer);
    }
  }
}
