package io.dabba.server.rides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.DeclineOutcome;
import io.dabba.dispatch.offer.FencingToken;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.rider.AcceptanceRate;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.EmbeddedDatabase;
import io.dabba.server.process.DataDirectory;
import io.dabba.server.rides.OfferHistory.What;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Many threads do everything to the offers of some riders at once, each operation in a transaction
 * of its own and with tokens old, new, another's and invented, while PostgreSQL is stopped and
 * started again; the history of it and the rows must fit. The long run: {@code
 * -Ddabba.contendedOperations=100000}.
 */
@Timeout(3_600)
class ContendedOffersTest {
  private static final int OPERATIONS = Integer.getInteger("dabba.contendedOperations", 4_000);
  private static final int THREADS = Integer.getInteger("dabba.contendedThreads", 32);
  private static final int RIDERS = Integer.getInteger("dabba.contendedRiders", 200);
  private static final int RIDES_AT_ONCE = RIDERS / 2;
  private static final int RECENT = 24;
  private static final Logger POOL_LOG = (Logger) LoggerFactory.getLogger("com.zaxxer.hikari");
  private static final FencingToken INVENTED = new FencingToken(1_000_000_000);

  @TempDir Path data;

  private final OfferHistory history = new OfferHistory();
  private final AtomicInteger operations = new AtomicInteger();
  private final AtomicInteger ridesMade = new AtomicInteger();
  private final AtomicReferenceArray<RideId> rides = new AtomicReferenceArray<>(RIDES_AT_ONCE);
  private final Recent opened = new Recent();
  private final Queue<Offer> taken = new ConcurrentLinkedQueue<>();
  private final List<RiderId> riders =
      IntStream.range(0, RIDERS).mapToObj(n -> new RiderId("rider-" + n)).toList();

  private DataDirectory directory;
  private EmbeddedDatabase postgres;
  private Database database;
  private TransactionalOfferBook book;
  private ExecutorService secondSenders;

  /** The last offers. */
  private static final class Recent {
    private final AtomicReferenceArray<Offer> offers = new AtomicReferenceArray<>(RECENT);
    private final AtomicInteger next = new AtomicInteger();

    void add(Offer offer) {
      offers.set(Math.floorMod(next.getAndIncrement(), RECENT), offer);
    }

    Optional<Offer> any(Random random) {
      return Optional.ofNullable(offers.get(random.nextInt(RECENT)));
    }
  }

  private record Answer<T>(long from, long to, T outcome) {}

  /** Each lost connection would be told with its stack. */
  @BeforeEach
  void quietPool() {
    POOL_LOG.setLevel(Level.ERROR);
  }

  @AfterEach
  void loudPool() {
    POOL_LOG.setLevel(null);
  }

  @BeforeEach
  void startPostgres() {
    directory = DataDirectory.open(data);
    postgres = EmbeddedDatabase.start(directory);
    database = Database.connect(postgres.url());
    book = new TransactionalOfferBook(database);
    secondSenders = Executors.newCachedThreadPool();
    OfferTables.found(database);
    database.useTransaction(handle -> riders.forEach(r -> OfferTables.insertRider(handle, r)));
    for (int slot = 0; slot < RIDES_AT_ONCE; slot++) {
      rides.set(slot, newRide());
    }
  }

  @AfterEach
  void stopPostgres() {
    secondSenders.close();
    database.close();
    postgres.close();
    directory.close();
  }

