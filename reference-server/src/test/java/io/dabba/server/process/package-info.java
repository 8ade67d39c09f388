@NullMarked
package io.dabba.server.process;

import org.jspecify.annotations.NullMarked;
