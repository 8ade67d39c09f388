/** Transition tables: which status may follow which, and why. */
@NullMarked
package io.dabba.dispatch.lifecycle;

import org.jspecify.annotations.NullMarked;
