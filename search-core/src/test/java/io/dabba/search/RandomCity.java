package io.dabba.search;

import io.dabba.geo.GeoPoint;
import io.dabba.search.OpeningHours.Interval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Restaurants as a city has them: thickest in the middle, what is liked in many. */
final class RandomCity {
  static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
  private static final double SPREAD_DEGREES = 0.05;
  private static final List<String> FIRST =
      List.of(
          "Chicken",
          "Paneer",
          "Veg",
          "Mutton",
          "Egg",
          "Cheese",
          "Masala",
          "Butter",
          "Crème",
          "Schezwan",
          "Tandoori",
          "Special",
          "Hot",
          "Double",
          "Classic",
          "Garlic");
  private static final List<String> SECOND =
      List.of(
          "Biryani",
          "Pizza",
          "Burger",
          "Tikka",
          "Noodles",
          "Fried Rice",
          "Roll",
          "Sandwich",
          "Dosa",
          "Brûlée",
          "Momos",
          "Naan",
          "Curry",
          "Pasta",
          "Thali",
          "Cake",
          "Soup",
          "Falafel");
  private static final List<String> CUISINES =
      List.of(
          "North Indian",
          "Chinese",
          "Pizza",
          "Café",
          "Thai",
          "Biryani",
          "Bakery",
          "Mughlai",
          "South Indian",
          "Desserts");
  private static final List<String> NAMES =
      List.of(
          "Royal",
          "Spice",
          "Garden",
          "Domino's",
          "Palace",
          "Corner",
          "Punjabi",
          "Bombay",
          "Kitchen",
          "Express",
          "Taste",
          "House",
          "Bismillah",
          "Sagar",
          "Annapurna",
          "Chaayos",
          "Burger");

  private final Random random;
  private final GeoPoint middle;

  RandomCity(GeoPoint middle, Random random) {
    this.middle = middle;
    this.random = random;
  }

  Restaurant restaurant(String id) {
    List<String> cuisines = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      cuisines.add(liked(CUISINES));
    }
    List<MenuItem> menu = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      menu.add(new MenuItem(new MenuItemId("i" + i), dish(), true, 10_000, i == 0));
    }
    RestaurantBuilder restaurant =
        Restaurant.builder(
                new RestaurantId(id), Fixtures.MUMBAI, liked(NAMES) + " " + liked(NAMES), point())
            .cuisines(cuisines.stream().distinct().toList())
            .menu(menu)
            .rating(random.nextInt(20, 51) / 10.0, (int) Math.exp(random.nextDouble() * 8))
            .priceLevel(1 + random.nextInt(4))
            .veg(random.nextInt(3) == 0)
            .open(random.nextInt(10) > 0)
            .deliveryRadiusMeters(random.nextInt(1, 10) * 1_000)
            .deliveryFee(new DeliveryFee(random.nextInt(3) * 1_000L, random.nextInt(3) * 500L))
            .prepTime(Duration.ofMinutes(10 + random.nextInt(30)))
            .popularity((int) Math.exp(random.nextDouble() * 9));
    if (random.nextInt(4) > 0) {
      LocalTime from = LocalTime.of(random.nextInt(6, 14), 30);
      restaurant.hours(daily(from, LocalTime.of(random.nextInt(18, 24), 15)), ZONE);
    }
    return restaurant.build();
  }

  static OpeningHours daily(LocalTime from, LocalTime to) {
    List<Interval> week = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      week.add(new Interval(day, from, to));
    }
    return new OpeningHours(week);
  }

  String dish() {
    return random.nextInt(10) == 0
        ? liked(SECOND)
        : liked(FIRST) + " " + SECOND.get(random.nextInt(SECOND.size()));
  }

  GeoPoint point() {
    double lat = middle.lat() + random.nextGaussian() * SPREAD_DEGREES;
    double lng = middle.lng() + random.nextGaussian() * SPREAD_DEGREES;
    return new GeoPoint(lat, lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng);
  }

  /** Those at the beginning more often. */
  private String liked(List<String> of) {
    double share = random.nextDouble();
    return of.get((int) (share * share * of.size()));
  }
}
