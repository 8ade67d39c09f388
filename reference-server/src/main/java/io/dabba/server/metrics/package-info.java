/** Figures in the text format of Prometheus 0.0.4. */
@NullMarked
package io.dabba.server.metrics;

import org.jspecify.annotations.NullMarked;
