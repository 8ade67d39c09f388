@NullMarked
package io.dabba.server.postgres;

import org.jspecify.annotations.NullMarked;
