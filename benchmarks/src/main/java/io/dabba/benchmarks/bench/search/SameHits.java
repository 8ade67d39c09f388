package io.dabba.benchmarks.bench.search;

import io.dabba.search.RestaurantHit;
import io.dabba.search.RestaurantHits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether two answers are the same: total, facets, and place by place the score, to {@value
 * #TOLERANCE}, and the restaurant, unless others have that score too.
 */
final class SameHits {
  private static final double TOLERANCE = 1e-4;

  private SameHits() {}

  /** What differs first; empty if nothing does. */
  static Optional<String> difference(RestaurantHits dabba, RawLuceneSide.Found raw) {
    if (dabba.total() != raw.total()) {
      return Optional.of("total %d, by hand %d".formatted(dabba.total(), raw.total()));
    }
    if (!dabba.facets().equals(raw.facets())) {
      return Optional.of("facets %s, by hand %s".formatted(dabba.facets(), raw.facets()));
    }
    if (dabba.hits().size() != raw.hits().size()) {
      return Optional.of("%d hits, by hand %d".formatted(dabba.hits().size(), raw.hits().size()));
    }
    for (int i = 0; i < dabba.hits().size(); i++) {
      RestaurantHit hit = dabba.hits().get(i);
      RestaurantHit byHand = raw.hits().get(i);
      if (!isSame(hit, byHand, raw.hits())) {
        return Optional.of("hit %d is %s, by hand %s".formatted(i, shown(hit), shown(byHand)));
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(RestaurantHit hit, RestaurantHit other, List<RestaurantHit> all) {
    if (hit.corrected() != other.corrected() || !isNear(hit.score(), other.score())) {
      return false;
    }
    OptionalDouble there =
        all.stream()
            .filter(one -> one.id().equals(hit.id()))
            .mapToDouble(RestaurantHit::score)
            .findFirst();
    // cut off with its equals, or changed places with one of them
    return isNear(hit.score(), there.orElse(all.getLast().score()));
  }

  private static boolean isNear(double score, double other) {
    return Math.abs(score - other) <= TOLERANCE;
  }

  private static String shown(RestaurantHit hit) {
    return "%s %s (%.6f%s)"
        .formatted(hit.id().value(), hit.name(), hit.score(), hit.corrected() ? ", corrected" : "");
  }
}
