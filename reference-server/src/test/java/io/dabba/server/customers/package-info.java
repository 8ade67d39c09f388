@NullMarked
package io.dabba.server.customers;

import org.jspecify.annotations.NullMarked;
