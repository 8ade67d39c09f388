/** One feature each, in as few lines as it takes; every example is a main that prints. */
@NullMarked
package io.dabba.examples;

import org.jspecify.annotations.NullMarked;
