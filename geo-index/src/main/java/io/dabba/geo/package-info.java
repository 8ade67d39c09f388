/** Where every rider is. Begin at {@link io.dabba.geo.GeoPoint}. */
@NullMarked
package io.dabba.geo;

import org.jspecify.annotations.NullMarked;
