/** Who calls, and what he may. Begin at {@link io.dabba.server.security.Authentication}. */
@NullMarked
package io.dabba.server.security;

import org.jspecify.annotations.NullMarked;
