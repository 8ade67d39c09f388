package io.dabba.search;

import io.dabba.search.TopHits.Top;
import io.dabba.search.space.CircleRuns;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;

/**
 * One look at all restaurants of the circle that fit one reading of the text: counts them for the
 * facets, and keeps the first of them. For one thread.
 */
final class SearchPass {
  private final Searched index;
  private final RestaurantQuery query;
  private final Optional<Reading> text;
  private final int words;
  private final FacetCounts facets = new FacetCounts();
  private final TopHits top;
  private int near;
  private int total;

  /**
   * @param reading of the text; empty if there is none
   * @param size how many hits to keep
   * @param after the hit after which they begin
   */
  SearchPass(
      Searched index,
      RestaurantQuery query,
      Optional<Reading> reading,
      int size,
      Optional<Top> after) {
    this.index = index;
    this.query = query;
    this.text = reading;
    this.words = reading.map(Reading::required).orElse(0);
    this.top = new TopHits(size, after);
  }

  SearchPass run(CircleRuns circle) throws IOException {
    text.ifPresent(Reading::forgetFits);
    for (LeafReaderContext leaf : index.searcher().getIndexReader().leaves()) {
      Optional<TextMatch> match = text.isPresent() ? text.get().in(leaf) : Optional.empty();
      if (text.isEmpty() || match.isPresent()) {
        LeafPass pass = new LeafPass(index, query, leaf, match, words, facets, top);
        pass.run(circle);
        near += pass.near();
        total += pass.total();
      }
    }
    return this;
  }

  /** How many restaurants within the radius fit the text, whatever the filters. */
  int near() {
    return near;
  }

  /** How many fit everything. */
  int total() {
    return total;
  }

  Facets facets() {
    return facets.facets();
  }

  List<Correction> corrections() {
    return text.map(Reading::corrections).orElse(List.of());
  }

  List<Top> hits() {
    return top.inOrder();
  }
}
