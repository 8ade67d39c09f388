@NullMarked
package io.dabba.server.images;

import org.jspecify.annotations.NullMarked;
