@NullMarked
package io.dabba.server.security;

import org.jspecify.annotations.NullMarked;
