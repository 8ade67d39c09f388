package io.dabba.server.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.dispatch.eta.TravelTimes;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.geo.CityRiders;
import io.dabba.geo.Ping;
import io.dabba.geo.RiderId;
import io.dabba.server.http.Json;
import io.dabba.server.http.SocketWriter;
import io.dabba.server.outbox.OutboxConsumer;
import io.dabba.server.outbox.OutboxEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells who watches an order what happens to it: each status, and the rider's latest position.
 * Holds the orders that are watched, and for each rider the watched orders that he carries.
 * Thread-safe.
 */
public final class TrackingHub implements OutboxConsumer {
  /** The most watchers of one order. */
  static final int MAX_WATCHERS = 8;

  private final CityRiders riders;
  private final TravelTimes travelTimes;
  private final Map<OrderId, Watched> watched = new ConcurrentHashMap<>();
  private final Map<RiderId, Set<OrderId>> carried = new ConcurrentHashMap<>();

  public TrackingHub(CityRiders riders, TravelTimes travelTimes) {
    this.riders = riders;
    this.travelTimes = travelTimes;
  }

  private record Watched(TrackedOrder order, Set<SocketWriter> watchers) {}

  /**
   * Adds a watcher and tells him where the order stands; false if the order has too many. He is
   * told within the change of the entry, as everybody is, so that an older status never comes after
   * a newer.
   */
  boolean watch(TrackedOrder order, SocketWriter watcher) {
    Watched entry =
        watched.compute(
            order.id(),
            (id, known) -> {
              Watched next =
                  known == null ? new Watched(order, ConcurrentHashMap.newKeySet()) : known;
              if (next.watchers().size() < MAX_WATCHERS) {
                greet(next, watcher);
              }
              return next;
            });
    return entry.watchers().contains(watcher);
  }

  private void greet(Watched entry, SocketWriter watcher) {
    entry.watchers().add(watcher);
    entry.order().carriedBy().ifPresent(rider -> carry(rider, entry.order().id()));
    watcher.send(Json.text(entry.order().statusMessage()));
    position(entry.order())
        .ifPresent(message -> watcher.sendLatest("position", Json.text(message)));
    closeIfFinal(entry.order(), Set.of(watcher));
  }

  /** Takes a watcher away. */
  void unwatch(OrderId order, SocketWriter watcher) {
    watched.computeIfPresent(
        order,
        (id, known) -> {
          known.watchers().remove(watcher);
          if (!known.watchers().isEmpty()) {
            return known;
          }
          known.order().carriedBy().ifPresent(rider -> putDown(rider, id));
          return null;
        });
  }

  /** Where the rider of an order is and how long he needs, if that is known. */
  Optional<TrackedOrder.PositionMessage> position(TrackedOrder order) {
    return order
        .carriedBy()
        .flatMap(riders::find)
        .map(rider -> order.positionMessage(rider, Optional.empty(), travelTimes));
  }

  /** Tells the watchers of a rider's orders where he is after a ping of his. */
  public void moved(Ping ping) {
    RiderId rider = ping.rider();
    Set<OrderId> orders = carried.get(rider);
    if (orders == null) {
      return;
    }
    riders
        .find(rider)
        .ifPresent(position -> {
          // A newer ping may have come meanwhile: then the speed of this one says nothing.
          Optional<Ping> latest = Optional.of(ping).filter(p -> p.at().equals(position.at()));
          orders.forEach(id -> {
            Watched entry = watched.get(id);
            if (entry != null && entry.order().carriedBy().filter(rider::equals).isPresent()) {
              String text = Json.text(entry.order().positionMessage(position, latest, travelTimes));
              entry.watchers().forEach(w -> w.sendLatest("position", text));
            }
          });
        });
  }

  /** Takes in what an order is now, if that is newer than what its watchers were told. */
  void correct(TrackedOrder now) {
    watched.computeIfPresent(
        now.id(),
        (id, known) -> {
          if (known.order().version() >= now.version()) {
            return known;
          }
          handOver(known.order(), now);
          Watched next = new Watched(now, known.watchers());
          if (known.order().status() != now.status()) {
            tell(next);
          }
          return next;
        });
  }

  @Override
  public boolean accept(OutboxEvent event) {
    if (event.aggregateType().equals("order") && event.payload().hasNonNull("status")) {
      Watched entry = watched.get(new OrderId(event.aggregateId()));
      if (entry != null) {
        correct(changed(entry.order(), event));
      }
    }
    return true;
  }

  private static void tell(Watched entry) {
    String text = Json.text(entry.order().statusMessage());
    entry.watchers().forEach(watcher -> watcher.send(text));
    closeIfFinal(entry.order(), entry.watchers());
  }

  private void handOver(TrackedOrder before, TrackedOrder now) {
    if (!before.carriedBy().equals(now.carriedBy())) {
      before.carriedBy().ifPresent(rider -> putDown(rider, now.id()));
      now.carriedBy().ifPresent(rider -> carry(rider, now.id()));
    }
  }

  private static TrackedOrder changed(TrackedOrder order, OutboxEvent event) {
    JsonNode rider = event.payload().get("riderId");
    return new TrackedOrder(
        order.id(),
        OrderStatus.valueOf(event.payload().get("status").asText()),
        event.aggregateVersion(),
        event.occurredAt(),
        rider == null || rider.isNull()
            ? Optional.empty()
            : Optional.of(new RiderId(rider.asText())),
        order.pickup(),
        order.dropoff());
  }

  private static void closeIfFinal(TrackedOrder order, Set<SocketWriter> watchers) {
    if (OrderLifecycle.TABLE.isFinal(order.status())) {
      watchers.forEach(SocketWriter::close);
    }
  }

  private void carry(RiderId rider, OrderId order) {
    carried.computeIfAbsent(rider, r -> ConcurrentHashMap.newKeySet()).add(order);
  }

  private void putDown(RiderId rider, OrderId order) {
    carried.computeIfPresent(
        rider,
        (r, orders) -> {
          orders.remove(order);
          return orders.isEmpty() ? null : orders;
        });
  }
}
