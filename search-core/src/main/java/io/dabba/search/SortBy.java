package io.dabba.search;

/**
 * What hits are ordered by. What fits as it was typed always comes before what was corrected; ties
 * are ordered by score, then by id.
 */
public enum SortBy {
  /** The highest {@link Ranking#score} first. */
  RELEVANCE,
  /** The nearest first. */
  DISTANCE,
  /** The highest {@link Ranking#weightedRating} first: a single 5.0 does not lead. */
  RATING,
  /** The lowest price level first. */
  PRICE,
  /** The least {@link RestaurantHit#eta} first. */
  ETA
}
