/**
 * A payment provider for demos and tests: a server of its own that takes no real money, keeps its
 * charges over kill -9, and can be told to misbehave. Begin at {@link LocalGatewayServer}.
 */
@NullMarked
package io.dabba.server.payments.local;

import org.jspecify.annotations.NullMarked;
