package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.cli.UsageException;
import io.dabba.benchmarks.replay.Row.RowException;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.Vehicle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A recorded day of one city. Times are seconds since its midnight; those past the next midnight
 * are above 86,400.
 */
public record ReplayDay(
    List<Store> stores, List<Courier> couriers, List<DayOrder> orders, List<BadRow> badRows) {
  private static final int DAY = 86_400;
  private static final int READY_AT_ONCE = 60;

  /** Where food is picked up. */
  public record Store(String id, GeoPoint place) {}

  /** Who worked, and when. */
  public record Courier(String id, Vehicle vehicle, GeoPoint place, int onSecond, int offSecond) {}

  /** What was ordered, and when it was ready. */
  public record DayOrder(
      String id, String storeId, GeoPoint dropoff, int placedSecond, int readySecond) {}

  public ReplayDay {
    stores = List.copyOf(stores);
    couriers = List.copyOf(couriers);
    orders = List.copyOf(orders);
    badRows = List.copyOf(badRows);
  }

  /**
   * Reads {@code stores.csv}, {@code couriers.csv} and {@code orders.csv} of a folder.
   *
   * @throws UsageException if a file or a column is missing
   */
  public static ReplayDay read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("%s is not a folder".formatted(folder));
    }
    List<BadRow> badRows = new ArrayList<>();
    Set<String> storeIds = new HashSet<>();
    Set<String> courierIds = new HashSet<>();
    Set<String> orderIds = new HashSet<>();
    List<Store> stores =
        CsvFile.read(
            folder.resolve("stores.csv"),
            List.of("store_id", "pick_up_lat", "pick_up_lng"),
            row -> store(row, storeIds),
            badRows);
    List<Courier> couriers =
        CsvFile.read(
            folder.resolve("couriers.csv"),
            List.of("courier_id", "vehicle", "on_lat", "on_lng", "on_time", "off_time"),
            row -> courier(row, courierIds),
            badRows);
    List<DayOrder> orders =
        CsvFile.read(
            folder.resolve("orders.csv"),
            List.of(
                "order_id",
                "store_id",
                "drop_off_lat",
                "drop_off_lng",
                "placement_time",
                "ready_time"),
            row -> order(row, orderIds, storeIds),
            badRows);
    return new ReplayDay(stores, couriers, orders, badRows);
  }

  private static Store store(Row row, Set<String> seen) {
    Store store = new Store(row.text("store_id"), row.point("pick_up_lat", "pick_up_lng"));
    requireNew("store_id", store.id(), seen);
    return store;
  }

  private static Courier courier(Row row, Set<String> seen) {
    int on = row.secondOfDay("on_time");
    int off = row.secondOfDay("off_time");
    if (on == off) {
      throw new RowException("off_time is on_time: a shift of no length");
    }
    Courier courier =
        new Courier(
            row.text("courier_id"),
            vehicle(row.text("vehicle")),
            row.point("on_lat", "on_lng"),
            on,
            off < on ? off + DAY : off);
    requireNew("courier_id", courier.id(), seen);
    return courier;
  }

  private static DayOrder order(Row row, Set<String> seen, Set<String> storeIds) {
    String storeId = row.text("store_id");
    if (!storeIds.contains(storeId)) {
      throw new RowException("store_id=%s is not in stores.csv".formatted(storeId));
    }
    int placed = row.secondOfDay("placement_time");
    DayOrder order =
        new DayOrder(
            row.text("order_id"),
            storeId,
            row.point("drop_off_lat", "drop_off_lng"),
            placed,
            readySecond(placed, row.secondOfDay("ready_time")));
    requireNew("order_id", order.id(), seen);
    return order;
  }

  /** Ready long before it was placed is ready after midnight; a little before is at once. */
  private static int readySecond(int placed, int ready) {
    if (ready < placed - DAY / 2) {
      return ready + DAY;
    }
    return ready < placed ? placed + READY_AT_ONCE : ready;
  }

  private static Vehicle vehicle(String word) {
    for (Vehicle vehicle : Vehicle.values()) {
      if (vehicle.name().equals(word.toUpperCase(Locale.ROOT))) {
        return vehicle;
      }
    }
    throw new RowException("vehicle=%s is not known".formatted(word));
  }

  private static void requireNew(String column, String id, Set<String> seen) {
    if (!seen.add(id)) {
      throw new RowException("%s=%s stands in an earlier row".formatted(column, id));
    }
  }
}
