package io.dabba.server.rides;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.Refusal;
import io.dabba.dispatch.RideSearch;
import io.dabba.dispatch.RideState;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import io.dabba.server.leases.CityLeases;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoredSearchesTest {
  private static final RideId RIDE = new RideId("ride");
  private static final RideId OTHER_RIDE = new RideId("other");
  private static final RiderId ASHA = new RiderId("asha");
  private static final RiderId BALA = new RiderId("bala");
  private static final RiderId CHAND = new RiderId("chand");
  private static final RiderId DEEPA = new RiderId("deepa");
  private static final RiderId ESHA = new RiderId("esha");

  private Database database;
  private TransactionalOfferBook book;
  private PostgresDispatchStore store;

  @BeforeEach
  void twoRidesAndFiveRiders() {
    database = Database.connect(SharedPostgres.newDatabase());
    book = new TransactionalOfferBook(database);
    CityLeases leases = new CityLeases("test", Duration.ofSeconds(5), false);
    store =
        new PostgresDispatchStore(
            database, leases, new RiderProfiles(() -> OfferTables.NOON, 0), city -> {}, () -> {});
    OfferTables.found(database);
    database.useTransaction(handle -> {
      Stream.of(ASHA, BALA, CHAND, DEEPA, ESHA).forEach(r -> OfferTables.insertRider(handle, r));
      for (RideId ride : List.of(RIDE, OTHER_RIDE)) {
        OfferTables.insertRide(handle, ride);
        OfferTables.insertOrder(handle, new OrderId("order-of-" + ride), ride);
      }
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whoWasAskedForARide_isKnownByHowHisOfferWasClosed() {
    Offer declined = open(RIDE, ASHA);
    book.decline(RIDE, ASHA, declined.token(), OfferTables.NOON);
    Offer expired = open(RIDE, BALA);
    book.expire(expired, expired.expiresAt());
    Offer withdrawn = open(RIDE, CHAND);
    book.withdraw(RIDE, OfferTables.NOON);
    Offer givenBack = open(RIDE, DEEPA);
    book.accept(RIDE, DEEPA, givenBack.token(), OfferTables.NOON);
    book.release(RIDE, DEEPA, OfferTables.NOON);
    Offer elsewhere = open(OTHER_RIDE, ESHA);
    book.decline(OTHER_RIDE, ESHA, elsewhere.token(), OfferTables.NOON);

    Map<RiderId, Refusal> refusals =
        Map.of(
            ASHA, new Refusal(declined.token(), Refusal.Kind.DECLINED),
            BALA, new Refusal(expired.token(), Refusal.Kind.UNANSWERED),
            CHAND, new Refusal(withdrawn.token(), Refusal.Kind.WITHDRAWN),
            DEEPA, new Refusal(givenBack.token(), Refusal.Kind.DECLINED));
    assertThat(load(RIDE).refusals()).isEqualTo(refusals);
    assertThat(load(OTHER_RIDE).refusals()).containsOnlyKeys(ESHA);
    Optional<StoredSearches.Released> released =
        database.jdbi().withHandle(handle -> StoredSearches.released(handle, RIDE));
    assertThat(released.orElseThrow().refusals()).isEqualTo(refusals);
  }

  @Test
  void whoWasAskedTwice_isKnownByHisLastOffer() {
    Offer first = open(RIDE, ASHA);
    book.expire(first, first.expiresAt());
    Offer last = open(RIDE, ASHA);
    book.withdraw(RIDE, OfferTables.NOON);

    assertThat(load(RIDE).refusals())
        .isEqualTo(Map.of(ASHA, new Refusal(last.token(), Refusal.Kind.WITHDRAWN)));
  }

  @Test
  void whoHoldsTheOffer_isNotAmongThem() {
    Offer offer = open(RIDE, ASHA);

    assertThat(load(RIDE).refusals()).isEmpty();
    assertThat(load(RIDE).state()).isEqualTo(new RideState.Offered(offer));
    assertThat(load(OTHER_RIDE).state()).isEqualTo(new RideState.Pending());
  }

  private Offer open(RideId ride, RiderId rider) {
    OfferOutcome outcome =
        book.tryOffer(ride, rider, OfferTables.NOON, OfferTables.NOON.plusSeconds(10));
    assertThat(outcome).isInstanceOf(OfferOutcome.Opened.class);
    return ((OfferOutcome.Opened) outcome).offer();
  }

  private RideSearch load(RideId ride) {
    return store.takeOver(OfferTables.PUNE).searches().stream()
        .filter(search -> search.id().equals(ride))
        .findFirst()
        .orElseThrow();
  }
}
