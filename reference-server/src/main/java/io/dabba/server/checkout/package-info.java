/** Takes orders: checks and prices a cart, and places it once. Begin at {@link Checkout}. */
@NullMarked
package io.dabba.server.checkout;

import org.jspecify.annotations.NullMarked;
