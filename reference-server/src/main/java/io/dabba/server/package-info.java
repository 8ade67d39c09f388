/** The reference server. Begin at {@link io.dabba.server.Main}. */
@NullMarked
package io.dabba.server;

import org.jspecify.annotations.NullMarked;
