package io.dabba.server.catalog;

import io.dabba.search.Restaurant;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A restaurant as PostgreSQL has it.
 *
 * @param restaurant as search knows it
 * @param zone by which its clock goes, that of its city
 * @param currency of its prices
 */
record StoredRestaurant(Restaurant restaurant, Settings settings, ZoneId zone, String currency) {

  boolean isOpenAt(Instant now) {
    return settings.isOpenAt(now, zone);
  }
}
