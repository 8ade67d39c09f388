/**
 * The demo: a generated city that lives on a server; begin at {@link
 * io.dabba.benchmarks.demo.DemoCommand}.
 */
@NullMarked
package io.dabba.benchmarks.demo;

import org.jspecify.annotations.NullMarked;
