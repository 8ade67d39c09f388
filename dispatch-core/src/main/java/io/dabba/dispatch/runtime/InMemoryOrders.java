package io.dabba.dispatch.runtime;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderLifecycle;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.geo.CityId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The orders of {@link InMemoryRides}, and which of them no ride carries yet. */
final class InMemoryOrders {
  private record Wanted(CityId city, Command.OrderConfirmed orders) {}

  private final Moves moves;
  private final Map<OrderId, OrderRow> orders = new HashMap<>();
  private final Map<RideId, Wanted> wanted = new LinkedHashMap<>();
  private final Deque<OrderId> ended = new ArrayDeque<>();

  InMemoryOrders(Moves moves) {
    this.moves = moves;
  }

  void confirm(CityId city, Command.OrderConfirmed command) {
    Set<OrderId> unknown = new HashSet<>();
    for (RideOrder order : command.orders()) {
      if (orders.containsKey(order.id()) || !unknown.add(order.id())) {
        throw new IllegalArgumentException("orderId=%s is known already".formatted(order.id()));
      }
    }
    unknown.forEach(order -> orders.put(order, new OrderRow(command.rideId())));
    wanted.put(command.rideId(), new Wanted(city, command));
  }

  @Nullable OrderRow find(OrderId id) {
    return orders.get(id);
  }

  Optional<OrderStatus> status(OrderId id) {
    return Optional.ofNullable(orders.get(id)).map(row -> row.status);
  }

  void moveAll(Ride ride, OrderStatus to) {
    each(ride, (order, id) -> move(order, id, to));
  }

  /** A rider has taken their ride. */
  void assign(Ride ride) {
    each(
        ride,
        (order, id) -> {
          move(order, id, OrderStatus.ASSIGNED);
          if (order.ready) {
            move(order, id, OrderStatus.READY);
          }
        });
  }

  /** Their rider has them. */
  void pickUp(Ride ride) {
    each(
        ride,
        (order, id) -> {
          if (order.status == OrderStatus.ASSIGNED) {
            move(order, id, OrderStatus.READY);
          }
          move(order, id, OrderStatus.PICKED_UP);
        });
  }

  /** Does something with each order of a ride that is known still. */
  private void each(Ride ride, BiConsumer<OrderRow, OrderId> action) {
    for (RideOrder order : ride.orders()) {
      OrderRow row = orders.get(order.id());
      if (row != null) {
        action.accept(row, order.id());
      }
    }
  }

  /** Makes orders those of a ride. */
  void carry(Ride ride) {
    each(
        ride,
        (order, id) -> {
          order.ride = ride.id();
          forgetWanted(order);
        });
  }

  void move(OrderRow order, OrderId id, OrderStatus to) {
    moves.check(OrderLifecycle.TABLE, order.status, to, id);
    order.status = to;
    if (OrderLifecycle.TABLE.isFinal(to)) {
      ended.add(id);
      if (ended.size() > InMemoryDispatchStore.ENDED_KEPT) {
        orders.remove(ended.remove());
      }
    }
  }

  /** What was confirmed and no step has stored a ride for. */
  List<Command> withoutRide(CityId city) {
    List<Command> commands = new ArrayList<>();
    for (Wanted group : wanted.values()) {
      List<RideOrder> waiting =
          group.orders().orders().stream().filter(order -> wantsRide(order.id())).toList();
      if (group.city().equals(city) && !waiting.isEmpty()) {
        commands.add(
            new Command.OrderConfirmed(group.orders().rideId(), group.orders().pickup(), waiting));
      }
    }
    return commands;
  }

  boolean wantsRide(OrderId order) {
    OrderRow row = orders.get(order);
    return row != null && row.wantsRide();
  }

  void forgetWanted(OrderRow order) {
    Wanted group = wanted.get(order.wantedAs);
    if (group != null && group.orders().orders().stream().noneMatch(o -> wantsRide(o.id()))) {
      wanted.remove(order.wantedAs);
    }
  }
}
