/** What a customer buys: its id, its status and the table of its life. */
@NullMarked
package io.dabba.dispatch.order;

import org.jspecify.annotations.NullMarked;
