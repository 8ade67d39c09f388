package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Restaurant;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import io.dabba.benchmarks.bench.mdrp.Instance.Rules;
import io.dabba.benchmarks.cli.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The folder of one instance: {@code orders.txt}, {@code restaurants.txt}, {@code couriers.txt} and
 * {@code instance_parameters.txt}. Whatever is wrong in them is a {@link UsageException} that names
 * file, line, column and value.
 */
final class InstanceFolder {
  static final String ORDERS = "orders.txt";

  private static final int MAX_MINUTE = 7 * 24 * 60;
  private static final int MAX_SERVICE_MINUTES = 60;

  private final Path folder;
  private final Set<String> ids = new HashSet<>();

  private InstanceFolder(Path folder) {
    this.folder = folder;
  }

  /** Reads the instance, whose name is that of the folder. */
  static Instance read(Path folder) throws IOException {
    return new InstanceFolder(folder).instance();
  }

  private Instance instance() throws IOException {
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    Rules rules = rules(file("instance_parameters.txt").first());
    Map<String, Restaurant> restaurants = new HashMap<>();
    for (TableFile.Row row : file("restaurants.txt").rows()) {
      String id = newId(row, "restaurant");
      restaurants.put(id, new Restaurant(id, place(row)));
    }
    List<Order> orders = new ArrayList<>();
    for (TableFile.Row row : file(ORDERS).rows()) {
      orders.add(order(row, restaurants));
    }
    List<Rider> riders = new ArrayList<>();
    for (TableFile.Row row : file("couriers.txt").rows()) {
      riders.add(rider(row));
    }
    if (orders.isEmpty()) {
      throw new UsageException("%s holds no order".formatted(folder.resolve(ORDERS)));
    }
    return new Instance(name, rules, orders, riders);
  }

  private TableFile file(String name) throws IOException {
    return TableFile.read(folder.resolve(name), "\t");
  }

  private static Rules rules(TableFile.Row row) {
    return new Rules(
        row.number("meters_per_minute", 1, 100_000),
        serviceMinutes(row, "pickup service minutes"),
        serviceMinutes(row, "dropoff service minutes"),
        row.whole("target click-to-door", 0, MAX_MINUTE),
        row.whole("maximum click-to-door", 0, MAX_MINUTE),
        row.number("pay per order", 0, 1_000_000),
        row.number("guaranteed pay per hour", 0, 1_000_000));
  }

  private static int serviceMinutes(TableFile.Row row, String column) {
    int minutes = row.whole(column, 0, MAX_SERVICE_MINUTES);
    if (minutes % 2 != 0) {
      throw row.wrong(column, "cannot be halved into whole minutes");
    }
    return minutes;
  }

  private Order order(TableFile.Row row, Map<String, Restaurant> restaurants) {
    Restaurant restaurant = restaurants.get(row.cell("restaurant"));
    if (restaurant == null) {
      throw row.wrong("restaurant", "is not in restaurants.txt");
    }
    return new Order(
        newId(row, "order"),
        place(row),
        minute(row, "placement_time"),
        restaurant,
        minute(row, "ready_time"));
  }

  private Rider rider(TableFile.Row row) {
    Rider rider =
        new Rider(
            newId(row, "courier"), place(row), minute(row, "on_time"), minute(row, "off_time"));
    if (rider.offAt() < rider.onAt()) {
      throw row.wrong("off_time", "is before on_time");
    }
    return rider;
  }

  private String newId(TableFile.Row row, String column) {
    String id = row.id(column);
    if (!ids.add(id)) {
      throw row.wrong(column, "has the id of another order, restaurant or courier");
    }
    return id;
  }

  private static int minute(TableFile.Row row, String column) {
    return row.whole(column, 0, MAX_MINUTE);
  }

  private static Place place(TableFile.Row row) {
    return new Place(
        row.number("x", -Place.MAX_METERS, Place.MAX_METERS),
        row.number("y", -Place.MAX_METERS, Place.MAX_METERS));
  }
}
