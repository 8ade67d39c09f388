package io.dabba.search;

import java.util.Optional;

/**
 * What somebody who types may want to write.
 *
 * @param text as most restaurants near write it
 * @param id of the restaurant; of several with the same name, the one that is best to go to. Empty
 *     if it is none
 * @param restaurants how many near have the dish, the cuisine or the name
 */
public record Suggestion(Kind kind, String text, Optional<RestaurantId> id, int restaurants) {
  /** What it is. */
  public enum Kind {
    CUISINE,
    DISH,
    RESTAURANT
  }
}
