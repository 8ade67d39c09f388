@NullMarked
package io.dabba.server.payments.local;

import org.jspecify.annotations.NullMarked;
