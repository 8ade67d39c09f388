package io.dabba.search;

/** The parts of the score of a segment's restaurants. */
final class LeafScores {
  private final Columns columns;
  private final Ranking ranking;
  private final double[] tasteOf;

  LeafScores(Columns columns, RestaurantQuery query) {
    this.columns = columns;
    this.ranking = query.ranking();
    tasteOf = new double[query.taste().isEmpty() ? 0 : columns.cuisines.size()];
    for (int i = 0; i < tasteOf.length; i++) {
      tasteOf[i] = query.taste().getOrDefault(columns.cuisineKeys.get(i), 0.0);
    }
  }

  double score(int document, double relevance, double distanceMeters) {
    return ranking.score(
        relevance,
        ranking.nearness(distanceMeters),
        rating(document),
        columns.popularity[document],
        taste(document));
  }

  ScoreParts parts(int document, int slips, double relevance, double distanceMeters) {
    return new ScoreParts(
        relevance,
        ranking.nearness(distanceMeters),
        rating(document),
        columns.popularity[document],
        taste(document),
        slips,
        (float) score(document, relevance, distanceMeters));
  }

  double weightedRating(int document) {
    return ranking.weightedRating(columns.rating[document], columns.votes[document]);
  }

  private double rating(int document) {
    return weightedRating(document) / Restaurant.MAX_RATING;
  }

  /** That of the cuisine which is liked best. */
  private double taste(int document) {
    if (tasteOf.length == 0) {
      return 0;
    }
    double most = 0;
    for (int i = columns.cuisinesFrom[document]; i < columns.cuisinesFrom[document + 1]; i++) {
      most = Math.max(most, tasteOf[columns.cuisineOf[i]]);
    }
    return most;
  }
}