  @Test
  void everythingAtOnce_overARestart_doubleBooksNobody() throws Exception {
    long seed = Long.getLong("dabba.contendedSeed", System.nanoTime());
    System.out.println("ContendedOffersTest seed=" + seed);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int n = 0; n < THREADS; n++) {
        Random random = new Random(seed + n);
        running.add(
            threads.submit(() -> {
              while (operations.getAndIncrement() < OPERATIONS) {
                operate(random);
              }
            }));
      }
      await()
          .atMost(Duration.ofHours(1))
          .until(
              () -> operations.get() > OPERATIONS / 2 || running.stream().anyMatch(Future::isDone));
      restartPostgres();
      for (Future<?> thread : running) {
        thread.get();
      }
    }

    List<OfferHistoryCheck.Row> rows = rows();
    assertThat(OfferHistoryCheck.violations(history, rows, riderRows())).isEmpty();
    assertThat(ridesThatDoNotFitTheirOffers()).isEmpty();
    Map<What, Long> counts = counts();
    System.out.println(
        "ContendedOffersTest %d operations: %s, %d offers stored"
            .formatted(OPERATIONS, counts, rows.size()));
    assertThat(counts).containsKeys(What.values());
  }

  private void restartPostgres() {
    int port = Integer.parseInt(postgres.url().jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
    postgres.close();
    postgres = EmbeddedDatabase.start(directory, port);
  }

  private void operate(Random random) {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> tryOffer(random);
      case 6, 7, 8, 9, 10 -> opened.any(random).ifPresent(offer -> acceptTwice(offer, random));
      case 11 -> acceptWhatIsNotHis(random);
      case 12, 13 -> opened.any(random).ifPresent(this::decline);
      case 14 -> opened.any(random).ifPresent(this::expire);
      case 15 -> withdraw(rides.get(skewed(RIDES_AT_ONCE, random)));
      case 16 -> oneTaken(random).ifPresent(this::release);
      default -> oneTaken(random).ifPresent(this::end);
    }
  }

  /** Half of them are left for another to end as well. */
  private Optional<Offer> oneTaken(Random random) {
    return Optional.ofNullable(random.nextBoolean() ? taken.poll() : taken.peek());
  }

  /** For a time in which between a few and a few hundred other calls are made. */
  private void tryOffer(Random random) {
    RideId ride = rides.get(skewed(RIDES_AT_ONCE, random));
    RiderId rider = riders.get(skewed(RIDERS, random));
    Duration ttl = Duration.ofMillis(20 + random.nextInt(600));
    Answer<OfferOutcome> answer =
        ask(ride, rider, 0, now -> book.tryOffer(ride, rider, now, now.plus(ttl)));
    if (answer.outcome() instanceof OfferOutcome.Opened(Offer offer)) {
      history.opened(answer.from(), answer.to(), offer);
      opened.add(offer);
    } else {
      history.add(answer.from(), answer.to(), What.NOTHING, ride, Optional.of(rider), 0);
    }
  }

  /** The first ones are met much more often than the last. */
  private static int skewed(int bound, Random random) {
    return random.nextInt(random.nextInt(bound) + 1);
  }

  /** Sent by two threads at once, or once more by the same. */
  private void acceptTwice(Offer offer, Random random) {
    AcceptOutcome one;
    AcceptOutcome other;
    if (random.nextBoolean()) {
      Future<AcceptOutcome> second = secondSenders.submit(() -> accept(offer));
      one = accept(offer);
      other = get(second);
    } else {
      one = accept(offer);
      other = accept(offer);
    }
    history.acceptedTwice(new OfferHistory.Twice(offer.riderId(), offer.token(), one, other));
    if (one instanceof AcceptOutcome.Accepted || other instanceof AcceptOutcome.Accepted) {
      taken.add(offer);
    }
  }

  /** Another's token, a token for another ride, or one that nobody has given. */
  private void acceptWhatIsNotHis(Random random) {
    opened
        .any(random)
        .ifPresent(offer -> {
          RiderId rider = riders.get(random.nextInt(RIDERS));
          RideId ride = rides.get(random.nextInt(RIDES_AT_ONCE));
          switch (random.nextInt(3)) {
            case 0 -> accept(offer.rideId(), rider, offer.token());
            case 1 -> accept(ride, offer.riderId(), offer.token());
            default -> accept(offer.rideId(), offer.riderId(), INVENTED);
          }
        });
  }

  private AcceptOutcome accept(Offer offer) {
    return accept(offer.rideId(), offer.riderId(), offer.token());
  }

  private AcceptOutcome accept(RideId ride, RiderId rider, FencingToken token) {
    Answer<AcceptOutcome> answer =
        ask(ride, rider, token.value(), now -> book.accept(ride, rider, token, now));
    What what =
        switch (answer.outcome()) {
          case AcceptOutcome.Accepted accepted -> What.ACCEPTED;
          case AcceptOutcome.AlreadyAccepted again -> What.ACCEPTED_AGAIN;
          case AcceptOutcome.Stale stale -> What.ACCEPT_REFUSED;
        };
    history.add(answer.from(), answer.to(), what, ride, Optional.of(rider), token.value());
    return answer.outcome();
  }

  private void decline(Offer offer) {
    Answer<DeclineOutcome> answer =
        ask(offer, now -> book.decline(offer.rideId(), offer.riderId(), offer.token(), now));
    add(
        answer,
        offer,
        switch (answer.outcome()) {
          case DeclineOutcome.Declined declined -> What.DECLINED;
          case DeclineOutcome.AlreadyDeclined again -> What.DECLINED_AGAIN;
          case DeclineOutcome.Stale stale -> What.DECLINE_REFUSED;
        });
  }

  private void expire(Offer offer) {
    Answer<Boolean> answer = ask(offer, now -> book.expire(offer, now));
    add(answer, offer, answer.outcome() ? What.EXPIRED : What.NOTHING);
  }

  private void withdraw(RideId ride) {
    Answer<Optional<Offer>> answer =
        ask(ride, Optional.empty(), 0, now -> book.withdraw(ride, now));
    answer
        .outcome()
        .ifPresentOrElse(
            offer -> add(answer, offer, What.WITHDRAWN),
            () -> history.add(answer.from(), answer.to(), What.NOTHING, ride, Optional.empty(), 0));
  }

  private void release(Offer offer) {
    Answer<Boolean> answer = ask(offer, now -> book.release(offer.rideId(), offer.riderId(), now));
    addLeave(answer, offer, What.RELEASED);
  }

  /** A ride that is over is followed by a new one. */
  private void end(Offer offer) {
    Answer<Boolean> answer = ask(offer, now -> book.end(offer.rideId(), offer.riderId(), now));
    addLeave(answer, offer, What.ENDED);
    if (answer.outcome()) {
      for (int slot = 0; slot < RIDES_AT_ONCE; slot++) {
        if (rides.get(slot).equals(offer.rideId())) {
          rides.set(slot, newRide());
        }
      }
    }
  }

  private void add(Answer<?> answer, Offer offer, What what) {
    history.add(
        answer.from(),
        answer.to(),
        what,
        offer.rideId(),
        Optional.of(offer.riderId()),
        offer.token().value());
  }

  /** By whichever offer the rider has the ride now. */
  private void addLeave(Answer<Boolean> answer, Offer offer, What what) {
    history.add(
        answer.from(),
        answer.to(),
        answer.outcome() ? what : What.NOTHING,
        offer.rideId(),
        Optional.of(offer.riderId()),
        0);
  }

  private <T> Answer<T> ask(Offer offer, Function<Instant, T> call) {
    return ask(offer.rideId(), offer.riderId(), offer.token().value(), call);
  }

  private <T> Answer<T> ask(RideId ride, RiderId rider, long token, Function<Instant, T> call) {
    return ask(ride, Optional.of(rider), token, call);
  }

  /** Asks again until there is an answer, as long as only the connection is in the way. */
  private <T> Answer<T> ask(
      RideId ride, Optional<RiderId> rider, long token, Function<Instant, T> call) {
    while (true) {
      long from = history.tick();
      try {
        T outcome = call.apply(OfferHistory.at(from));
        return new Answer<>(from, history.tick(), outcome);
      } catch (RuntimeException e) {
        if (!isConnectionLost(e)) {
          throw e;
        }
        history.add(from, history.tick(), What.BROKEN_OFF, ride, rider, token);
        awaitPostgres();
      }
    }
  }

  private RideId newRide() {
    while (true) {
      RideId ride = new RideId("ride-" + ridesMade.getAndIncrement());
      try {
        database.useTransaction(handle -> OfferTables.insertRide(handle, ride));
        return ride;
      } catch (RuntimeException e) {
        if (!isConnectionLost(e)) {
          throw e;
        }
        awaitPostgres();
      }
    }
  }

  private void awaitPostgres() {
    await().atMost(Duration.ofMinutes(2)).until(database::isReachable);
  }

  private static boolean isConnectionLost(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      boolean lost =
          t instanceof SQLException sql
              && sql.getSQLState() != null
              && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"));
      if (lost || t instanceof ConnectionException) {
        return true;
      }
    }
    return false;
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<What, Long> counts() {
    Map<What, Long> counts = new TreeMap<>();
    history.events().forEach(event -> counts.merge(event.what(), 1L, Long::sum));
    return counts;
  }

  private List<OfferHistoryCheck.Row> rows() {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT *, ended_at IS NOT NULL AS over FROM offers")
                .map((rs, ctx) ->
                    new OfferHistoryCheck.Row(
                        new RideId(rs.getString("ride_id")),
                        new RiderId(rs.getString("rider_id")),
                        rs.getLong("token"),
                        rs.getString("status"),
                        rs.getBoolean("over")))
                .list());
  }

  private List<OfferHistoryCheck.RiderRow> riderRows() {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT * FROM riders")
                .map((rs, ctx) ->
                    new OfferHistoryCheck.RiderRow(
                        new RiderId(rs.getString("id")),
                        rs.getLong("last_token"),
                        new AcceptanceRate(rs.getDouble("acceptance_rate"))))
                .list());
  }

  /** Without the help of an index: nobody is bound twice, and a ride says what its offers say. */
  private List<String> ridesThatDoNotFitTheirOffers() {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    WITH binding AS (
                      SELECT * FROM offers
                      WHERE status = 'OPEN' OR (status = 'ACCEPTED' AND ended_at IS NULL))
                    SELECT 'rider ' || rider_id FROM binding GROUP BY rider_id HAVING count(*) > 1
                    UNION ALL
                    SELECT 'ride ' || ride_id FROM binding GROUP BY ride_id HAVING count(*) > 1
                    UNION ALL
                    SELECT concat_ws(' ', r.id, r.status, r.rider_id, b.status, b.rider_id)
                    FROM rides r LEFT JOIN binding b ON b.ride_id = r.id
                    WHERE NOT CASE r.status
                      WHEN 'PENDING' THEN b.status IS NULL AND r.rider_id IS NULL
                      WHEN 'OFFERED' THEN b.status = 'OPEN' AND r.rider_id IS NULL
                      WHEN 'ACCEPTED' THEN b.status = 'ACCEPTED' AND r.rider_id = b.rider_id
                      WHEN 'COMPLETED' THEN b.status IS NULL AND r.rider_id IS NOT NULL END
                    """)
                .mapTo(String.class)
                .list());
  }
}
