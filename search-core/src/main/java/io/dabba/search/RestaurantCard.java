package io.dabba.search;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.search.TopHits.Top;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is the same in every hit of a restaurant, made once. Immutable. */
final class RestaurantCard {
  private final RestaurantRow row;
  private final RestaurantId id;
  private final CityId cityId;
  private final GeoPoint point;
  private final List<String> cuisines;
  private final Duration prepTime;
  private final Optional<String> image;

  RestaurantCard(RestaurantRow row) {
    this.row = row;
    id = new RestaurantId(row.id());
    cityId = new CityId(row.cityId());
    point = new GeoPoint(row.lat(), row.lng());
    cuisines = List.copyOf(row.cuisines());
    prepTime = Duration.ofMillis(row.prepMillis());
    image = Stream.of(row.image()).filter(url -> !url.isEmpty()).findFirst();
  }

  RestaurantRow row() {
    return row;
  }

  GeoPoint point() {
    return point;
  }

  RestaurantHit hit(RestaurantQuery query, double distanceMeters, Top top, TravelTime travelTime) {
    boolean open = row.open() && query.at().map(row.schedule()::isOpenAt).orElse(true);
    return hit(query, distanceMeters, open, top, travelTime);
  }

  /**
   * @param open at the query's moment
   */
  RestaurantHit hit(
      RestaurantQuery query, double distanceMeters, boolean open, Top top, TravelTime travelTime) {
    return new RestaurantHit(
        id,
        cityId,
        row.name(),
        point,
        distanceMeters,
        cuisines,
        row.rating(),
        row.votes(),
        row.priceLevel(),
        row.veg(),
        open,
        distanceMeters <= row.deliveryRadiusMeters(),
        row.deliveryFee().atMeters(distanceMeters),
        prepTime,
        prepTime.plus(travelTime.between(point, query.point(), distanceMeters)),
        image,
        top.slips() % Reading.NOT_THERE > 0,
        top.score());
  }
}
