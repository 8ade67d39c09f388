package io.dabba.search;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.util.List;

/**
 * A restaurant that was found, without its menu; the fields are {@link Restaurant}'s.
 *
 * @param distanceMeters from the query's point, exactly {@link GeoPoint#distanceMeters}
 * @param delivers whether it delivers to the query's point
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
    Duration prepTime,
    double score) {
  public RestaurantHit {
    cuisines = List.copyOf(cuisines);
  }
}
