@NullMarked
package io.dabba.server.http;

import org.jspecify.annotations.NullMarked;
