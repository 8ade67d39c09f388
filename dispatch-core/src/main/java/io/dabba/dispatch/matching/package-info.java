/** Which rider for which ride. Begin at {@link io.dabba.dispatch.matching.Matcher}. */
@NullMarked
package io.dabba.dispatch.matching;

import org.jspecify.annotations.NullMarked;
