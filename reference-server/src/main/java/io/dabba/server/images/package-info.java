/** Images of restaurants and dishes: kept by what is in them, and served for good. */
@NullMarked
package io.dabba.server.images;

import org.jspecify.annotations.NullMarked;
