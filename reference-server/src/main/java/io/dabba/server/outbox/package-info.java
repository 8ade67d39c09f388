/** Events stored with the change they tell of, and handed on after the commit. */
@NullMarked
package io.dabba.server.outbox;

import org.jspecify.annotations.NullMarked;
