/** What dispatch knows of a rider beside where he is. */
@NullMarked
package io.dabba.dispatch.rider;

import org.jspecify.annotations.NullMarked;
