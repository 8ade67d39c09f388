/**
 * Who gets the ride. {@link io.dabba.dispatch.CityDispatcher} is the functional core: commands, the
 * candidates seen and the time go in, effects come out. {@link
 * io.dabba.dispatch.runtime.Dispatcher} runs one on a clock, a thread and a store:
 *
 * <pre>{@code
 * RiderIndex riders = new RiderIndex(new CityId("mumbai"), Duration.ofMinutes(2));
 * InMemoryDispatchStore store = new InMemoryDispatchStore();
 * try (Dispatcher dispatcher =
 *     Dispatcher.of(riders.city(), store, riders::nearest, DomainClock.system()).start()) {
 *   dispatcher.submit(new Command.OrderConfirmed(ride));
 * }
 * }</pre>
 */
@NullMarked
package io.dabba.dispatch;

import org.jspecify.annotations.NullMarked;
