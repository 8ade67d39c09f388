package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.replay.ReplayDay.Courier;
import io.dabba.benchmarks.replay.ReplayDay.DayOrder;
import io.dabba.benchmarks.replay.ReplayDay.Store;
import io.dabba.benchmarks.simulator.Chance;
import io.dabba.benchmarks.simulator.CityPlan;
import io.dabba.benchmarks.simulator.MenuItemPlan;
import io.dabba.benchmarks.simulator.OrderPlan;
import io.dabba.benchmarks.simulator.RestaurantPlan;
import io.dabba.benchmarks.simulator.RiderPlan;
import io.dabba.benchmarks.simulator.Simulation;
import io.dabba.geo.GeoPoint;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** What of a recorded day is replayed, and when. */
final class ReplayPlan {
  /** Riders come online, and the server's rider index warms up, before the first order. */
  static final int WARM_UP_SECONDS = 120;

  /** So long after the last placement the run ends at the latest. */
  static final int LONGEST_TAIL_SECONDS = 3 * 3600;

  private static final int ARRIVAL_SECONDS = 60;
  private static final int DELIVERY_RADIUS_METERS = 50_000;
  private static final int PREP_MINUTES = 15;
  private static final List<String> DISHES = List.of("Bandeja", "Arepa", "Sopa", "Jugo");

  /**
   * A kill of the server.
   *
   * @param second of the day
   * @param withPostmaster whether its PostgreSQL's postmaster is killed too
   */
  record Kill(int second, boolean withPostmaster) {}

  private final ReplayOptions options;
  private final ReplayDay day;
  private final Chance chance;
  private final String cityId;

  ReplayPlan(ReplayOptions options, ReplayDay day) {
    this.options = options;
    this.day = day;
    this.chance = new Chance(options.seed());
    Path name = options.folder().toAbsolutePath().normalize().getFileName();
    String word = String.valueOf(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    this.cityId = "day-" + word;
  }

  String cityId() {
    return cityId;
  }

  /** The second of the day at which the simulation begins. */
  int startSecond() {
    return options.fromSecond() - WARM_UP_SECONDS;
  }

  CityPlan city() {
    List<RestaurantPlan> restaurants = day.stores().stream().map(this::restaurant).toList();
    List<RiderPlan> riders = workingCouriers().stream().map(this::rider).toList();
    return new CityPlan(
        cityId,
        "Day " + cityId.substring("day-".length()),
        ZoneId.of("America/Bogota"),
        "COP",
        center(),
        restaurants,
        riders);
  }

  /** How long each rider is on shift within the hours replayed, in hours. */
  Map<String, Double> paidHours() {
    Map<String, Double> hours = new HashMap<>();
    for (Courier courier : workingCouriers()) {
      int from = Math.max(courier.onSecond(), options.fromSecond());
      int to = Math.min(courier.offSecond(), options.toSecond());
      hours.put(rider(courier).id(), Math.max(0, to - from) / 3_600.0);
    }
    return hours;
  }

  /** The orders within the hours replayed. */
  List<DayOrder> orders() {
    return day.orders().stream()
        .filter(order -> order.placedSecond() >= options.fromSecond())
        .filter(order -> order.placedSecond() < options.toSecond())
        .toList();
  }

  /** Puts all shifts and orders on the simulation's agenda. */
  void schedule(Simulation simulation, DayClock clock) {
    for (Courier courier : workingCouriers()) {
      int arrival = startSecond() + chance.of("arrival", courier.id()).nextInt(ARRIVAL_SECONDS);
      int on = Math.max(courier.onSecond(), arrival);
      simulation.shift(rider(courier), clock.at(on), clock.at(courier.offSecond()));
    }
    for (DayOrder order : orders()) {
      simulation.order(orderPlan(order, clock));
    }
  }

  /** When the server is killed; the postmaster too in exactly the share given, rounded. */
  List<Kill> kills() {
    List<Integer> seconds = moments("kills", options.kills());
    List<Integer> shuffled = new ArrayList<>(seconds);
    Collections.shuffle(shuffled, Random.from(chance.of("postmaster-kills")));
    int both = (int) Math.round(options.postmasterKills() * seconds.size());
    Set<Integer> withPostmaster = Set.copyOf(shuffled.subList(0, both));
    return seconds.stream()
        .map(second -> new Kill(second, withPostmaster.contains(second)))
        .toList();
  }

  /** The seconds of the day at which the live positions are lost. */
  List<Integer> indexDrops() {
    return moments("index-drops", options.indexDrops());
  }

  /** So many different seconds of the hours replayed, in their order. */
  private List<Integer> moments(String name, int count) {
    return chance
        .of(name)
        .ints(options.fromSecond(), options.toSecond())
        .distinct()
        .limit(count)
        .sorted()
        .boxed()
        .toList();
  }

  private List<Courier> workingCouriers() {
    return day.couriers().stream()
        .filter(courier -> courier.offSecond() > options.fromSecond())
        .filter(courier -> courier.onSecond() < options.toSecond() + LONGEST_TAIL_SECONDS)
        .toList();
  }

  private OrderPlan orderPlan(DayOrder order, DayClock clock) {
    SplittableRandom random = chance.of("cart", order.id());
    String restaurant = cityId + "-" + order.storeId();
    int first = random.nextInt(DISHES.size());
    List<String> items = new ArrayList<>(List.of(restaurant + "-" + first));
    if (random.nextBoolean()) {
      items.add(restaurant + "-" + (first + 1) % DISHES.size());
    }
    return new OrderPlan(
        order.id(),
        cityId + "-customer-" + order.id(),
        restaurant,
        order.dropoff(),
        items,
        clock.at(order.placedSecond()),
        clock.at(order.readySecond()));
  }

  private RestaurantPlan restaurant(Store store) {
    SplittableRandom random = chance.of("restaurant", store.id());
    String id = cityId + "-" + store.id();
    List<MenuItemPlan> menu = new ArrayList<>();
    for (int i = 0; i < DISHES.size(); i++) {
      long price = 100_000L * random.nextInt(8, 45);
      menu.add(new MenuItemPlan(id + "-" + i, DISHES.get(i), price, i == 3));
    }
    return new RestaurantPlan(
        id,
        "Store " + store.id(),
        store.place(),
        List.of("Colombian"),
        Math.round(random.nextDouble(3, 5) * 10) / 10.0,
        random.nextInt(1, 2_000),
        random.nextInt(1, 4),
        false,
        DELIVERY_RADIUS_METERS,
        PREP_MINUTES,
        menu);
  }

  private RiderPlan rider(Courier courier) {
    return new RiderPlan(
        cityId + "-" + courier.id(), "Rider " + courier.id(), courier.vehicle(), courier.place());
  }

  private GeoPoint center() {
    double lat = day.stores().stream().mapToDouble(store -> store.place().lat()).sum();
    double lng = day.stores().stream().mapToDouble(store -> store.place().lng()).sum();
    return new GeoPoint(lat / day.stores().size(), lng / day.stores().size());
  }
}
