/** What a rider is offered: one or more orders from pickup to the last door. */
@NullMarked
package io.dabba.dispatch.ride;

import org.jspecify.annotations.NullMarked;
