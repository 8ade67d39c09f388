package io.dabba.server.rides;

import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.dispatch.runtime.BundlesContract;
import io.dabba.dispatch.runtime.DispatchStore;
import io.dabba.geo.RiderId;
import io.dabba.server.leases.CityLeases;
import io.dabba.server.orders.CancelReason;
import io.dabba.server.orders.Cause;
import io.dabba.server.orders.Orders;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresBundlesTest extends BundlesContract {
  private static Database database;

  private final Rides rides = new Rides(database, () -> NOON, () -> {});

  @BeforeAll
  static void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
    OfferTables.found(database);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected DispatchStore createStore() {
    database.useTransaction(handle -> {
      handle.execute(
          "TRUNCATE city_leases, decisions, offers, orders, rides, riders, outbox CASCADE");
      Stream.of(ASHA, BALA).forEach(rider -> OfferTables.insertRider(handle, rider));
    });
    return new PostgresDispatchStore(
        database, new CityLeases("this", Duration.ofSeconds(30), false), city -> {}, () -> {});
  }

  @Override
  protected void confirm(OrderId order) {
    database.useTransaction(handle -> OfferTables.insertOrder(handle, order));
  }

  @Override
  protected void cancel(OrderId order) {
    Orders orders = new Orders(database, () -> NOON, Rides::orderCancelled, () -> {});
    database.useTransaction(
        handle -> orders.cancel(handle, order, CancelReason.BY_OPS, Cause.system(NOON)));
  }

  @Override
  protected boolean accept(RideId ride, RiderId rider, FencingToken token) {
    return rides.accept(ride, rider, token) instanceof RideOutcome.Done;
  }

  @Override
  protected void decline(RideId ride, RiderId rider, FencingToken token) {
    rides.decline(ride, rider, token);
  }

  @Override
  protected void release(RideId ride, RiderId rider) {
    rides.release(ride, rider);
  }

  @Override
  protected void pickUp(RideId ride, RiderId rider) {
    rides.pickUp(ride, rider);
  }

  @Override
  protected void deliver(RideId ride, RiderId rider) {
    rides.deliver(ride, rider);
  }

  @Override
  protected void goOffShift(RiderId rider) {
    database.useTransaction(
        handle -> handle.execute("UPDATE riders SET online = false WHERE id = ?", rider.value()));
  }

  @Override
  protected RideStatus status(RideId ride) {
    return RideStatus.valueOf(text("SELECT status FROM rides WHERE id = ?", ride.value()));
  }

  @Override
  protected OrderStatus status(OrderId order) {
    return OrderStatus.valueOf(text("SELECT status FROM orders WHERE id = ?", order.value()));
  }

  private static String text(String sql, Object... arguments) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select(sql, arguments).mapTo(String.class).one());
  }
}
