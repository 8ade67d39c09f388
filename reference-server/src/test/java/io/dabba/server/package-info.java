@NullMarked
package io.dabba.server;

import org.jspecify.annotations.NullMarked;
