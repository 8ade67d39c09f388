package io.dabba.benchmarks.bench.mdrp;

/** By what solutions are judged; less is better. */
enum Measure {
  UNDELIVERED("undelivered_pct"),
  CLICK_TO_DOOR("click_to_door_min"),
  READY_TO_PICKUP("ready_to_pickup_min"),
  COST("cost_per_order");

  private final String figure;

  Measure(String figure) {
    this.figure = figure;
  }

  /** Its name among the figures. */
  String figure() {
    return figure;
  }

  double of(Metrics metrics) {
    return switch (this) {
      case UNDELIVERED -> metrics.undeliveredPct();
      case CLICK_TO_DOOR -> metrics.clickToDoorMin();
      case READY_TO_PICKUP -> metrics.readyToPickupMin();
      case COST -> metrics.costPerOrder();
    };
  }

  double of(Published published) {
    return switch (this) {
      case UNDELIVERED -> published.undeliveredPct();
      case CLICK_TO_DOOR -> published.clickToDoorMin();
      case READY_TO_PICKUP -> published.readyToPickupMin();
      case COST -> published.costPerOrder();
    };
  }
}
