@NullMarked
package io.dabba.server.scheduling;

import org.jspecify.annotations.NullMarked;
