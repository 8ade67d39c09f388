@NullMarked
package io.dabba.server.indexing;

import org.jspecify.annotations.NullMarked;
