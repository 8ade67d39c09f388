package io.dabba.search;

/**
 * How much each reason counts for the order of the hits:
 *
 * <pre>
 * score = relevanceWeight  * relevance / (1 + (distance / halfDistanceMeters)^1.5)
 *       + ratingWeight     * weightedRating / 5
 *       + popularityWeight * log(1 + popularity) / log(1 + 10,000), at most 1
 *       + tasteWeight      * taste
 * </pre>
 *
 * Relevance is 0 to 1: 1 without text, else how well name (times 3), cuisines (times 2.5) and menu
 * fit the words, by BM25 without the rarity of words, since all of them are asked for. Taste is 0
 * to 1: how much the customer likes that cuisine of the restaurant which he likes best. A weight is
 * therefore the most that its reason can add.
 *
 * @param relevanceWeight of fitting text close by, not negative
 * @param halfDistanceMeters where relevance counts half, 1 to 1,000,000
 * @param ratingWeight of the weighted rating, not negative
 * @param priorRating what a restaurant without votes is taken to deserve, 0 to 5
 * @param priorVotes how many votes that assumption is worth, more than 0
 * @param popularityWeight of the popularity, not negative
 * @param tasteWeight of the customer's own taste, not negative
 */
public record Ranking(
    double relevanceWeight,
    double halfDistanceMeters,
    double ratingWeight,
    double priorRating,
    double priorVotes,
    double popularityWeight,
    double tasteWeight) {
  public static final Ranking DEFAULT = new Ranking(1, 2_500, 0.5, 3.2, 20, 0.1, 0.2);

  private static final double MAX_WEIGHT = 1_000;
  private static final double MUCH_POPULARITY = Math.log1p(10_000);
  // The BM25 sum per word at which a text counts as half relevant.
  private static final double HALF_BM25 = 0.7;

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
    Checks.range("tasteWeight", tasteWeight, 0, MAX_WEIGHT);
  }

  /** The score of a restaurant; relevance and taste are 0 to 1, the distance in metres. */
  public double score(
      double relevance,
      double distanceMeters,
      double rating,
      int votes,
      int popularity,
      double taste) {
    return score(
        relevance,
        nearness(distanceMeters),
        weightedRating(rating, votes) / Restaurant.MAX_RATING,
        popularity(popularity),
        taste);
  }

  /** The same of parts as {@link ScoreParts} has them, each 0 to 1. */
  double score(double relevance, double nearness, double rating, double popularity, double taste) {
    return relevanceWeight * relevance * nearness
        + ratingWeight * rating
        + popularityWeight * popularity
        + tasteWeight * taste;
  }

  /** How much relevance counts at a distance in metres: 1 at the door, half at half-distance. */
  public double nearness(double distanceMeters) {
    double halves = distanceMeters / halfDistanceMeters;
    return 1 / (1 + halves * Math.sqrt(halves));
  }

  /** The rating, 0 to 5, drawn towards the prior where votes are few: the Bayesian mean. */
  public double weightedRating(double rating, int votes) {
    return (priorRating * priorVotes + rating * votes) / (priorVotes + votes);
  }

  /** The popularity from 0 to 1, each doubling of it worth the same. */
  public static double popularity(int popularity) {
    return Math.min(1, Math.log1p(popularity) / MUCH_POPULARITY);
  }

  /** How relevant a sum of BM25 over so many words is, 0 to 1. */
  public static double relevance(double bm25, int words) {
    return words == 0 ? 1 : bm25 / (bm25 + HALF_BM25 * words);
  }
}
