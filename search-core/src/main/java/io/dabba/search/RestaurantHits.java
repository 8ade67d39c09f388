package io.dabba.search;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a {@link RestaurantQuery}.
 *
 * @param hits one page, ordered
 * @param total how many there are over all pages, exactly
 * @param cuisines for each cuisine, how many restaurants there would be with this cuisine alone in
 *     place of those asked for; the most frequent first, then by name; the same on every page
 * @param corrections the words that were replaced, in the order of the text
 * @param nextCursor where the next page begins; empty on the last
 */
public record RestaurantHits(
    List<RestaurantHit> hits,
    int total,
    List<CuisineCount> cuisines,
    List<Correction> corrections,
    Optional<String> nextCursor) {
  public RestaurantHits {
    hits = List.copyOf(hits);
    cuisines = List.copyOf(cuisines);
    corrections = List.copyOf(corrections);
  }
}
