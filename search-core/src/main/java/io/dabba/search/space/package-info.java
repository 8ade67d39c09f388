/** Where on the globe: an order of all points in which near ones are near, and circles in it. */
@NullMarked
package io.dabba.search.space;

import org.jspecify.annotations.NullMarked;
