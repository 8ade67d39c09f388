/**
 * Who gets the ride. {@link io.dabba.dispatch.CityDispatcher} is the functional core: commands, the
 * candidates seen and the time go in, effects come out. {@link
 * io.dabba.dispatch.runtime.Dispatcher} runs one on a clock, a thread and a store:
 *
 * <pre>{@code
 * DomainClock clock = DomainClock.system();
 * RiderIndex riders = new RiderIndex(city, Duration.ofMinutes(2));
 * InMemoryDispatchStore store = new InMemoryDispatchStore(clock);
 * DispatchSetup setup = DispatchSetup.of(riders, store, clock).withListener(apps);
 * try (Dispatcher dispatcher = Dispatcher.start(setup)) {
 *   store.tell(dispatcher::submit);
 *   store.confirm(city, new Command.OrderConfirmed(rideId, pickup, order));
 * }
 * }</pre>
 */
@NullMarked
package io.dabba.dispatch;

import org.jspecify.annotations.NullMarked;
