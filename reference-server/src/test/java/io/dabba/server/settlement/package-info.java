@NullMarked
package io.dabba.server.settlement;

import org.jspecify.annotations.NullMarked;
