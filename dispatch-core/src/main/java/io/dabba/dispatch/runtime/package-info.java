/**
 * Clock, threads and storage around a {@link io.dabba.dispatch.CityDispatcher}. Begin at {@link
 * io.dabba.dispatch.runtime.Dispatcher}.
 */
@NullMarked
package io.dabba.dispatch.runtime;

import org.jspecify.annotations.NullMarked;
