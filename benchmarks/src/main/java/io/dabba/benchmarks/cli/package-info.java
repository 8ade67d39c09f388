/** What every subcommand shares: its options, its errors, and the figures it writes. */
@NullMarked
package io.dabba.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
