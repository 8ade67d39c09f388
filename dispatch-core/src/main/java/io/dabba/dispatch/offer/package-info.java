/**
 * One ride held out to one rider for a time, under a fencing token. Begin at {@link
 * io.dabba.dispatch.offer.OfferBook}.
 */
@NullMarked
package io.dabba.dispatch.offer;

import org.jspecify.annotations.NullMarked;
