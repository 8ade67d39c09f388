@NullMarked
package io.dabba.server.riders;

import org.jspecify.annotations.NullMarked;
