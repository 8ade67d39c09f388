/** What operations see and do: import, live map, orders, audit. */
@NullMarked
package io.dabba.server.ops;

import org.jspecify.annotations.NullMarked;
