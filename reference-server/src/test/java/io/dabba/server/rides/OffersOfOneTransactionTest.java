package io.dabba.server.rides;

import static io.dabba.server.rides.OfferTables.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.offer.AcceptOutcome;
import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.offer.OfferOutcome;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A dispatcher opens and expires several offers in one transaction, after it has locked their
 * rides, while riders answer old and new ones: nobody ever waits for each other.
 */
@Timeout(120)
class OffersOfOneTransactionTest {
  private static final int RIDERS_AT_ONCE = 8;
  private static final int ROUNDS = 80;
  private static final int OFFERS_OF_ROUND = 4;

  private final List<RideId> rides =
      IntStream.range(0, 8).mapToObj(n -> new RideId("ride-" + n)).toList();
  private final List<RiderId> riders =
      IntStream.range(0, 6).mapToObj(n -> new RiderId("rider-" + n)).toList();
  private final Queue<Offer> opened = new ConcurrentLinkedQueue<>();
  private final List<Offer> known = new ArrayList<>();

  @Test
  void offersOfOneTransaction_deadlockWithNoAnswer() throws Exception {
    long seed = System.nanoTime();
    System.out.println("OffersOfOneTransactionTest seed=" + seed);
    try (Database database = Database.connect(SharedPostgres.newDatabase());
        ExecutorService threads = Executors.newFixedThreadPool(RIDERS_AT_ONCE)) {
      OfferTables.found(database);
      database.useTransaction(handle -> {
        rides.forEach(ride -> OfferTables.insertRide(handle, ride));
        riders.forEach(rider -> OfferTables.insertRider(handle, rider));
      });
      AtomicBoolean over = new AtomicBoolean();
      List<Future<?>> answering = new ArrayList<>();
      for (int n = 0; n < RIDERS_AT_ONCE; n++) {
        Random random = new Random(seed + n);
        answering.add(
            threads.submit(() -> {
              while (!over.get()) {
                answer(new TransactionalOfferBook(database), random);
              }
            }));
      }
      try {
        Random random = new Random(seed - 1);
        for (int n = 0; n < ROUNDS; n++) {
          Instant now = NOON.plusSeconds(4L * n);
          database.jdbi().useTransaction(handle -> round(handle, random, now));
        }
      } finally {
        over.set(true);
      }
      for (Future<?> rider : answering) {
        rider.get();
      }
    }
    assertThat(known).hasSizeGreaterThan(ROUNDS / 4);
  }

  private void round(Handle handle, Random random, Instant now) {
    List<RideId> some = new ArrayList<>(rides);
    Collections.shuffle(some, random);
    some = some.subList(0, OFFERS_OF_ROUND);
    handle
        .createQuery("SELECT id FROM rides WHERE id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE")
        .bindArray("ids", String.class, some.stream().map(RideId::value).toList())
        .mapTo(String.class)
        .list();
    PostgresOfferBook book = new PostgresOfferBook(handle);
    for (RideId ride : some) {
      if (random.nextInt(4) == 0) {
        PostgresOfferBook.openOffer(handle, ride).ifPresent(offer -> book.expire(offer, now));
      } else {
        RiderId rider = riders.get(random.nextInt(riders.size()));
        if (book.tryOffer(ride, rider, now, now.plusSeconds(10))
            instanceof OfferOutcome.Opened(Offer offer)) {
          known.add(offer);
          opened.add(offer);
        }
      }
    }
  }

  private void answer(TransactionalOfferBook book, Random random) {
    Optional.ofNullable(random.nextInt(3) == 0 ? opened.poll() : opened.peek())
        .ifPresent(offer -> {
          RideId ride = offer.rideId();
          RiderId rider = offer.riderId();
          Instant now = offer.openedAt().plusSeconds(random.nextInt(12));
          if (random.nextInt(3) == 0) {
            book.decline(ride, rider, offer.token(), now);
          } else if (book.accept(ride, rider, offer.token(), now)
              instanceof AcceptOutcome.Accepted) {
            book.release(ride, rider, now);
          }
        });
  }
}
