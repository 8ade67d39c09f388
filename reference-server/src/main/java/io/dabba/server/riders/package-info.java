/** Riders: shifts and positions. */
@NullMarked
package io.dabba.server.riders;

import org.jspecify.annotations.NullMarked;
