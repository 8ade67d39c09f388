@NullMarked
package io.dabba.server.payments;

import org.jspecify.annotations.NullMarked;
