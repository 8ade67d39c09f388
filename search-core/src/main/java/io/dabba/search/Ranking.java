package io.dabba.search;

/**
 * How much each reason counts for the order of the hits:
 *
 * <pre>
 * score = relevanceWeight  * relevance * 2^-(distance / halfDistanceMeters)²
 *       + ratingWeight     * weightedRating / 5
 *       + popularityWeight * log(1 + votes) / log(1 + 10,000), at most 1
 * </pre>
 *
 * Relevance is 0 to 1: 1 without text, else how well name (times 3), cuisines (times 2) and menu
 * fit the words, by BM25. A weight is therefore the most that its reason can add.
 *
 * @param relevanceWeight of fitting text close by, not negative
 * @param halfDistanceMeters where relevance counts half, 1 to 1,000,000
 * @param ratingWeight of the weighted rating, not negative
 * @param priorRating what a restaurant without votes is taken to deserve, 0 to 5
 * @param priorVotes how many votes that assumption is worth, more than 0
 * @param popularityWeight of the number of votes, not negative
 */
public record Ranking(
    double relevanceWeight,
    double halfDistanceMeters,
    double ratingWeight,
    double priorRating,
    double priorVotes,
    double popularityWeight) {
  public static final Ranking DEFAULT = new Ranking(1, 2_500, 0.5, 3.5, 20, 0.1);

  private static final double MAX_WEIGHT = 1_000;
  private static final double MANY_VOTES = 10_000;
  // The BM25 sum per word at which a text counts as half relevant.
  private static final double HALF_BM25 = 4;

  /**
   * @throws IllegalArgumentException if a component is out of its range; weights end at 1,000
   */
  public Ranking {
    Checks.range("relevanceWeight", relevanceWeight, 0, MAX_WEIGHT);
    Checks.range("halfDistanceMeters", halfDistanceMeters, 1, 1e6);
    Checks.range("ratingWeight", ratingWeight, 0, MAX_WEIGHT);
    Checks.range("priorRating", priorRating, 0, Restaurant.MAX_RATING);
    Checks.range("priorVotes", priorVotes, Double.MIN_NORMAL, 1e9);
    Checks.range("popularityWeight", popularityWeight, 0, MAX_WEIGHT);
  }

  /** The score of a restaurant; the relevance is 0 to 1, the distance in metres. */
  public double score(double relevance, double distanceMeters, double rating, int votes) {
    double halves = distanceMeters / halfDistanceMeters;
    double popularity = Math.min(1, Math.log1p(votes) / Math.log1p(MANY_VOTES));
    return relevanceWeight * relevance * Math.pow(2, -halves * halves)
        + ratingWeight * weightedRating(rating, votes) / Restaurant.MAX_RATING
        + popularityWeight * popularity;
  }

  /** The rating, 0 to 5, drawn towards the prior where votes are few: the Bayesian mean. */
  public double weightedRating(double rating, int votes) {
    return (priorRating * priorVotes + rating * votes) / (priorVotes + votes);
  }

  static double relevance(double bm25, int words) {
    return words == 0 ? 1 : bm25 / (bm25 + HALF_BM25 * words);
  }
}
