package io.dabba.server.catalog;

import io.dabba.search.OpeningHours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What a restaurant may say of itself, besides its menu.
 *
 * @param open the switch by hand; to be open takes the hours too
 * @param minOrderMinor what the items of an order have to come to
 * @param packagingFeeMinor what is added to each order
 * @param acceptMinutes how long an order waits to be accepted by hand
 */
record Settings(
    boolean open,
    OpeningHours hours,
    Duration prepTime,
    double deliveryRadiusMeters,
    long minOrderMinor,
    long packagingFeeMinor,
    Acceptance accepts,
    int acceptMinutes) {

  /** Those of a restaurant of which nobody has said anything. */
  static final Settings STANDARD =
      new Settings(
          true, OpeningHours.ALWAYS, Duration.ofMinutes(15), 5_000, 0, 0, Acceptance.AUTO, 5);

  boolean isOpenAt(Instant now, ZoneId zone) {
    return open && hours.isOpenAt(now, zone);
  }
}
