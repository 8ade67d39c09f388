package io.dabba.search;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import java.util.ArrayList;
import java.util.List;

/** Restaurants as the tests write them. */
final class Fixtures {
  static final CityId MUMBAI = new CityId("mumbai");
  static final GeoPoint HERE = new GeoPoint(19.076, 72.8777);

  private Fixtures() {}

  static RestaurantBuilder restaurant(String id, String name) {
    return restaurant(id, name, HERE);
  }

  static RestaurantBuilder restaurant(String id, String name, GeoPoint point) {
    return Restaurant.builder(new RestaurantId(id), MUMBAI, name, point);
  }

  static List<MenuItem> menu(String... names) {
    List<MenuItem> menu = new ArrayList<>();
    for (String name : names) {
      menu.add(new MenuItem(new MenuItemId("item" + menu.size()), name, true, 10_000));
    }
    return menu;
  }

  /** A catalogue, refreshed, with nothing but these. */
  static Catalog catalogOf(RestaurantBuilder... restaurants) {
    Catalog catalog = Catalog.inMemory();
    for (RestaurantBuilder restaurant : restaurants) {
      catalog.put(restaurant.build());
    }
    catalog.refresh();
    return catalog;
  }

  static List<String> ids(RestaurantHits hits) {
    return hits.hits().stream().map(hit -> hit.id().value()).toList();
  }
}
