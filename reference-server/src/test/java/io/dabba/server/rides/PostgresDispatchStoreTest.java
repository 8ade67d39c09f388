package io.dabba.server.rides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.dispatch.Command;
import io.dabba.dispatch.Decision;
import io.dabba.dispatch.Effect;
import io.dabba.dispatch.Load;
import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideState;
import io.dabba.dispatch.Step;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.order.OrderStatus;
import io.dabba.dispatch.ride.Ride;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideOrder;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.dispatch.rider.RiderProfile;
import io.dabba.dispatch.runtime.CityTakenException;
import io.dabba.dispatch.runtime.Epoch;
import io.dabba.dispatch.runtime.NotOwnerException;
import io.dabba.dispatch.runtime.RecoveredCity;
import io.dabba.geo.Availability;
import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.geo.RiderId;
import io.dabba.server.http.Json;
import io.dabba.server.leases.CityLeases;
import io.dabba.server.orders.CancelReason;
import io.dabba.server.orders.Cause;
import io.dabba.server.orders.OrderTransitions;
import io.dabba.server.outbox.OutboxEvent;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostgresDispatchStoreTest {
  private static final CityId PUNE = OfferTables.PUNE;
  private static final Instant NOON = OfferTables.NOON;
  private static final Instant EXPIRY = NOON.plusSeconds(10);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final RideId RIDE = new RideId("tray");
  private static final OrderId BIRYANI = new OrderId("biryani");
  private static final OrderId DOSA = new OrderId("dosa");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALA = new RiderId("bala");

  private static Database database;

  private PostgresDispatchStore store;
  private Rides rides;
  private Epoch epoch;

  @BeforeAll
  static void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
    OfferTables.found(database);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void twoOrdersAndTwoRiders() {
    database.useTransaction(handle -> {
      handle.execute(
          "TRUNCATE city_leases, decisions, offers, orders, rides, riders, outbox CASCADE");
      Stream.of(ASHA, BALA).forEach(rider -> OfferTables.insertRider(handle, rider));
      Stream.of(BIRYANI, DOSA).forEach(order -> OfferTables.insertOrder(handle, order));
    });
    store = store("this", LEASE, false);
    rides = new Rides(database, () -> NOON, () -> {});
    epoch = store.takeOver(PUNE).epoch();
  }

  @Nested
  class WhoOwnsACity {
    @Test
    void eachOwner_hasAGreaterEpoch_andWhatWasBeforeStoresNothing() {
      Epoch next = store.takeOver(PUNE).epoch();

      assertThat(next).isGreaterThan(epoch);
      assertThatThrownBy(() -> commit(create(BIRYANI)))
          .isInstanceOf(NotOwnerException.class)
          .hasMessage("epoch 1 of city pune is over");
      assertThatThrownBy(() -> store.renew(PUNE, epoch, NOON))
          .isInstanceOf(NotOwnerException.class);
      assertThat(text("SELECT count(*) FROM rides")).isEqualTo("0");
      store.release(PUNE, epoch);
      assertThatThrownBy(() -> store("other", LEASE, false).takeOver(PUNE))
          .isInstanceOf(CityTakenException.class)
          .hasMessage("city pune is dispatched by this");
    }

    @Test
    void cityWhoseLeaseRuns_isNobodyElsesUntilItIsReleased() {
      PostgresDispatchStore other = store("other", LEASE, false);
      assertThatThrownBy(() -> other.takeOver(PUNE)).isInstanceOf(CityTakenException.class);
      store.renew(PUNE, epoch, NOON);

      store.release(PUNE, epoch);

      assertThat(other.takeOver(PUNE).epoch()).isEqualTo(epoch.next());
      assertThatThrownBy(() -> store.takeOver(PUNE)).isInstanceOf(CityTakenException.class);
    }

    @Test
    void cityWhoseLeaseIsOver_isFree_butItsOwnerGoesOnUntilSomebodyTakesIt() {
      database.useTransaction(
          handle -> handle.execute("UPDATE city_leases SET wall_until = clock_timestamp()"));
      commit(create(BIRYANI));
      database.useTransaction(
          handle -> handle.execute("UPDATE city_leases SET wall_until = clock_timestamp()"));

      RecoveredCity taken = store("other", LEASE, false).takeOver(PUNE);

      assertThat(taken.searches()).hasSize(1);
      assertThatThrownBy(() -> commit(create(DOSA))).isInstanceOf(NotOwnerException.class);
    }

    @Test
    void stepOfTheOwner_keepsTheCity() {
      database.useTransaction(
          handle -> handle.execute("UPDATE city_leases SET wall_until = clock_timestamp()"));
      commit(create(BIRYANI));

      assertThatThrownBy(() -> store("other", LEASE, false).takeOver(PUNE))
          .isInstanceOf(CityTakenException.class);
    }

    @Test
    void processThatIsAloneAtItsDatabase_waitsForNoLease() {
      assertThat(store("restarted", LEASE, true).takeOver(PUNE).epoch()).isEqualTo(epoch.next());
    }

    @Test
    void nextOwner_waitsForWhatTheLastOneIsAboutToCommit() {
      CompletableFuture<RecoveredCity> taken;
      try (Handle step = database.jdbi().open()) {
        step.begin();
        CityLeases.requireOwner(step, PUNE, epoch);
        PostgresDispatchStore next = store("this", LEASE, false);
        taken = CompletableFuture.supplyAsync(() -> next.takeOver(PUNE));
        await()
            .until(() ->
                text("""
                SELECT count(*) FROM pg_stat_activity
                WHERE wait_event_type = 'Lock' AND query LIKE '%city_leases%'
                """)
                    .equals("1"));
        assertThat(taken).isNotDone();
        OfferTables.insertRide(step, RIDE);
        step.execute("UPDATE orders SET ride_id = 'tray' WHERE id = 'biryani'");
        step.commit();
      }
      assertThat(taken.join().searches()).hasSize(1);
    }

    @Test
    void ownerThatIsPausedWithinATransaction_isBrokenOff() {
      database.useTransaction(
          handle -> handle.execute("UPDATE city_leases SET wall_until = clock_timestamp()"));

      assertThatThrownBy(
              () -> {
                try (Handle step = database.jdbi().open()) {
                  step.begin();
                  CityLeases.requireOwner(step, PUNE, epoch);
                  assertThat(store("other", LEASE, false).takeOver(PUNE).epoch())
                      .isEqualTo(epoch.next());
                  step.commit();
                }
              })
          .isInstanceOf(JdbiException.class);
    }

    @Test
    void limitsOfSearches_haveRunUntilTheLatestStepOrRenewal() {
      assertThat(store.takeOver(PUNE).countedUntil()).isEmpty();
      epoch = store.takeOver(PUNE).epoch();
      commit(create(BIRYANI));
      assertThat(store.takeOver(PUNE).countedUntil()).contains(NOON);
      epoch = store.takeOver(PUNE).epoch();
      store.renew(PUNE, epoch, EXPIRY);
      store.renew(PUNE, epoch, NOON);
      assertThat(store.takeOver(PUNE).countedUntil()).contains(EXPIRY);
    }
  }

  @Nested
  class WhatAStepStores {
    @Test
    void orderThatWantsNoRideAnyMore_isLeftOutOfIt() {
      cancel(DOSA);

      assertThat(commit(create(DOSA, BIRYANI)))
          .containsExactly(new Command.OrderLeftOut(RIDE, DOSA));

      assertThat(search().ride().orders()).extracting(RideOrder::id).containsExactly(BIRYANI);
      assertThat(commit(create(DOSA, BIRYANI)))
          .containsExactly(
              new Command.OrderLeftOut(RIDE, DOSA), new Command.OrderLeftOut(RIDE, BIRYANI));
      assertThat(text("SELECT count(*) FROM rides")).isEqualTo("1");
    }

    @Test
    void ordersOfARide_keepTheOrderOfTheirDelivery() {
      commit(create(DOSA, BIRYANI));

      assertThat(search().ride().orders()).extracting(RideOrder::id).containsExactly(DOSA, BIRYANI);
    }

    @Test
    void confirmedOrder_isUnheardUntilItHasARide() {
      assertThat(store.takeOver(PUNE).unheard()).hasSize(2);
      epoch = store.takeOver(PUNE).epoch();
      commit(create(DOSA, BIRYANI));
      assertThat(store.takeOver(PUNE).unheard()).isEmpty();
    }

    @Test
    void foodThatIsReadyBeforeItsSearchBegins_isUnheard() {
      RideSearch later = search(NOON.plusSeconds(600), BIRYANI);
      commit(new Effect.CreateRide(later));
      database.useTransaction(
          handle -> OrderTransitions.foodReady(handle, BIRYANI, Cause.system(NOON)));

      assertThat(store.takeOver(PUNE).unheard())
          .filteredOn(Command.OrderReady.class::isInstance)
          .containsExactly(new Command.OrderReady(BIRYANI, NOON));

      epoch = store.takeOver(PUNE).epoch();
      commit(new Effect.SaveSearch(later.begunAt(NOON, later.giveUpAt())));
      assertThat(store.takeOver(PUNE).unheard())
          .filteredOn(Command.OrderReady.class::isInstance)
          .isEmpty();
    }

    @Test
    void searchesOfAStep_areSaved_andThoseThatEndedAreSaid() {
      commit(create(BIRYANI));
      RideSearch further = search().missed(EXPIRY, true);
      RideSearch gone = search(NOON, new RideId("gone"), DOSA);

      assertThat(commit(new Effect.SaveSearch(further), new Effect.SaveSearch(gone)))
          .containsExactly(new Command.RideEnded(gone.id(), Optional.empty()));
      assertThat(search()).isEqualTo(further);
    }

    @Test
    void offers_carryTheEpochUnderWhichTheyWereOpened() {
      offer();
      assertThat(text("SELECT epoch FROM offers")).isEqualTo(epoch.toString());
    }

    @Test
    void rideThatFoundNobody_isToldWithTheReason() {
      commit(create(DOSA, BIRYANI));

      commit(new Effect.FailRide(RIDE, Effect.FailureReason.TIME_OVER));

      assertThat(text("SELECT status || ' ' || fail_reason FROM rides"))
          .isEqualTo("FAILED TIME_OVER");
      assertThat(text("SELECT payload->>'reason' FROM outbox WHERE type = 'ride.failed'"))
          .isEqualTo("TIME_OVER");
      assertThat(text("SELECT string_agg(DISTINCT cancel_reason, ' ') FROM orders"))
          .isEqualTo("NO_RIDER");
    }

    @Test
    void rideKeepsTheDecisionOfEachOffer_andTheLatestThatLedToNone() {
      Offer first = offer();
      rides.decline(RIDE, ASHA, first.token());
      step(List.of(), decision(0, Optional.empty()));
      step(List.of(), decision(1, Optional.empty()));
      step(List.of(new Effect.OpenOffer(RIDE, BALA, EXPIRY)), decision(2, Optional.of(BALA)));

      assertThat(
              text(
                  """
                  SELECT string_agg(coalesce(rider_id, 'nobody') || ' ' || (decision->>'round'), ', '
                                    ORDER BY decision->>'round')
                  FROM decisions
                  """))
          .isEqualTo("nobody 1, bala 2");
    }
  }

  @Nested
  class WhatIsStoredOfRiders {
    @Test
    void profile_saysWhatTheyCanBeAskedFor_andHowTheyAnswer() {
      Offer offer = offer();
      assertThat(store.riders(Set.of(ASHA, BALA, new RiderId("nobody"))))
          .isEqualTo(
              Map.of(
                  ASHA, new RiderProfile(Availability.OFFERED, AcceptanceRate.initial()),
                  BALA, new RiderProfile(Availability.AVAILABLE, AcceptanceRate.initial())));

      rides.accept(RIDE, ASHA, offer.token());

      AcceptanceRate after = AcceptanceRate.initial().after(true);
      assertThat(store.riders(Set.of(ASHA)))
          .isEqualTo(Map.of(ASHA, new RiderProfile(Availability.RIDING, after)));
      assertThat(store.takeOver(PUNE).profiles())
          .isEqualTo(Map.of(ASHA, new RiderProfile(Availability.RIDING, after)));
    }
  }

  @Nested
  class AnOfferTakenBack {
    @Test
    void openOffer_isWithdrawn_andTold() {
      Offer offer = offer();

      assertThat(commit(new Effect.WithdrawOffer(offer)))
          .containsExactly(new Command.OfferWithdrawn(RIDE, ASHA, offer.token()));

      assertThat(search().state()).isEqualTo(new RideState.Pending());
      assertThat(text("SELECT payload->>'riderId' FROM outbox WHERE type = 'ride.withdrawn'"))
          .isEqualTo("asha");
    }

    @Test
    void offerThatWasDeclined_isToldSo_andTheNextStays() {
      Offer declined = offer();
      rides.decline(RIDE, ASHA, declined.token());
      Offer next = open(BALA);

      assertThat(commit(new Effect.WithdrawOffer(declined)))
          .containsExactly(new Command.OfferDeclined(RIDE, ASHA, declined.token()));
      assertThat(search().state()).isEqualTo(new RideState.Offered(next));
    }

    @Test
    void offerThatWasAccepted_isToldSo_andAlsoWhenTheRideWasGivenBackOrIsOver() {
      Offer accepted = offer();
      rides.accept(RIDE, ASHA, accepted.token());
      assertThat(commit(new Effect.WithdrawOffer(accepted)))
          .containsExactly(new Command.OfferAccepted(RIDE, ASHA, accepted.token()));

      rides.release(RIDE, ASHA);
      assertThat(commit(new Effect.WithdrawOffer(accepted)))
          .containsExactly(new Command.OfferDeclined(RIDE, ASHA, accepted.token()));

      cancel(BIRYANI);
      cancel(DOSA);
      assertThat(commit(new Effect.WithdrawOffer(accepted)))
          .containsExactly(new Command.RideEnded(RIDE, Optional.of(ASHA)));
    }

    @Test
    void offerWhoseTimeIsNotOver_isNotExpired() {
      Offer offer = offer();
      assertThat(commit(new Effect.ExpireOffer(offer))).isEmpty();
      assertThat(commitAt(EXPIRY, new Effect.ExpireOffer(offer)))
          .containsExactly(new Command.OfferExpired(RIDE, ASHA, offer.token()));
      assertThat(commitAt(EXPIRY, new Effect.ExpireOffer(offer)))
          .containsExactly(new Command.OfferExpired(RIDE, ASHA, offer.token()));
    }
  }

  @Nested
  class ARideOfTwoOrders {
    @Test
    void accept_pickupAndDelivery_moveBoth() {
      Offer offer = offer();

      assertThat(rides.accept(RIDE, ASHA, offer.token())).isInstanceOf(RideOutcome.Done.class);
      assertThat(statuses()).isEqualTo("ASSIGNED ASSIGNED");
      rides.pickUp(RIDE, ASHA);
      assertThat(statuses()).isEqualTo("PICKED_UP PICKED_UP");
      rides.deliver(RIDE, ASHA);
      assertThat(statuses()).isEqualTo("DELIVERED DELIVERED");
      assertThat(text("SELECT status FROM rides")).isEqualTo("COMPLETED");
    }

    @Test
    void orderCancelledWhileItIsOffered_takesTheOfferBack_andTheRideGoesOnWithoutIt() {
      Offer offer = offer();

      cancel(BIRYANI);

      assertThat(rides.accept(RIDE, ASHA, offer.token())).isInstanceOf(RideOutcome.Stale.class);
      assertThat(search().state()).isEqualTo(new RideState.Pending());
      assertThat(search().ride().orders()).extracting(RideOrder::id).containsExactly(DOSA);
      assertThat(heard("ride.withdrawn"))
          .containsExactly(new Command.OfferWithdrawn(RIDE, ASHA, offer.token()));

      Offer next = open(ASHA);
      assertThat(next.token()).isGreaterThan(offer.token());
      assertThat(rides.accept(RIDE, ASHA, next.token())).isInstanceOf(RideOutcome.Done.class);
      assertThat(statuses()).isEqualTo("CANCELLED ASSIGNED");
    }

    @Test
    void orderCancelledWhileTheOfferIsOverdue_leavesItUnanswered() {
      Offer offer = offer();

      cancel(BIRYANI, EXPIRY);

      Refusal unanswered = new Refusal(offer.token(), Refusal.Kind.UNANSWERED);
      assertThat(search().refusals()).isEqualTo(Map.of(ASHA, unanswered));
      assertThat(heard("ride.withdrawn"))
          .containsExactly(new Command.OfferExpired(RIDE, ASHA, offer.token()));
    }

    @Test
    void orderCancelledWhileARiderHasTheRide_leavesHimTheRest() {
      Offer offer = offer();
      rides.accept(RIDE, ASHA, offer.token());

      cancel(BIRYANI);

      RideView view = rides.current(ASHA).orElseThrow();
      assertThat(view.state()).isEqualTo("ACCEPTED");
      assertThat(view.orders()).extracting(RideView.OrderView::id).containsExactly("dosa");
      rides.pickUp(RIDE, ASHA);
      rides.deliver(RIDE, ASHA);
      assertThat(statuses()).isEqualTo("CANCELLED DELIVERED");
    }

    @Test
    void rideGivenBack_isSearchedForWithTheOrdersThatAreLeft() {
      Offer offer = offer();
      rides.accept(RIDE, ASHA, offer.token());
      cancel(DOSA);
      rides.release(RIDE, ASHA);

      assertThat(statuses()).isEqualTo("CONFIRMED CANCELLED");
      assertThat(search().ride().orders()).extracting(RideOrder::id).containsExactly(BIRYANI);
    }

    @Test
    void bothOrdersCancelledAtOnce_endTheRide() throws Exception {
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        for (int i = 0; i < 20; i++) {
          RideId ride = new RideId("tray-" + i);
          List<OrderId> both = List.of(new OrderId("a-" + i), new OrderId("b-" + i));
          database.useTransaction(
              handle -> both.forEach(order -> OfferTables.insertOrder(handle, order)));
          commit(new Effect.CreateRide(search(NOON, ride, both.toArray(OrderId[]::new))));
          commit(new Effect.OpenOffer(ride, ASHA, EXPIRY));
          List<Future<?>> cancelling = new ArrayList<>();
          both.forEach(order -> cancelling.add(threads.submit(() -> cancel(order))));
          for (Future<?> done : cancelling) {
            done.get();
          }
          assertThat(text("SELECT status FROM rides WHERE id = '" + ride + "'"))
              .isEqualTo("CANCELLED");
        }
      }
      assertThat(text("SELECT count(*) FROM offers WHERE status = 'OPEN'")).isEqualTo("0");
    }
  }

  private PostgresDispatchStore store(String owner, Duration lease, boolean alone) {
    return new PostgresDispatchStore(
        database, new CityLeases(owner, lease, alone), city -> {}, () -> {});
  }

  private static Effect create(OrderId... orders) {
    return new Effect.CreateRide(search(NOON, RIDE, orders));
  }

  private static RideSearch search(Instant dueAt, OrderId... orders) {
    return search(dueAt, RIDE, orders);
  }

  private static RideSearch search(Instant dueAt, RideId id, OrderId... orders) {
    GeoPoint point = new GeoPoint(18.5, 73.8);
    List<RideOrder> list =
        Stream.of(orders).map(order -> new RideOrder(order, point, NOON, NOON)).toList();
    return RideSearch.begin(
        new Ride(id, PUNE, point, list), dueAt, NOON.plus(Duration.ofMinutes(45)));
  }

  /** Holds a ride of both orders out to Asha. */
  private Offer offer() {
    commit(create(BIRYANI, DOSA));
    return open(ASHA);
  }

  private Offer open(RiderId rider) {
    List<Command> answers = commit(new Effect.OpenOffer(RIDE, rider, EXPIRY));
    assertThat(answers).hasSize(1).first().isInstanceOf(Command.OfferOpened.class);
    return ((Command.OfferOpened) answers.getFirst()).offer();
  }

  private List<Command> commit(Effect... effects) {
    return commitAt(NOON, effects);
  }

  private List<Command> commitAt(Instant at, Effect... effects) {
    return store.commit(PUNE, epoch, new Step(at, at, List.of(effects), List.of(), Load.NONE));
  }

  private void step(List<Effect> effects, Decision decision) {
    store.commit(PUNE, epoch, new Step(NOON, NOON, effects, List.of(decision), Load.NONE));
  }

  private static Decision decision(int round, Optional<RiderId> chosen) {
    return new Decision(RIDE, NOON, round, 3_000, false, false, Set.of(), List.of(), chosen);
  }

  /** The search as the next owner finds it, who is this one again. */
  private RideSearch search() {
    RecoveredCity city = store.takeOver(PUNE);
    epoch = city.epoch();
    assertThat(city.searches()).hasSize(1);
    return city.searches().getFirst();
  }

  private void cancel(OrderId order) {
    cancel(order, NOON);
  }

  private void cancel(OrderId order, Instant now) {
    database.useTransaction(handle -> {
      OrderStatus status =
          OrderStatus.valueOf(
              handle
                  .select("SELECT status FROM orders WHERE id = ? FOR UPDATE", order.value())
                  .mapTo(String.class)
                  .one());
      OrderTransitions.cancel(handle, order, status, CancelReason.BY_OPS, Cause.system(now));
      Rides.orderCancelled(handle, order, now);
    });
  }

  /** What the dispatcher hears of the events of a type. */
  private List<Command> heard(String type) {
    DispatchInbox inbox =
        new DispatchInbox(
            database,
            new CityDispatchers(city -> {
              throw new AssertionError("nobody dispatches here");
            }));
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .select("SELECT * FROM outbox WHERE type = ? ORDER BY id", type)
                .map((rs, ctx) ->
                    new OutboxEvent(
                        rs.getLong("id"),
                        rs.getString("aggregatetype"),
                        rs.getString("aggregateid"),
                        rs.getLong("aggregate_version"),
                        PUNE,
                        type,
                        NOON,
                        payload(rs.getString("payload"))))
                .list())
        .stream()
        .flatMap(event -> inbox.command(event).stream())
        .toList();
  }

  private static JsonNode payload(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private String statuses() {
    return text("SELECT string_agg(status, ' ' ORDER BY id) FROM orders");
  }

  private String text(String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(String.class).one());
  }
}
