/**
 * Which restaurant: found by text, place and filters, ranked, counted by cuisine. Begin at {@link
 * io.dabba.search.Catalog}.
 *
 * {@snippet :
 * try (Catalog catalog = Catalog.inMemory()) {
 *   GeoPoint here = new GeoPoint(19.076, 72.8777);
 *   catalog.put(
 *       Restaurant.builder(new RestaurantId("r1"), new CityId("mumbai"), "Dabba Express", here)
 *           .cuisines("North Indian")
 *           .build());
 *   catalog.refresh();
 *   RestaurantHits found = catalog.search(RestaurantQuery.near(here).text("daba expr").build());
 *   found.hits().getFirst().name(); // Dabba Express
 *   found.corrections(); // daba -> dabba
 * }
 * }
 *
 * <p>Nothing here reads a clock: a restaurant is open because whoever put it said so.
 */
@NullMarked
package io.dabba.search;

import org.jspecify.annotations.NullMarked;
