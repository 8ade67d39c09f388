package io.dabba.benchmarks.demo;

import io.dabba.benchmarks.demo.Kitchen.Dish;
import io.dabba.benchmarks.simulator.Chance;
import io.dabba.benchmarks.simulator.CityPlan;
import io.dabba.benchmarks.simulator.MenuItemPlan;
import io.dabba.benchmarks.simulator.OrderPlan;
import io.dabba.benchmarks.simulator.RestaurantPlan;
import io.dabba.benchmarks.simulator.RiderPlan;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A made-up part of Mumbai: restaurants, riders, and homes from which orders come. The same seed
 * makes the same city.
 */
final class GeneratedCity {
  static final String ID = "mumbai";

  private static final double METERS_PER_DEGREE = 111_195;
  private static final int HOMES = 300;
  private static final int NEAR_RESTAURANTS = 12;
  private static final int DELIVERY_RADIUS_METERS = 8_000;

  private static final List<Area> AREAS =
      List.of(
          new Area("Bandra West", 19.0596, 72.8337),
          new Area("Khar", 19.0710, 72.8370),
          new Area("Santacruz", 19.0820, 72.8417),
          new Area("Vile Parle", 19.1000, 72.8440),
          new Area("Juhu", 19.1075, 72.8310),
          new Area("Andheri", 19.1180, 72.8470),
          new Area("Mahim", 19.0420, 72.8440),
          new Area("Dadar", 19.0190, 72.8440),
          new Area("Lower Parel", 18.9980, 72.8300),
          new Area("Kurla", 19.0720, 72.8820));

  private static final List<String> FIRST_NAMES =
      List.of(
          "Aarav", "Imran", "Suresh", "Ganesh", "Joseph", "Farhan", "Kiran", "Mahesh", "Nilesh",
          "Pooja", "Rekha", "Sunita", "Vikas", "Yusuf", "Deepak", "Anita");
  private static final List<String> LAST_NAMES =
      List.of(
          "Patil",
          "Shaikh",
          "Fernandes",
          "Jadhav",
          "Sawant",
          "Khan",
          "Gupta",
          "More",
          "Pawar",
          "Yadav",
          "Naik",
          "Desai");

  private final Chance chance;
  private final CityPlan plan;
  private final List<GeoPoint> homes = new ArrayList<>();

  private record Area(String name, double lat, double lng) {
    /** A point about 400 m from its middle, most often. */
    GeoPoint near(SplittableRandom random) {
      double north = spread(random);
      double east = spread(random) / Math.cos(Math.toRadians(lat));
      return new GeoPoint(lat + north / METERS_PER_DEGREE, lng + east / METERS_PER_DEGREE);
    }

    private static double spread(SplittableRandom random) {
      return Math.clamp(random.nextGaussian() * 400, -900, 900);
    }
  }

  GeneratedCity(long seed, int restaurants, int riders) {
    this.chance = new Chance(seed);
    this.plan =
        new CityPlan(
            ID,
            "Mumbai",
            ZoneId.of("Asia/Kolkata"),
            "INR",
            new GeoPoint(19.06, 72.845),
            restaurants(restaurants),
            riders(riders));
    SplittableRandom random = chance.of("homes");
    for (int i = 0; i < HOMES; i++) {
      homes.add(area(random).near(random));
    }
  }

  CityPlan plan() {
    return plan;
  }

  /** The n-th order: someone at home orders from one of the restaurants nearest to it. */
  OrderPlan order(int number, Instant placeAt) {
    SplittableRandom random = chance.of("order", Integer.toString(number));
    int home = random.nextInt(homes.size());
    GeoPoint door = homes.get(home);
    List<RestaurantPlan> near =
        plan.restaurants().stream()
            .sorted(Comparator.comparingDouble(each -> each.place().distanceMeters(door)))
            .limit(NEAR_RESTAURANTS)
            .toList();
    RestaurantPlan restaurant = near.get(random.nextInt(near.size()));
    Set<String> items = new LinkedHashSet<>();
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      items.add(restaurant.menu().get(random.nextInt(restaurant.menu().size())).id());
    }
    double prepMinutes = restaurant.prepMinutes() * random.nextDouble(0.7, 1.4);
    return new OrderPlan(
        "o" + number,
        ID + "-customer-" + home,
        restaurant.id(),
        door,
        List.copyOf(items),
        placeAt,
        placeAt.plus(Duration.ofSeconds(Math.round(prepMinutes * 60))));
  }

  private List<RestaurantPlan> restaurants(int count) {
    List<RestaurantPlan> restaurants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SplittableRandom random = chance.of("restaurant", Integer.toString(i));
      Kitchen kitchen = Kitchen.ALL.get(i % Kitchen.ALL.size());
      int branch = i / Kitchen.ALL.size();
      String house = kitchen.names().get(branch % kitchen.names().size());
      Area area = AREAS.get((i + branch) % AREAS.size());
      restaurants.add(restaurant("r" + (i + 1), house, kitchen, area, random));
    }
    return restaurants;
  }

  private static RestaurantPlan restaurant(
      String number, String house, Kitchen kitchen, Area area, SplittableRandom random) {
    String id = ID + "-" + number;
    double dearness = random.nextDouble(0.8, 1.5);
    List<MenuItemPlan> menu = new ArrayList<>();
    for (Dish dish : kitchen.dishes()) {
      long rupees = Math.max(10, Math.round(dish.rupees() * dearness / 5) * 5);
      String itemId = id + "-" + (menu.size() + 1);
      menu.add(new MenuItemPlan(itemId, dish.name(), rupees * 100, dish.veg()));
    }
    return new RestaurantPlan(
        id,
        house + ", " + area.name(),
        area.near(random),
        kitchen.cuisines(),
        Math.round(random.nextDouble(3.2, 4.9) * 10) / 10.0,
        random.nextInt(20, 5_000),
        dearness < 1 ? 1 : dearness < 1.25 ? 2 : 3,
        kitchen.dishes().stream().allMatch(Dish::veg),
        DELIVERY_RADIUS_METERS,
        random.nextInt(8, 21),
        menu);
  }

  private List<RiderPlan> riders(int count) {
    List<RiderPlan> riders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SplittableRandom random = chance.of("rider", Integer.toString(i));
      String name =
          FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size()))
              + " "
              + LAST_NAMES.get(random.nextInt(LAST_NAMES.size()));
      Vehicle vehicle = random.nextInt(10) < 8 ? Vehicle.MOTORCYCLE : Vehicle.BICYCLE;
      riders.add(new RiderPlan(ID + "-rider-" + (i + 1), name, vehicle, area(random).near(random)));
    }
    return riders;
  }

  private static Area area(SplittableRandom random) {
    return AREAS.get(random.nextInt(AREAS.size()));
  }
}
