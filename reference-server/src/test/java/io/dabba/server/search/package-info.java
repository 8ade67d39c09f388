@NullMarked
package io.dabba.server.search;

import org.jspecify.annotations.NullMarked;
