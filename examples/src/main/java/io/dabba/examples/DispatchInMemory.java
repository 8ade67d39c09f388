package io.dabba.examples;

import static io.dabba.geo.Availability.AVAILABLE;
import static io.dabba.geo.Vehicle.MOTORCYCLE;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.DispatchPolicy;
import io.dabba.dispatch.eta.GreatCircleTravelTimes;
import io.dabba.dispatch.matching.GreedyMatcher;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.runtime.DispatchListener;
import io.dabba.dispatch.runtime.Dispatcher;
import io.dabba.dispatch.runtime.DomainClock;
import io.dabba.dispatch.runtime.InMemoryDispatchStore;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.geo.RiderIndex;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An order finds its rider, with no database and no server. */
final class DispatchInMemory {
  private static final RiderId ASHA = new RiderId("asha");
  private static final GeoPoint KITCHEN = new GeoPoint(19.0186, 72.8428);
  private static final GeoPoint DOOR = new GeoPoint(19.0269, 72.8553);
  private static final BlockingQueue<Offer> OFFERS = new LinkedBlockingQueue<>();

  public static void main(String[] args) throws InterruptedException {
    var clock = DomainClock.system();
    var policy = DispatchPolicy.standard();
    var order = new RideOrder(new OrderId("order-1"), DOOR, clock.instant());
    DispatchListener app = DispatchInMemory::push;
    // tag::embed[]
    var riders = new RiderIndex(new CityId("mumbai"), Duration.ofMinutes(2));
    riders.enroll(ASHA, MOTORCYCLE, AVAILABLE);
    riders.report(Ping.of(ASHA, new GeoPoint(19.0213, 72.8424), clock.instant()));
    var store = new InMemoryDispatchStore(clock, ride -> System.out.println("nobody: " + ride));
    var matcher = new GreedyMatcher();
    var times = new GreatCircleTravelTimes();
    var setup =
        new Dispatcher.Setup(riders, store, clock, policy, matcher, times, Duration.ZERO, app);
    try (var dispatcher = Dispatcher.start(setup)) {
      dispatcher.submit(new Command.OrderConfirmed(new RideId("ride-1"), KITCHEN, order));
      Offer offer = OFFERS.take(); // as the rider's app has it, which answers
      var answer = store.offers().accept(offer.rideId(), ASHA, offer.token(), clock.instant());
      dispatcher.submit(new Command.OfferAccepted(offer.rideId(), ASHA, offer.token()));
      System.out.println(answer.getClass().getSimpleName());
    }
    // end::embed[]
  }

  /** Hears of what was stored, and so may be told. */
  private static void push(List<Command> answers) {
    for (Command answer : answers) {
      if (answer instanceof Command.OfferOpened(Offer offer)) {
        System.out.printf(
            "%s is offered to %s under token %s%n", offer.rideId(), offer.riderId(), offer.token());
        OFFERS.add(offer);
      }
    }
  }
}
