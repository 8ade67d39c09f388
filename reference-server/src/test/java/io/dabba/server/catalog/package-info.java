@NullMarked
package io.dabba.server.catalog;

import org.jspecify.annotations.NullMarked;
