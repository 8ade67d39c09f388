package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.bench.mdrp.Instance.Order;
import io.dabba.benchmarks.bench.mdrp.Instance.Restaurant;
import io.dabba.benchmarks.bench.mdrp.Instance.Rider;
import io.dabba.benchmarks.bench.mdrp.Instance.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Days of a few orders on a line, 100 m to the minute, the service four minutes everywhere: two
 * minutes after he is there a rider takes or gives the food, and two minutes later he leaves.
 */
final class Tiny {
  static final Rules RULES = new Rules(100, 4, 4, 40, 90, 10, 15);
  static final Restaurant DINER = new Restaurant("diner", new Place(0, 0));

  private Tiny() {}

  /** An order at the diner. */
  static Order order(String id, double meters, int placedAt, int readyAt) {
    return new Order(id, new Place(meters, 0), placedAt, DINER, readyAt);
  }

  static Rider rider(String id, double meters, int onAt, int offAt) {
    return new Rider(id, new Place(meters, 0), onAt, offAt);
  }

  static Instance instance(List<Order> orders, List<Rider> riders) {
    return new Instance("0tiny", RULES, orders, riders);
  }

  /** The folder of an instance that holds these lines below the headers. */
  static Path folder(Path parent, String name, String orders, String restaurants, String couriers)
      throws IOException {
    Path folder = Files.createDirectories(parent.resolve(name));
    Files.writeString(
        folder.resolve("orders.txt"),
        "order\tx\ty\tplacement_time\trestaurant\tready_time\n" + orders);
    Files.writeString(folder.resolve("restaurants.txt"), "restaurant\tx\ty\n" + restaurants);
    Files.writeString(
        folder.resolve("couriers.txt"), "courier\tx\ty\ton_time\toff_time\n" + couriers);
    Files.writeString(
        folder.resolve("instance_parameters.txt"),
        """
        meters_per_minute\tpickup service minutes\tdropoff service minutes\ttarget click-to-door\t\
        maximum click-to-door\tpay per order\tguaranteed pay per hour
        100\t4\t4\t40\t90\t10\t15\
        """);
    return folder;
  }

  /** A folder with one order, which its one courier can deliver. */
  static Path folder(Path parent, String name) throws IOException {
    return folder(parent, name, "o1\t500\t0\t10\tr1\t20\n", "r1\t0\t0\n", "c1\t300\t0\t0\t60");
  }
}
