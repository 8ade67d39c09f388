@NullMarked
package io.dabba.server.time;

import org.jspecify.annotations.NullMarked;
