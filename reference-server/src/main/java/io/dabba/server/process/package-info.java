/** The server as a process of a machine: its data directory, and why it would not start. */
@NullMarked
package io.dabba.server.process;

import org.jspecify.annotations.NullMarked;
