/** Work that comes again by itself, on the clock on the wall, once in the whole cluster. */
@NullMarked
package io.dabba.server.scheduling;

import org.jspecify.annotations.NullMarked;
