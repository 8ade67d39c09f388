/** Orders: the checkout, their state and its transitions. */
@NullMarked
package io.dabba.server.orders;

import org.jspecify.annotations.NullMarked;
