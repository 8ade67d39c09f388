@NullMarked
package io.dabba.server.outbox;

import org.jspecify.annotations.NullMarked;
