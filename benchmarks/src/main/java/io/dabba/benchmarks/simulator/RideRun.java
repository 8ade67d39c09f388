package io.dabba.benchmarks.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** A rider's way through one ride: to the restaurant, until the food is ready, to each door. */
final class RideRun {
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(60);
  private static final Duration HAND_OVER = Duration.ofSeconds(1);

  /** After so long past the ready time he asks for the food although nobody marked it. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final World world;
  private final SimulatedRider rider;
  private final String id;
  private final GeoPoint pickup;
  private final List<GeoPoint> dropoffs;
  private final List<String> orders;
  private Instant checkedAt = Instant.EPOCH;

  private RideRun(
      World world,
      SimulatedRider rider,
      String id,
      GeoPoint pickup,
      List<GeoPoint> dropoffs,
      List<String> orders) {
    this.world = world;
    this.rider = rider;
    this.id = id;
    this.pickup = pickup;
    this.dropoffs = List.copyOf(dropoffs);
    this.orders = List.copyOf(orders);
  }

  static RideRun of(World world, SimulatedRider rider, JsonNode ride) {
    List<GeoPoint> dropoffs = new ArrayList<>();
    ride.path("dropoffs").forEach(door -> dropoffs.add(Json.point(door)));
    List<String> orders = new ArrayList<>();
    ride.path("orders").forEach(order -> orders.add(order.path("id").asText()));
    String id = ride.path("id").asText();
    return new RideRun(world, rider, id, Json.point(ride.path("pickup")), dropoffs, orders);
  }

  /** Goes on from where the ride stands. */
  void begin(String state) {
    checkedAt = world.time().now();
    if (state.equals("PICKED_UP")) {
      rideToDoor(0);
    } else {
      SplittableRandom random =
          world
              .chance()
              .of(
                  "drop-out",
                  rider.id(),
                  orders.stream().map(world::nameOf).collect(Collectors.joining("+")));
      if (random.nextDouble() < world.behaviour().dropOutShare()) {
        rider.travel(pickup, () -> {});
        Duration wait = DomainTime.duration(random.nextDouble(10, 120));
        world.agenda().after(wait, this::giveBack);
      } else {
        rider.travel(pickup, this::waitForFood);
      }
    }
  }

  /** A ride that he no longer has he gave back before, and the answer was lost. */
  private void giveBack() {
    if (!rider.rides(this)) {
      return;
    }
    ApiAnswer answer =
        rider.send(Call.post("release", "/v1/rides/" + id + "/release", "{}").expecting(404, 409));
    if (answer.ok() || answer.status() == 404) {
      world.tally().droppedOut.increment();
      rider.finish(this);
    } else {
      tryAgain(this::giveBack);
    }
  }

  private void waitForFood() {
    if (!rider.rides(this)) {
      return;
    }
    Instant now = world.time().now();
    Instant readyAt = Instant.EPOCH;
    boolean ready = true;
    for (String order : orders) {
      PlacedOrder known = world.orders().find(order).orElse(null);
      if (known != null) {
        Instant planned = known.plan().readyAt();
        ready &= known.markedReady() || now.isAfter(planned.plus(PATIENCE));
        readyAt = planned.isAfter(readyAt) ? planned : readyAt;
      }
    }
    if (ready) {
      pickUp();
      return;
    }
    if (!now.isBefore(checkedAt.plus(BETWEEN_CHECKS))) {
      checkedAt = now;
      rider.checkCurrent();
    }
    Instant next = readyAt.isAfter(now) ? readyAt.plus(HAND_OVER) : now.plus(HAND_OVER);
    Instant latest = now.plus(BETWEEN_CHECKS);
    world.agenda().at(next.isBefore(latest) ? next : latest, this::waitForFood);
  }

  private void pickUp() {
    ApiAnswer answer =
        rider.send(Call.post("pickup", "/v1/rides/" + id + "/pickup", "{}").expecting(409));
    if (answer.ok()) {
      rideToDoor(0);
    } else {
      tryAgain(this::waitForFood);
    }
  }

  private void rideToDoor(int door) {
    if (door < dropoffs.size()) {
      rider.travel(dropoffs.get(door), () -> atDoor(door));
    } else {
      rider.finish(this);
    }
  }

  /** A ride is delivered as a whole, at its last door. */
  private void atDoor(int door) {
    if (!rider.rides(this)) {
      return;
    }
    if (door < dropoffs.size() - 1) {
      rideToDoor(door + 1);
    } else {
      deliver();
    }
  }

  private void deliver() {
    if (!rider.rides(this)) {
      return;
    }
    ApiAnswer answer =
        rider.send(Call.post("deliver", "/v1/rides/" + id + "/deliver", "{}").expecting(409));
    if (answer.ok()) {
      rider.finish(this);
    } else {
      tryAgain(this::deliver);
    }
  }

  /** Refused: perhaps the ride is no longer his; otherwise he asks again in a while. */
  private void tryAgain(Runnable step) {
    rider.checkCurrent();
    if (rider.rides(this)) {
      world.agenda().after(BETWEEN_CHECKS, step);
    }
  }
}
