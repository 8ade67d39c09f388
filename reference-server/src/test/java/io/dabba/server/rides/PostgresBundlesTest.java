package io.dabba.server.rides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dabba.dispatch.Command;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Load;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
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
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresBundlesTest extends BundlesContract {
  private static final int RACES = 50;

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

  @Test
  void ridesThatJoin_areTold_withTheOrdersThatWent() {
    open(bundle(ASHA));

    assertThat(text("SELECT payload #>> '{}' FROM outbox WHERE type = 'ride.joined'"))
        .isEqualTo(
            """
            {"orders": ["chaat", "dosa"], "rideId": "ride-b", "joinedTo": "ride-a"}\
            """);
    assertThat(text("SELECT joined_to FROM rides WHERE id = 'ride-b'")).isEqualTo("ride-a");
  }

  @Test
  void explanation_saysWhoJoinedWhom() {
    open(bundle(ASHA));

    RideExplanation.Search ride = explained(RIDE);
    assertThat(ride.joined()).containsExactly("ride-b");
    assertThat(ride.orders())
        .extracting(RideExplanation.OrderLine::id)
        .containsExactly("dosa", "biryani", "chaat");
    RideExplanation.Search joined = explained(OTHER);
    assertThat(joined.state()).isEqualTo("JOINED");
    assertThat(joined.joinedTo()).contains("ride-a");
    assertThat(joined.orders()).isEmpty();
  }

  @Test
  void riderWhoHadDeclinedARide_seesThatItsOrdersAreGone() {
    Offer offer = open(new Effect.OpenOffer(OTHER, BALA, NOON.plusSeconds(10)));
    rides.decline(OTHER, BALA, offer.token());
    open(bundle(ASHA));

    RideOutcome again = rides.decline(OTHER, BALA, offer.token());

    assertThat(again)
        .isInstanceOfSatisfying(
            RideOutcome.Done.class,
            done -> {
              assertThat(done.ride().state()).isEqualTo("JOINED");
              assertThat(done.ride().orders()).isEmpty();
            });
  }

  @Test
  void orderThatIsBeingCancelled_isWaitedFor_andThenNothingIsJoined() throws Exception {
    Future<List<Command>> answers;
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        Handle cancelling = database.jdbi().open()) {
      cancelling.begin();
      cancel(cancelling, CHAAT);
      answers = thread.submit(() -> commit(bundle(ASHA)));
      awaitWaiting("orders");
      cancelling.commit();
      assertThat(answers.get())
          .containsExactly(
              new Command.OfferRefused(RIDE, ASHA, OfferOutcome.Reason.RIDE_NOT_PENDING));
    }
    assertThat(status(OTHER)).isEqualTo(RideStatus.PENDING);
    assertThat(recovered().searches()).hasSize(3);
  }

  @Test
  void orderOfARideThatIsBeingJoined_isCancelledOutOfTheBundle() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        Handle joining = database.jdbi().open()) {
      joining.begin();
      new StepTransaction(joining, epoch()).carryOut(step(bundle(ASHA)));
      Future<?> cancelled = thread.submit(() -> cancel(CHAAT));
      awaitWaiting("orders");
      joining.commit();
      cancelled.get();
    }
    assertThat(status(RIDE)).isEqualTo(RideStatus.PENDING);
    assertThat(text("SELECT status FROM offers")).isEqualTo("WITHDRAWN");
    assertThat(
            text("SELECT string_agg(id, ' ' ORDER BY stop) FROM orders WHERE ride_id = 'ride-a'"))
        .isEqualTo("dosa biryani chaat");
    assertThat(status(CHAAT)).isEqualTo(OrderStatus.CANCELLED);
  }

  /** By guessing the token of an offer that is not stored yet. */
  @Test
  void acceptThatComesWhileTheBundleIsMade_takesAllOfIt_orNothing() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        Handle joining = database.jdbi().open()) {
      joining.begin();
      new StepTransaction(joining, epoch()).carryOut(step(bundle(ASHA)));
      Future<RideOutcome> accepted =
          thread.submit(() -> rides.accept(RIDE, ASHA, new FencingToken(1)));
      awaitWaiting("orders");
      joining.commit();
      assertThat(accepted.get()).isInstanceOf(RideOutcome.Done.class);
    }
    assertThat(Stream.of(BIRYANI, CHAAT, DOSA).map(this::status))
        .containsOnly(OrderStatus.ASSIGNED);
  }

  /** Whoever is first: no order is lost, none is in two rides, and nothing is deadlocked. */
  @Test
  void cancellationsAgainstJoining_leaveEveryOrderInOneRide() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int n = 0; n < RACES; n++) {
        int race = n;
        List<OrderId> orders =
            Stream.of("a", "b", "c").map(name -> new OrderId(name + race)).toList();
        RideId main = new RideId("main" + n);
        RideId other = new RideId("other" + n);
        orders.forEach(this::confirm);
        commit(
            new Effect.CreateRide(search(main, orders.get(2))),
            new Effect.CreateRide(search(other, orders.get(0), orders.get(1))));
        CyclicBarrier start = new CyclicBarrier(3);
        Effect offer =
            new Effect.OpenOffer(main, ASHA, NOON.plusSeconds(10), List.of(other), orders);
        Future<List<Command>> joined =
            threads.submit(() -> {
              start.await();
              return commit(offer);
            });
        List<Future<?>> cancelled =
            Stream.of(orders.get(0), orders.get(2))
                .<Future<?>>map(order ->
                    threads.submit(() -> {
                      start.await();
                      cancel(order);
                      return null;
                    }))
                .toList();
        for (Future<?> done : cancelled) {
          done.get();
        }
        Command answer = joined.get().getFirst();

        String rideOfTheRest =
            text("SELECT ride_id FROM orders WHERE id = ?", orders.get(1).value());
        boolean opened = answer instanceof Command.OfferOpened;
        assertThat(rideOfTheRest).isEqualTo((opened ? main : other).value());
        assertThat(status(new RideId(rideOfTheRest))).isEqualTo(RideStatus.PENDING);
        assertThat(status(opened ? other : main))
            .isEqualTo(opened ? RideStatus.JOINED : RideStatus.CANCELLED);
        assertThat(text("SELECT count(*) FROM offers WHERE status = 'OPEN'")).isEqualTo("0");
      }
    }
  }

  private static void awaitWaiting(String table) {
    await()
        .until(() ->
            text(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE ?
                    """,
                    "%" + table + "%")
                .equals("1"));
  }

  private static Step step(Effect effect) {
    return new Step(NOON, NOON, List.of(effect), List.of(), Load.NONE);
  }

  private RideExplanation.Search explained(RideId ride) {
    return database
        .jdbi()
        .withHandle(handle -> RideExplanation.find(handle, ride))
        .orElseThrow()
        .ride();
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
    database.useTransaction(handle -> cancel(handle, order));
  }

  private static void cancel(Handle handle, OrderId order) {
    new Orders(database, () -> NOON, Rides::orderCancelled, () -> {})
        .cancel(handle, order, CancelReason.BY_OPS, Cause.system(NOON));
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
