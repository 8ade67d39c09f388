package io.dabba.search;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Builds a {@link Restaurant}; begin at {@link Restaurant#builder}. What is out of range is thrown
 * by {@link #build}. For one thread.
 */
public final class RestaurantBuilder {
  private final RestaurantId id;
  private final CityId cityId;
  private final String name;
  private final GeoPoint point;
  private List<String> cuisines = List.of();
  private List<MenuItem> menu = List.of();
  private double rating;
  private int votes;
  private int priceLevel = 1;
  private boolean veg;
  private boolean open = true;
  private OpeningHours hours = OpeningHours.ALWAYS;
  private ZoneId zone = ZoneOffset.UTC;
  private double deliveryRadiusMeters = 5_000;
  private DeliveryFee deliveryFee = DeliveryFee.FREE;
  private Duration prepTime = Duration.ofMinutes(15);
  private int popularity;
  private Optional<String> image = Optional.empty();

  RestaurantBuilder(RestaurantId id, CityId cityId, String name, GeoPoint point) {
    this.id = id;
    this.cityId = cityId;
    this.name = name;
    this.point = point;
  }

  public RestaurantBuilder cuisines(String... cuisines) {
    return cuisines(List.of(cuisines));
  }

  public RestaurantBuilder cuisines(List<String> cuisines) {
    this.cuisines = cuisines;
    return this;
  }

  public RestaurantBuilder menu(List<MenuItem> menu) {
    this.menu = menu;
    return this;
  }

  /** The mean rating, 0 to 5, and of how many votes it is. */
  public RestaurantBuilder rating(double rating, int votes) {
    this.rating = rating;
    this.votes = votes;
    return this;
  }

  public RestaurantBuilder priceLevel(int priceLevel) {
    this.priceLevel = priceLevel;
    return this;
  }

  public RestaurantBuilder veg(boolean veg) {
    this.veg = veg;
    return this;
  }

  public RestaurantBuilder open(boolean open) {
    this.open = open;
    return this;
  }

  /** When it is open, by the clock of the zone. */
  public RestaurantBuilder hours(OpeningHours hours, ZoneId zone) {
    this.hours = hours;
    this.zone = zone;
    return this;
  }

  public RestaurantBuilder deliveryFee(DeliveryFee deliveryFee) {
    this.deliveryFee = deliveryFee;
    return this;
  }

  public RestaurantBuilder popularity(int popularity) {
    this.popularity = popularity;
    return this;
  }

  public RestaurantBuilder image(String image) {
    this.image = Optional.of(image);
    return this;
  }

  public RestaurantBuilder deliveryRadiusMeters(double deliveryRadiusMeters) {
    this.deliveryRadiusMeters = deliveryRadiusMeters;
    return this;
  }

  public RestaurantBuilder prepTime(Duration prepTime) {
    this.prepTime = prepTime;
    return this;
  }

  /**
   * The restaurant, checked.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Restaurant build() {
    return new Restaurant(
        id,
        cityId,
        name,
        point,
        cuisines,
        menu,
        rating,
        votes,
        priceLevel,
        veg,
        open,
        hours,
        zone,
        deliveryRadiusMeters,
        deliveryFee,
        prepTime,
        popularity,
        image);
  }
}
