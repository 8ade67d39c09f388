@NullMarked
package io.dabba.server.ops;

import org.jspecify.annotations.NullMarked;
