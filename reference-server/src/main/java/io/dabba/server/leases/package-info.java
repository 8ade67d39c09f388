/** Which process dispatches which city. */
@NullMarked
package io.dabba.server.leases;

import org.jspecify.annotations.NullMarked;
