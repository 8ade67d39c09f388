/** How long a way takes. Begin at {@link io.dabba.dispatch.eta.TravelTimes}. */
@NullMarked
package io.dabba.dispatch.eta;

import org.jspecify.annotations.NullMarked;
