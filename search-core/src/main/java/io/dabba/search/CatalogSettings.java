package io.dabba.search;

/**
 * What a {@link Catalog} goes by in all its answers.
 *
 * @param travelTime how long the way to the customer takes, for ETAs
 * @param synonyms words that count as each other; read anew by opening the catalogue again
 */
public record CatalogSettings(TravelTime travelTime, Synonyms synonyms) {
  /** 5 metres a second as the crow flies, and the synonyms of this library. */
  public static final CatalogSettings DEFAULT =
      new CatalogSettings(TravelTime.atSpeed(5), Synonyms.standard());
}
