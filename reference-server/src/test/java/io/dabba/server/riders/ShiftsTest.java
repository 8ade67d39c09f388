package io.dabba.server.riders;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.Availability;
import io.dabba.geo.CityRiders;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.rides.OfferTables;
import io.dabba.server.rides.TransactionalOfferBook;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ShiftsTest {
  private static final Instant NOON = OfferTables.NOON;
  private static final Instant EXPIRY = NOON.plusSeconds(10);
  private static final int THREADS = 8;
  private static final int DEEDS = 150;

  private final List<RiderId> riders =
      IntStream.range(0, 3).mapToObj(i -> new RiderId("rider-" + i)).toList();
  private final List<RideId> rides =
      IntStream.range(0, 4).mapToObj(i -> new RideId("ride-" + i)).toList();
  private Instant now = NOON;
  private DatabaseUrl url;
  private Database database;
  private TransactionalOfferBook book;
  private Shifts shifts;

  @BeforeEach
  void ridersOnShift() {
    url = SharedPostgres.newDatabase();
    database = Database.connect(url);
    book = new TransactionalOfferBook(database);
    shifts = new Shifts(database, new CityRiders(Duration.ofMinutes(1)), () -> now, () -> {});
    OfferTables.found(database);
    database.useTransaction(handle -> {
      riders.forEach(rider -> OfferTables.insertRider(handle, rider));
      rides.forEach(ride -> OfferTables.insertRide(handle, ride));
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void riderWhoGoes_losesHisOffer_andItsRideIsFree() {
    Offer offer = open(rides.getFirst(), riders.getFirst());

    assertThat(shifts.change(riders.getFirst(), false, Optional.empty()))
        .isEqualTo(new Shifts.Outcome.Changed(false, Optional.empty(), Availability.OFFLINE));
    assertThat(accept(offer)).isInstanceOf(AcceptOutcome.Stale.class);
    assertThat(book.tryOffer(rides.get(1), riders.getFirst(), NOON, EXPIRY))
        .isEqualTo(new OfferOutcome.Refused(OfferOutcome.Reason.RIDER_NOT_FREE));
    open(rides.getFirst(), riders.get(1));
  }

  @Test
  void endOfAShift_isKept_changed_andForgottenWithTheShift() {
    RiderId rider = riders.getFirst();
    Instant evening = NOON.plus(Duration.ofHours(6));
    shifts.change(rider, false, Optional.empty());
    assertThat(shift(rider)).isEqualTo("- -");

    assertThat(shifts.change(rider, true, Optional.of(evening)))
        .isEqualTo(new Shifts.Outcome.Changed(true, Optional.of(evening), Availability.AVAILABLE));
    assertThat(shift(rider)).isEqualTo("12:00 18:00");
    now = NOON.plus(Duration.ofHours(1));
    shifts.change(rider, true, Optional.of(evening.plus(Duration.ofHours(1))));
    assertThat(shift(rider)).as("begun when it began").isEqualTo("12:00 19:00");
    shifts.change(rider, true, Optional.empty());
    assertThat(shift(rider)).isEqualTo("12:00 -");
    shifts.change(rider, false, Optional.empty());
    assertThat(shift(rider)).isEqualTo("- -");
    shifts.change(rider, true, Optional.empty());
    assertThat(shift(rider)).isEqualTo("13:00 -");
  }

  /** Else dispatch would go by the end that it knew. */
  @Test
  void eachChangeOfAShift_isTold_andNothingIfItIsTheSameAgain() {
    RiderId rider = riders.getFirst();
    Optional<Instant> evening = Optional.of(NOON.plus(Duration.ofHours(6)));

    shifts.change(rider, true, evening);
    shifts.change(rider, true, evening);
    shifts.change(rider, false, Optional.empty());
    shifts.change(rider, false, Optional.empty());

    assertThat(told())
        .containsExactly(
            """
            {"endsAt": "2026-11-22T18:00:00+00:00", "online": true, "riderId": "rider-0"}\
            """,
            """
            {"online": false, "riderId": "rider-0"}\
            """);
  }

  @Test
  void riderOnARide_keepsHisShift_whenHeCannotGo() {
    RiderId rider = riders.getFirst();
    shifts.change(rider, true, Optional.of(NOON.plus(Duration.ofHours(6))));
    String before = shift(rider);
    accept(open(rides.getFirst(), rider));

    shifts.change(rider, false, Optional.empty());

    assertThat(shift(rider)).isEqualTo(before);
  }

  @Test
  void riderOnARide_cannotGo() {
    accept(open(rides.getFirst(), riders.getFirst()));

    assertThat(shifts.change(riders.getFirst(), false, Optional.empty()))
        .isEqualTo(new Shifts.Outcome.OnRide());
    assertThat(offlineAndBound()).isZero();
  }

  @Test
  void ridersWhoComeAndGoWhileTheyAreOfferedRides_neverGoWithOne_andNobodyDeadlocks()
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("ShiftsTest seed=" + seed);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(seed + i);
        boolean offers = i % 2 == 0;
        running.add(
            threads.submit(() -> {
              for (int n = 0; n < DEEDS; n++) {
                if (offers) {
                  offer(random);
                } else {
                  shifts.change(one(riders, random), random.nextBoolean(), Optional.empty());
                  assertThat(offlineAndBound()).isZero();
                }
              }
            }));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    }
    database.close();
    assertThat(SharedPostgres.deadlocks(url)).isZero();
  }

  private void offer(Random random) {
    RideId ride = one(rides, random);
    RiderId rider = one(riders, random);
    if (book.tryOffer(ride, rider, NOON, EXPIRY) instanceof OfferOutcome.Opened(Offer offer)) {
      switch (random.nextInt(4)) {
        case 0 -> book.decline(ride, rider, offer.token(), NOON);
        case 1 -> book.expire(offer, EXPIRY);
        default -> {
          accept(offer);
          book.release(ride, rider, NOON);
        }
      }
    }
  }

  private Offer open(RideId ride, RiderId rider) {
    OfferOutcome outcome = book.tryOffer(ride, rider, NOON, EXPIRY);
    assertThat(outcome).isInstanceOf(OfferOutcome.Opened.class);
    return ((OfferOutcome.Opened) outcome).offer();
  }

  private AcceptOutcome accept(Offer offer) {
    return book.accept(offer.rideId(), offer.riderId(), offer.token(), NOON);
  }

  /** When it began and when it ends, in UTC. */
  private String shift(RiderId rider) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT coalesce(to_char(shift_began_at AT TIME ZONE 'UTC', 'HH24:MI'), '-') || ' '
                           || coalesce(to_char(shift_ends_at AT TIME ZONE 'UTC', 'HH24:MI'), '-')
                    FROM riders WHERE id = :id
                    """)
                .bind("id", rider.value())
                .mapTo(String.class)
                .one());
  }

  private List<String> told() {
    return database
        .jdbi()
        .withHandle(handle -> {
          handle.execute("SET LOCAL TIME ZONE 'UTC'");
          return handle
              .createQuery(
                  "SELECT payload #>> '{}' FROM outbox WHERE type = 'rider.shift_changed' ORDER BY id")
              .mapTo(String.class)
              .list();
        });
  }

  private int offlineAndBound() {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) FROM offers o JOIN riders r ON r.id = o.rider_id
                    WHERE NOT r.online
                      AND (o.status = 'OPEN' OR (o.status = 'ACCEPTED' AND o.ended_at IS NULL))
                    """)
                .mapTo(Integer.class)
                .one());
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
