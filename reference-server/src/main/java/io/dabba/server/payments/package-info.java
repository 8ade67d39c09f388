/** Money: the gateway port and what is due with it. */
@NullMarked
package io.dabba.server.payments;

import org.jspecify.annotations.NullMarked;
