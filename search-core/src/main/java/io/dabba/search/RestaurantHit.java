package io.dabba.search;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A restaurant that was found, without its menu; the fields are {@link Restaurant}'s.
 *
 * @param distanceMeters from the query's point, exactly {@link GeoPoint#distanceMeters}
 * @param open whether it takes orders at the query's moment
 * @param delivers whether it delivers to the query's point
 * @param deliveryFeeMinor what a delivery to the query's point costs
 * @param eta preparation, then the way to the query's point
 * @param corrected whether it has a word only as corrected
 * @param score {@link Ranking#score}, whatever the order; comparable within one answer only
 */
public record RestaurantHit(
    RestaurantId id,
    CityId cityId,
    String name,
    GeoPoint point,
    double distanceMeters,
    List<String> cuisines,
    double rating,
    int votes,
    int priceLevel,
    boolean veg,
    boolean open,
    boolean delivers,
    long deliveryFeeMinor,
    Duration prepTime,
    Duration eta,
    Optional<String> image,
    boolean corrected,
    double score) {
  public RestaurantHit {
    cuisines = List.copyOf(cuisines);
  }
}
