/**
 * Who gets the ride. {@link io.dabba.dispatch.CityDispatcher} is the functional core: commands, the
 * candidates seen and the time go in, effects come out. {@link
 * io.dabba.dispatch.runtime.Dispatcher} runs one on a clock, a thread and a store:
 *
 * <pre>{@code
 * DomainClock clock = DomainClock.system();
 * RiderIndex riders = new RiderIndex(new CityId("mumbai"), Duration.ofMinutes(2));
 * DispatchStore store = new InMemoryDispatchStore(clock, ride -> refund(ride));
 * Dispatcher.Setup setup =
 *     new Dispatcher.Setup(riders, store, clock, DispatchPolicy.standard(), new GreedyMatcher(),
 *         new GreatCircleTravelTimes(), Duration.ofSeconds(30), answers -> push(answers));
 * try (Dispatcher dispatcher = Dispatcher.start(setup)) {
 *   dispatcher.submit(new Command.OrderConfirmed(rideId, pickup, order));
 * }
 * }</pre>
 */
@NullMarked
package io.dabba.dispatch;

import org.jspecify.annotations.NullMarked;
