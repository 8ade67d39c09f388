package io.dabba.search;

import io.dabba.geo.GeoPoint;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Builds a {@link RestaurantQuery}; begin at {@link RestaurantQuery#near}. What is out of range is
 * thrown by {@link #build}. For one thread.
 */
public final class RestaurantQueryBuilder {
  private final GeoPoint point;
  private String text = "";
  private double radiusMeters = 5_000;
  private Set<String> cuisines = Set.of();
  private boolean vegOnly;
  private double minRating;
  private int maxPriceLevel = Restaurant.MAX_PRICE_LEVEL;
  private boolean openOnly;
  private boolean deliversHere;
  private OptionalLong maxDeliveryFeeMinor = OptionalLong.empty();
  private Optional<Instant> at = Optional.empty();
  private Map<String, Double> taste = Map.of();
  private SortBy sort = SortBy.RELEVANCE;
  private int limit = 20;
  private Optional<String> cursor = Optional.empty();
  private Ranking ranking = Ranking.DEFAULT;

  RestaurantQueryBuilder(GeoPoint point) {
    this.point = point;
  }

  public RestaurantQueryBuilder text(String text) {
    this.text = text;
    return this;
  }

  public RestaurantQueryBuilder radiusMeters(double radiusMeters) {
    this.radiusMeters = radiusMeters;
    return this;
  }

  /** All filters at once. */
  public RestaurantQueryBuilder filters(Filters filters) {
    maxDeliveryFeeMinor = filters.maxDeliveryFeeMinor();
    return cuisines(filters.cuisines())
        .vegOnly(filters.vegOnly())
        .minRating(filters.minRating())
        .maxPriceLevel(filters.maxPriceLevel())
        .openOnly(filters.openOnly())
        .deliversHere(filters.deliversHere());
  }

  public RestaurantQueryBuilder cuisines(Set<String> cuisines) {
    this.cuisines = cuisines;
    return this;
  }

  public RestaurantQueryBuilder cuisines(String... cuisines) {
    return cuisines(new HashSet<>(List.of(cuisines)));
  }

  public RestaurantQueryBuilder vegOnly(boolean vegOnly) {
    this.vegOnly = vegOnly;
    return this;
  }

  public RestaurantQueryBuilder minRating(double minRating) {
    this.minRating = minRating;
    return this;
  }

  public RestaurantQueryBuilder maxPriceLevel(int maxPriceLevel) {
    this.maxPriceLevel = maxPriceLevel;
    return this;
  }

  public RestaurantQueryBuilder openOnly(boolean openOnly) {
    this.openOnly = openOnly;
    return this;
  }

  public RestaurantQueryBuilder deliversHere(boolean deliversHere) {
    this.deliversHere = deliversHere;
    return this;
  }

  public RestaurantQueryBuilder maxDeliveryFeeMinor(long maxDeliveryFeeMinor) {
    this.maxDeliveryFeeMinor = OptionalLong.of(maxDeliveryFeeMinor);
    return this;
  }

  /** The moment for which is told what is open. */
  public RestaurantQueryBuilder at(Instant at) {
    this.at = Optional.of(at);
    return this;
  }

  public RestaurantQueryBuilder taste(Map<String, Double> taste) {
    this.taste = taste;
    return this;
  }

  public RestaurantQueryBuilder sort(SortBy sort) {
    this.sort = sort;
    return this;
  }

  public RestaurantQueryBuilder limit(int limit) {
    this.limit = limit;
    return this;
  }

  public RestaurantQueryBuilder ranking(Ranking ranking) {
    this.ranking = ranking;
    return this;
  }

  public RestaurantQueryBuilder cursor(String cursor) {
    this.cursor = Optional.of(cursor);
    return this;
  }

  /**
   * The query, checked.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RestaurantQuery build() {
    return new RestaurantQuery(
        point,
        text,
        radiusMeters,
        new Filters(
            cuisines,
            vegOnly,
            minRating,
            maxPriceLevel,
            openOnly,
            deliversHere,
            maxDeliveryFeeMinor),
        at,
        taste,
        sort,
        limit,
        cursor,
        ranking);
  }
}
