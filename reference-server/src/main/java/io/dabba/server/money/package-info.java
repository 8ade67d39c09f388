/** Amounts. */
@NullMarked
package io.dabba.server.money;

import org.jspecify.annotations.NullMarked;
