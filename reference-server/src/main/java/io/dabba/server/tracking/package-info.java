/** Live tracking: positions and states to who watches an order. */
@NullMarked
package io.dabba.server.tracking;

import org.jspecify.annotations.NullMarked;
