package io.dabba.search;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A restaurant as the catalogue knows it. A value: a change is a new one, put under the same id.
 *
 * @param name 1 to {@value #MAX_NAME_LENGTH} characters, not blank
 * @param cuisines as they are shown, the main one first; at most {@value #MAX_CUISINES}, each 1 to
 *     {@value #MAX_CUISINE_LENGTH} characters with a letter or digit among them
 * @param menu at most {@value #MAX_MENU_ITEMS} items
 * @param rating the mean of its votes, 0 to 5; 0 while there are none
 * @param votes how many rated it
 * @param priceLevel 1 (cheap) to 4
 * @param veg whether everything here is vegetarian
 * @param open the switch: whether it takes orders at all, within its hours
 * @param hours when in the week it is open
 * @param zone by which the clock on its wall goes
 * @param deliveryRadiusMeters how far it delivers, 0 (pickup only) to {@value
 *     #MAX_DELIVERY_RADIUS_METERS}
 * @param deliveryFee what it takes to bring the food
 * @param prepTime the usual preparation time, zero to a day
 * @param popularity how often it was ordered from of late, such as in the last 30 days; not
 *     negative
 * @param image where its picture is, 1 to {@value #MAX_IMAGE_LENGTH} characters; not looked at here
 */
public record Restaurant(
    RestaurantId id,
    CityId cityId,
    String name,
    GeoPoint point,
    List<String> cuisines,
    List<MenuItem> menu,
    double rating,
    int votes,
    int priceLevel,
    boolean veg,
    boolean open,
    OpeningHours hours,
    ZoneId zone,
    double deliveryRadiusMeters,
    DeliveryFee deliveryFee,
    Duration prepTime,
    int popularity,
    Optional<String> image) {
  public static final int MAX_NAME_LENGTH = 200;
  public static final int MAX_CUISINES = 16;
  public static final int MAX_CUISINE_LENGTH = 64;
  public static final int MAX_MENU_ITEMS = 2_000;
  public static final double MAX_RATING = 5;
  public static final int MAX_PRICE_LEVEL = 4;
  public static final double MAX_DELIVERY_RADIUS_METERS = 50_000;
  public static final int MAX_IMAGE_LENGTH = 500;
  private static final Duration MAX_PREP_TIME = Duration.ofDays(1);

  /**
   * @throws IllegalArgumentException if a component is out of its range
   */
  public Restaurant {
    Checks.text("name", name, MAX_NAME_LENGTH);
    cuisines = List.copyOf(cuisines);
    Checks.range("cuisines.size", cuisines.size(), 0, MAX_CUISINES);
    for (String cuisine : cuisines) {
      Checks.text("cuisine", cuisine, MAX_CUISINE_LENGTH);
      Cuisines.key(cuisine);
    }
    menu = List.copyOf(menu);
    Checks.range("menu.size", menu.size(), 0, MAX_MENU_ITEMS);
    Checks.range("rating", rating, 0, MAX_RATING);
    Checks.range("votes", votes, 0, Integer.MAX_VALUE);
    Checks.range("priceLevel", priceLevel, 1, MAX_PRICE_LEVEL);
    Checks.range("deliveryRadiusMeters", deliveryRadiusMeters, 0, MAX_DELIVERY_RADIUS_METERS);
    if (prepTime.isNegative() || prepTime.compareTo(MAX_PREP_TIME) > 0) {
      throw new IllegalArgumentException(
          "prepTime=%s is not between zero and %s".formatted(prepTime, MAX_PREP_TIME));
    }
    Checks.range("popularity", popularity, 0, Integer.MAX_VALUE);
    image.ifPresent(url -> Checks.text("image", url, MAX_IMAGE_LENGTH));
  }

  /** Whether it is switched on and within its hours. */
  public boolean isOpenAt(Instant moment) {
    return open && hours.isOpenAt(moment, zone);
  }

  /** Whether it delivers to the point; the edge of the radius counts as inside. */
  public boolean deliversTo(GeoPoint door) {
    return point.distanceMeters(door) <= deliveryRadiusMeters;
  }

  /**
   * A builder of a restaurant with no cuisine, menu or vote yet, price level 1, not vegetarian,
   * always open, delivering within 5 km for nothing, with 15 minutes of preparation.
   */
  public static RestaurantBuilder builder(
      RestaurantId id, CityId cityId, String name, GeoPoint point) {
    return new RestaurantBuilder(id, cityId, name, point);
  }
}
