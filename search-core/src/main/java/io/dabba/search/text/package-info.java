/** Words: how texts become them, which of them there are, and which one was meant. */
@NullMarked
package io.dabba.search.text;

import org.jspecify.annotations.NullMarked;
