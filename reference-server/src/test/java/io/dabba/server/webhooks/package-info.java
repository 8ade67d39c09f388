@NullMarked
package io.dabba.server.webhooks;

import org.jspecify.annotations.NullMarked;
