/**
 * Rides and offers in PostgreSQL, the dispatchers of the cities, and what a rider does with a ride.
 */
@NullMarked
package io.dabba.server.rides;

import org.jspecify.annotations.NullMarked;
