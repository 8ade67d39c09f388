package io.dabba.server.catalog;

import io.dabba.search.Catalog;
import io.dabba.search.CatalogSettings;
import io.dabba.search.RestaurantId;
import io.dabba.server.postgres.Database;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the search index what the stored catalogue is: filled at the start, renewed after each
 * change made here. Thread-safe.
 */
public final class CatalogIndex implements AutoCloseable {
  private final Catalog catalog;
  private final Database database;

  /** So that what was read first is not put last. */
  private final Lock renewal = new ReentrantLock();

  private CatalogIndex(Database database, CatalogSettings settings) {
    this.catalog = Catalog.inMemory(settings);
    this.database = database;
  }

  /** An index of all stored restaurants. */
  public static CatalogIndex load(Database database, CatalogSettings settings) {
    CatalogIndex index = new CatalogIndex(database, settings);
    index.renew(database.jdbi().withHandle(RestaurantStore::ids));
    return index;
  }

  /** The index, to search. */
  public Catalog catalog() {
    return catalog;
  }

  /** Has searches from now on see these restaurants as they are stored now. */
  void renew(List<RestaurantId> ids) {
    renewal.lock();
    try {
      database
          .jdbi()
          .withHandle(handle -> RestaurantStore.list(handle, ids))
          .forEach(stored -> catalog.put(stored.restaurant()));
      catalog.refresh();
    } finally {
      renewal.unlock();
    }
  }

  @Override
  public void close() {
    catalog.close();
  }
}
