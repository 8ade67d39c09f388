@NullMarked
package io.dabba.server.rides;

import org.jspecify.annotations.NullMarked;
