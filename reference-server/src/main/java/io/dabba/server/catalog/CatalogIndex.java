package io.dabba.server.catalog;

import io.dabba.search.Catalog;
import io.dabba.search.Restaurant;
import io.dabba.server.postgres.Database;
import java.util.Collection;

/**
 * Keeps the search index what the stored catalogue is: filled at the start, refreshed on each
 * change made here.
 */
public final class CatalogIndex implements AutoCloseable {
  private final Catalog catalog = Catalog.inMemory();

  /** An index of all stored restaurants. */
  public static CatalogIndex load(Database database) {
    CatalogIndex index = new CatalogIndex();
    index.put(database.jdbi().withHandle(RestaurantStore::all));
    return index;
  }

  /** The index, to search. */
  public Catalog catalog() {
    return catalog;
  }

  void put(Collection<Restaurant> restaurants) {
    catalog.putAll(restaurants);
    catalog.refresh();
  }

  @Override
  public void close() {
    catalog.close();
  }
}
