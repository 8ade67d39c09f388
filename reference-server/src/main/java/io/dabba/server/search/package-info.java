/** The search for restaurants, over HTTP. */
@NullMarked
package io.dabba.server.search;

import org.jspecify.annotations.NullMarked;
