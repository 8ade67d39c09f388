/**
 * For tests of whoever embeds dispatch: a clock to set, a city in memory, an offer book that checks
 * another, and seeded days of faults. Begin at {@link io.dabba.dispatch.testkit.Simulation}.
 */
@NullMarked
package io.dabba.dispatch.testkit;

import org.jspecify.annotations.NullMarked;
