package io.dabba.server.checkout;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.search.OpeningHours;
import io.dabba.server.settlement.AcceptanceRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A restaurant as the checkout needs it: what PostgreSQL has, not the search index.
 *
 * @param switchedOn whether the restaurant takes orders, apart from its hours
 */
record Kitchen(
    String restaurantId,
    CityId cityId,
    ZoneId zone,
    GeoPoint point,
    boolean switchedOn,
    OpeningHours hours,
    double deliveryRadiusMeters,
    Duration prepTime,
    AcceptanceRule acceptance,
    Charges charges) {

  /**
   * What comes to the price of food.
   *
   * @param currency ISO 4217
   * @param taxBasisPoints hundredths of a percent, of each line after its discount
   */
  record Charges(
      String currency,
      int taxBasisPoints,
      long minOrderMinor,
      long packagingFeeMinor,
      long platformFeeMinor,
      long deliveryBaseMinor,
      long deliveryPerKilometreMinor) {

    /** A base and so much for every kilometre begun. */
    long deliveryFeeMinor(double meters) {
      return deliveryBaseMinor + deliveryPerKilometreMinor * (long) Math.ceil(meters / 1_000);
    }
  }

  boolean isOpenAt(Instant now) {
    return switchedOn && hours.isOpenAt(now, zone);
  }
}
