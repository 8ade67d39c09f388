package io.dabba.benchmarks.bench.search;

import io.dabba.search.Catalog;
import io.dabba.search.CatalogSettings;
import io.dabba.search.Filters;
import io.dabba.search.RestaurantHits;
import io.dabba.search.RestaurantQuery;
import io.dabba.search.Synonyms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Dabba's catalogue on disk, merged into one segment, without a cache before it and without
 * synonyms.
 */
final class DabbaSide implements Side {
  static final String NAME = "dabba";

  private final Path folder;
  private final Catalog catalog;

  private DabbaSide(Path folder, Catalog catalog) {
    this.folder = folder;
    this.catalog = catalog;
  }

  /** Without synonyms, which the other sides do not have. */
  static DabbaSide in(Path folder) {
    CatalogSettings usual = CatalogSettings.DEFAULT;
    return in(folder, new CatalogSettings(usual.travelTime(), Synonyms.none()));
  }

  static DabbaSide in(Path folder, CatalogSettings settings) {
    return new DabbaSide(folder, Catalog.open(folder, settings));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void fill(Restaurants restaurants) throws IOException {
    Filling.inTwo(
        restaurants,
        (all, from, to) -> {
          for (int i = from; i < to; i++) {
            catalog.put(all.restaurant(i));
          }
        });
    catalog.merge();
    catalog.commit();
  }

  Catalog catalog() {
    return catalog;
  }

  RestaurantHits search(RestaurantQuery query) {
    return catalog.search(query);
  }

  /** The same for the text alone, whatever the filters. */
  RestaurantHits searchText(RestaurantQuery query) {
    return catalog.search(query.toBuilder().filters(Filters.NONE).build());
  }

  @Override
  public Asker asker() {
    return query -> catalog.search(query.query()).total();
  }

  @Override
  public long indexBytes() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() {
    catalog.close();
  }
}
