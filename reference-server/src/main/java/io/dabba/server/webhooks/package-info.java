/** Events for subscribers outside: owed with the mark of the relay, posted until they are taken. */
@NullMarked
package io.dabba.server.webhooks;

import org.jspecify.annotations.NullMarked;
