package io.dabba.examples;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.search.Catalog;
import io.dabba.search.MenuItem;
import io.dabba.search.MenuItemId;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantHits;
import io.dabba.search.RestaurantId;
import io.dabba.search.RestaurantQuery;
import java.util.List;

/** Who sells what the customer could not spell? */
final class SearchRestaurants {
  private static final CityId MUMBAI = new CityId("mumbai");

  public static void main(String[] args) {
    GeoPoint here = new GeoPoint(19.0186, 72.8428);
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.put(
          Restaurant.builder(
                  new RestaurantId("r1"), MUMBAI, "Shree Krishna", new GeoPoint(19.0190, 72.8440))
              .cuisines("South Indian")
              .menu(List.of(new MenuItem(new MenuItemId("m1"), "Masala Dosa", true, 9_000)))
              .rating(4.4, 900)
              .veg(true)
              .build());
      catalog.put(
          Restaurant.builder(
                  new RestaurantId("r2"), MUMBAI, "Dadar Biryani House", new GeoPoint(19.02, 72.85))
              .cuisines("Mughlai")
              .menu(List.of(new MenuItem(new MenuItemId("m1"), "Chicken Biryani", false, 28_000)))
              .rating(4.1, 350)
              .build());
      catalog.refresh();

      RestaurantHits found =
          catalog.search(RestaurantQuery.near(here).text("chiken biryni").build());
      found.corrections().forEach(c -> System.out.println(c.typed() + " -> " + c.used()));
      found
          .hits()
          .forEach(
              hit -> System.out.println(hit.name() + ": " + (int) hit.distanceMeters() + " m"));
    }
  }
}
