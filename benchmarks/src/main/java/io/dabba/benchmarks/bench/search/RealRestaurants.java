package io.dabba.benchmarks.bench.search;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The restaurants of a CSV file as Zomato's world list has them; rows without a place (at 0, 0) or
 * a name are left out. They have no menus, are always open and deliver 5 km far.
 */
final class RealRestaurants implements Restaurants {
  private static final int MAX_PRICE_LEVEL = Restaurant.MAX_PRICE_LEVEL;

  private final List<Restaurant> restaurants;

  private RealRestaurants(List<Restaurant> restaurants) {
    this.restaurants = List.copyOf(restaurants);
  }

  static RealRestaurants read(Path file) throws IOException {
    Csv csv = Csv.read(file);
    List<Restaurant> restaurants = new ArrayList<>();
    for (int row = 0; row < csv.size(); row++) {
      double lat = Double.parseDouble(csv.cell(row, "Latitude"));
      double lng = Double.parseDouble(csv.cell(row, "Longitude"));
      String name = csv.cell(row, "Restaurant Name");
      if ((lat != 0 || lng != 0) && !name.isBlank()) {
        restaurants.add(restaurant(csv, row, new GeoPoint(lat, lng)));
      }
    }
    return new RealRestaurants(restaurants);
  }

  private static Restaurant restaurant(Csv csv, int row, GeoPoint point) {
    String city = csv.cell(row, "City").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return Restaurant.builder(
            new RestaurantId(csv.cell(row, "Restaurant ID")),
            new CityId(city),
            csv.cell(row, "Restaurant Name"),
            point)
        .cuisines(
            Arrays.stream(csv.cell(row, "Cuisines").split(","))
                .map(String::strip)
                .filter(cuisine -> !cuisine.isEmpty())
                .toList())
        .rating(
            Double.parseDouble(csv.cell(row, "Aggregate rating")),
            Integer.parseInt(csv.cell(row, "Votes")))
        .priceLevel(Math.clamp(Integer.parseInt(csv.cell(row, "Price range")), 1, MAX_PRICE_LEVEL))
        .popularity(Integer.parseInt(csv.cell(row, "Votes")))
        .build();
  }

  @Override
  public int size() {
    return restaurants.size();
  }

  @Override
  public Restaurant restaurant(int number) {
    return restaurants.get(number);
  }
}
