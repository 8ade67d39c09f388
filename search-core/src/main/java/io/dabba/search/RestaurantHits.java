package io.dabba.search;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a {@link RestaurantQuery}.
 *
 * @param hits one page, ordered
 * @param total how many there are over all pages, exactly
 * @param facets how many there would be with other filters
 * @param corrections the words that were replaced in some hit, in the order of the text, and the
 *     most frequent replacement first where a word may have meant several
 * @param ignored the words that were left out, since with them nothing would be found
 * @param nextCursor where the next page begins; empty on the last
 */
public record RestaurantHits(
    List<RestaurantHit> hits,
    int total,
    Facets facets,
    List<Correction> corrections,
    List<String> ignored,
    Optional<String> nextCursor) {
  public RestaurantHits {
    hits = List.copyOf(hits);
    corrections = List.copyOf(corrections);
    ignored = List.copyOf(ignored);
  }
}
