@NullMarked
package io.dabba.server.checkout;

import org.jspecify.annotations.NullMarked;
