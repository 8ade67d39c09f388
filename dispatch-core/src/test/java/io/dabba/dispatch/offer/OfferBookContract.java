package io.dabba.dispatch.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link OfferBook} does; an adapter's test extends it. */
@Timeout(120)
@SuppressWarnings("exports") // JUnit is no part of the module
public abstract class OfferBookContract {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant EXPIRY = NOON.plusSeconds(10);
  private static final Instant LAST_MOMENT = EXPIRY.minusNanos(1_000);
  private static final RideId RIDE = new RideId("ride-a");
  private static final RideId OTHER_RIDE = new RideId("ride-b");
  private static final RiderId RIDER = new RiderId("asha");
  private static final RiderId OTHER_RIDER = new RiderId("bala");
  private static final int THREADS = 8;

  private OfferBook book;

  /** For adapters' tests. */
  protected OfferBookContract() {}

  /** An empty book, thread-safe. */
  protected abstract OfferBook createBook();

  /** Makes known a ride that has no rider and no offer; called once before the ride is used. */
  protected void givenRide(RideId ride) {}

  /** Makes known a rider who is on shift and free; called once before the rider is used. */
  protected void givenRider(RiderId rider) {}

  /** How many operations the random test does. */
  protected int randomOperations() {
    return 3_000;
  }

  /** How often each race is run. */
  protected int races() {
    return 50;
  }

  @BeforeEach
  void twoRidesAndTwoRiders() {
    book = createBook();
    givenRide(RIDE);
    givenRide(OTHER_RIDE);
    givenRider(RIDER);
    givenRider(OTHER_RIDER);
  }

  @Test
  void offer_isOpenedAsAsked() {
    Offer offer = open(RIDE, RIDER, NOON);

    assertThat(offer).isEqualTo(new Offer(RIDE, RIDER, offer.token(), NOON, NOON.plusSeconds(10)));
  }

  @Test
  void secondOfferToARiderWithAnOpenOne_isRefused() {
    open(RIDE, RIDER, NOON);

    assertRefused(OfferOutcome.Reason.RIDER_NOT_FREE, OTHER_RIDE, RIDER, LAST_MOMENT);
  }

  @Test
  void secondOfferOfARideThatIsHeldOut_isRefused() {
    open(RIDE, RIDER, NOON);

    assertRefused(OfferOutcome.Reason.RIDE_NOT_PENDING, RIDE, OTHER_RIDER, LAST_MOMENT);
    assertRefused(OfferOutcome.Reason.RIDE_NOT_PENDING, RIDE, RIDER, LAST_MOMENT);
  }

  @Test
  void refusedOffer_doesNotTouchTheOpenOne() {
    Offer offer = open(RIDE, RIDER, NOON);

    book.tryOffer(RIDE, OTHER_RIDER, NOON, EXPIRY);
    book.tryOffer(OTHER_RIDE, RIDER, NOON, EXPIRY);

    assertThat(accept(offer, NOON)).isEqualTo(new AcceptOutcome.Accepted(offer));
  }

  @Test
  void offerOfARideThatIsTaken_isRefused() {
    accept(open(RIDE, RIDER, NOON), NOON);

    assertRefused(OfferOutcome.Reason.RIDE_NOT_PENDING, RIDE, OTHER_RIDER, EXPIRY.plusSeconds(60));
  }

  @Test
  void offerToARiderOnARide_isRefused() {
    accept(open(RIDE, RIDER, NOON), NOON);

    assertRefused(OfferOutcome.Reason.RIDER_NOT_FREE, OTHER_RIDE, RIDER, EXPIRY.plusSeconds(60));
  }

  @Test
  void tokensOfARider_strictlyIncrease() {
    Offer declined = open(RIDE, RIDER, NOON);
    decline(declined, NOON);
    Offer expired = open(RIDE, RIDER, NOON.plusSeconds(1));
    book.expire(expired, expired.expiresAt());
    Offer withdrawn = open(OTHER_RIDE, RIDER, NOON.plusSeconds(20));
    book.withdraw(OTHER_RIDE, NOON.plusSeconds(20));
    Offer last = open(RIDE, RIDER, NOON.plusSeconds(21));

    assertThat(List.of(declined.token(), expired.token(), withdrawn.token(), last.token()))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void acceptInTheLastMoment_counts() {
    Offer offer = open(RIDE, RIDER, NOON);

    assertThat(accept(offer, LAST_MOMENT)).isEqualTo(new AcceptOutcome.Accepted(offer));
  }

  @Test
  void acceptAtExpiry_isRefusedAsStale_andSoIsTheSameAgain() {
    Offer offer = open(RIDE, RIDER, NOON);

    assertThat(accept(offer, EXPIRY)).isEqualTo(new AcceptOutcome.Stale(StaleReason.EXPIRED));
    assertClosedAsExpired(offer);
    open(RIDE, OTHER_RIDER, NOON);
    open(OTHER_RIDE, RIDER, NOON);
  }

  @Test
  void declineAtExpiry_isRefusedAsStale_andSoIsTheSameAgain() {
    Offer offer = open(RIDE, RIDER, NOON);

    assertThat(decline(offer, EXPIRY)).isEqualTo(new DeclineOutcome.Stale(StaleReason.EXPIRED));
    assertClosedAsExpired(offer);
    open(RIDE, OTHER_RIDER, NOON);
    open(OTHER_RIDE, RIDER, NOON);
  }

  @Test
  void acceptAfterExpireWasCalled_isRefusedAsStale() {
    Offer offer = open(RIDE, RIDER, NOON);
    book.expire(offer, EXPIRY);

    assertThat(accept(offer, NOON)).isEqualTo(new AcceptOutcome.Stale(StaleReason.EXPIRED));
  }

  @Test
  void acceptRepeated_getsTheSameAnswerAgain_evenAfterExpiry() {
    Offer offer = open(RIDE, RIDER, NOON);
    accept(offer, NOON);

    assertThat(accept(offer, NOON)).isEqualTo(new AcceptOutcome.AlreadyAccepted(offer));
    assertThat(accept(offer, EXPIRY.plusSeconds(60)))
        .isEqualTo(new AcceptOutcome.AlreadyAccepted(offer));
  }

  @Test
  void acceptRepeatedAfterTheRideEnded_getsTheSameAnswerAgain() {
    Offer offer = open(RIDE, RIDER, NOON);
    accept(offer, NOON);
    book.end(RIDE, RIDER, EXPIRY);

    assertThat(accept(offer, EXPIRY)).isEqualTo(new AcceptOutcome.AlreadyAccepted(offer));
  }

  @Test
  void acceptOfADeclinedOffer_isRefusedAsStale() {
    Offer offer = open(RIDE, RIDER, NOON);
    decline(offer, NOON);

    assertThat(accept(offer, NOON)).isEqualTo(new AcceptOutcome.Stale(StaleReason.DECLINED));
  }

  @Test
  void acceptOfAWithdrawnOffer_isRefusedAsStale() {
    Offer offer = open(RIDE, RIDER, NOON);
    book.withdraw(RIDE, NOON);

    assertThat(accept(offer, NOON)).isEqualTo(new AcceptOutcome.Stale(StaleReason.WITHDRAWN));
  }

  @Test
  void answerWithATokenNeverGiven_isUnknown() {
    Offer offer = open(RIDE, RIDER, NOON);
    FencingToken guessed = new FencingToken(offer.token().value() + 1);

    assertThat(book.accept(RIDE, RIDER, guessed, NOON))
        .isEqualTo(new AcceptOutcome.Stale(StaleReason.UNKNOWN_TOKEN));
    assertThat(book.decline(RIDE, RIDER, guessed, NOON))
        .isEqualTo(new DeclineOutcome.Stale(StaleReason.UNKNOWN_TOKEN));
  }

  @Test
  void answerForAnotherRide_isUnknown() {
    Offer offer = open(RIDE, RIDER, NOON);

    assertThat(book.accept(OTHER_RIDE, RIDER, offer.token(), NOON))
        .isEqualTo(new AcceptOutcome.Stale(StaleReason.UNKNOWN_TOKEN));
    assertThat(book.decline(OTHER_RIDE, RIDER, offer.token(), NOON))
        .isEqualTo(new DeclineOutcome.Stale(StaleReason.UNKNOWN_TOKEN));
  }

  @Test
  void anotherRidersToken_isUnknown_andTheOfferStaysOpen() {
    Offer offer = open(RIDE, RIDER, NOON);

    assertThat(book.accept(RIDE, OTHER_RIDER, offer.token(), NOON))
        .isEqualTo(new AcceptOutcome.Stale(StaleReason.UNKNOWN_TOKEN));
    assertThat(book.decline(RIDE, OTHER_RIDER, offer.token(), NOON))
        .isEqualTo(new DeclineOutcome.Stale(StaleReason.UNKNOWN_TOKEN));
    assertThat(accept(offer, NOON)).isEqualTo(new AcceptOutcome.Accepted(offer));
  }

  @Test
  void oldToken_changesNothingAboutTheNewOffer() {
    Offer old = open(RIDE, RIDER, NOON);
    decline(old, NOON);
    Offer current = open(RIDE, RIDER, NOON);

    assertThat(accept(old, NOON)).isInstanceOf(AcceptOutcome.Stale.class);
    decline(old, NOON);
    assertThat(book.expire(old, EXPIRY)).isFalse();
    assertThat(accept(current, NOON)).isEqualTo(new AcceptOutcome.Accepted(current));
  }

  @Test
  void decline_freesRiderAndRide() {
    Offer offer = open(RIDE, RIDER, NOON);

    assertThat(decline(offer, LAST_MOMENT)).isEqualTo(new DeclineOutcome.Declined(offer));
    open(RIDE, OTHER_RIDER, NOON);
    open(OTHER_RIDE, RIDER, NOON);
  }

  @Test
  void declineRepeated_getsTheSameAnswerAgain() {
    Offer offer = open(RIDE, RIDER, NOON);
    decline(offer, NOON);

    assertThat(decline(offer, EXPIRY)).isEqualTo(new DeclineOutcome.AlreadyDeclined(offer));
  }

  @Test
  void declineTooLate_isRefusedAsStale() {
    Offer late = open(RIDE, RIDER, NOON);
    Offer accepted = open(OTHER_RIDE, OTHER_RIDER, NOON);
    accept(accepted, NOON);

    assertThat(decline(late, EXPIRY)).isEqualTo(new DeclineOutcome.Stale(StaleReason.EXPIRED));
    assertThat(decline(accepted, NOON)).isEqualTo(new DeclineOutcome.Stale(StaleReason.ACCEPTED));
  }

  @Test
  void declineOfAWithdrawnOffer_isRefusedAsStale() {
    Offer offer = open(RIDE, RIDER, NOON);
    book.withdraw(RIDE, NOON);

    assertThat(decline(offer, NOON)).isEqualTo(new DeclineOutcome.Stale(StaleReason.WITHDRAWN));
  }

  @Test
  void withdraw_returnsTheOpenOffer_andFreesRiderAndRide() {
    Offer offer = open(RIDE, RIDER, NOON);

    assertThat(book.withdraw(RIDE, LAST_MOMENT)).contains(offer);
    assertThat(book.withdraw(RIDE, LAST_MOMENT)).isEmpty();
    open(RIDE, OTHER_RIDER, NOON);
    open(OTHER_RIDE, RIDER, NOON);
  }

  @Test
  void withdraw_doesNotTouchARideThatIsTaken() {
    Offer offer = open(RIDE, RIDER, NOON);
    accept(offer, NOON);

    assertThat(book.withdraw(RIDE, NOON)).isEmpty();
    assertThat(accept(offer, NOON)).isEqualTo(new AcceptOutcome.AlreadyAccepted(offer));
  }

  @Test
  void expireBeforeTime_changesNothing() {
    Offer offer = open(RIDE, RIDER, NOON);

    assertThat(book.expire(offer, LAST_MOMENT)).isFalse();
    assertThat(accept(offer, LAST_MOMENT)).isEqualTo(new AcceptOutcome.Accepted(offer));
  }

  @Test
  void expireAtExpiry_freesRiderAndRide_once() {
    Offer offer = open(RIDE, RIDER, NOON);

    assertThat(book.expire(offer, EXPIRY)).isTrue();
    assertThat(book.expire(offer, EXPIRY)).isFalse();
    open(RIDE, OTHER_RIDER, EXPIRY);
    open(OTHER_RIDE, RIDER, EXPIRY);
  }

  @Test
  void overdueOffer_makesRoomForAnotherOfItsRide() {
    Offer overdue = open(RIDE, RIDER, NOON);
    Offer current = open(RIDE, OTHER_RIDER, EXPIRY);

    assertClosedAsExpired(overdue);
    open(OTHER_RIDE, RIDER, EXPIRY);
    assertThat(accept(current, EXPIRY)).isEqualTo(new AcceptOutcome.Accepted(current));
  }

  @Test
  void overdueOffer_makesRoomForAnotherToItsRider_andItsRideIsFree() {
    Offer overdue = open(RIDE, RIDER, NOON);
    Offer current = open(OTHER_RIDE, RIDER, EXPIRY);

    assertClosedAsExpired(overdue);
    open(RIDE, OTHER_RIDER, EXPIRY);
    assertThat(accept(current, EXPIRY)).isEqualTo(new AcceptOutcome.Accepted(current));
  }

  @Test
  void overdueOffer_makesRoomForTheSameOfferAgain() {
    Offer overdue = open(RIDE, RIDER, NOON);
    Offer current = open(RIDE, RIDER, EXPIRY);

    assertClosedAsExpired(overdue);
    assertThat(accept(current, EXPIRY)).isEqualTo(new AcceptOutcome.Accepted(current));
  }

  @Test
  void overdueOffersOfBoth_makeRoomAtOnce() {
    Offer ofRide = open(RIDE, OTHER_RIDER, NOON);
    Offer ofRider = open(OTHER_RIDE, RIDER, NOON);
    Offer current = open(RIDE, RIDER, EXPIRY);

    assertClosedAsExpired(ofRide);
    assertClosedAsExpired(ofRider);
    open(OTHER_RIDE, OTHER_RIDER, EXPIRY);
    assertThat(accept(current, EXPIRY)).isEqualTo(new AcceptOutcome.Accepted(current));
  }

  @Test
  void refusedOffer_leavesAnOverdueOneAlone() {
    Offer overdue = open(RIDE, RIDER, NOON);
    accept(open(OTHER_RIDE, OTHER_RIDER, NOON), NOON);

    assertRefused(OfferOutcome.Reason.RIDER_NOT_FREE, RIDE, OTHER_RIDER, EXPIRY);
    assertRefused(OfferOutcome.Reason.RIDE_NOT_PENDING, OTHER_RIDE, RIDER, EXPIRY);
    assertThat(book.expire(overdue, EXPIRY)).isTrue();
  }

  @Test
  void offerThatExpiresWhenItOpens_isRefusedByName_andChangesNothing() {
    assertThatThrownBy(() -> book.tryOffer(RIDE, RIDER, NOON, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expiresAt=2026-11-22T12:00:00Z");
    open(RIDE, RIDER, NOON);
  }

  @Test
  void withdrawAtExpiry_findsNoOpenOffer_andFreesRiderAndRide() {
    Offer overdue = open(RIDE, RIDER, NOON);

    assertThat(book.withdraw(RIDE, EXPIRY)).isEmpty();
    assertClosedAsExpired(overdue);
    open(RIDE, OTHER_RIDER, NOON);
    open(OTHER_RIDE, RIDER, NOON);
  }

  @Test
  void answersToTheLastOfferButOne_areThoseOfBefore() {
    Offer taken = open(RIDE, RIDER, NOON);
    accept(taken, NOON);
    book.release(RIDE, RIDER, NOON);
    Offer declined = open(OTHER_RIDE, RIDER, NOON);
    assertThat(accept(taken, NOON)).isEqualTo(new AcceptOutcome.AlreadyAccepted(taken));
    decline(declined, NOON);
    Offer current = open(RIDE, RIDER, NOON);

    assertThat(decline(declined, NOON)).isEqualTo(new DeclineOutcome.AlreadyDeclined(declined));
    assertThat(accept(taken, NOON)).isNotInstanceOf(AcceptOutcome.Accepted.class);
    assertThat(accept(current, NOON)).isEqualTo(new AcceptOutcome.Accepted(current));
  }

  @Test
  void expireOfAnAcceptedOffer_changesNothing() {
    Offer offer = open(RIDE, RIDER, NOON);
    accept(offer, NOON);

    assertThat(book.expire(offer, EXPIRY)).isFalse();
    assertRefused(OfferOutcome.Reason.RIDE_NOT_PENDING, RIDE, OTHER_RIDER, EXPIRY);
  }

  @Test
  void end_freesTheRider_butNotTheRide() {
    accept(open(RIDE, RIDER, NOON), NOON);

    assertThat(book.end(RIDE, RIDER, EXPIRY)).isTrue();
    assertThat(book.end(RIDE, RIDER, EXPIRY)).isFalse();
    open(OTHER_RIDE, RIDER, EXPIRY);
    assertRefused(OfferOutcome.Reason.RIDE_NOT_PENDING, RIDE, OTHER_RIDER, EXPIRY);
  }

  @Test
  void release_freesRiderAndRide() {
    accept(open(RIDE, RIDER, NOON), NOON);

    assertThat(book.release(RIDE, RIDER, EXPIRY)).isTrue();
    assertThat(book.release(RIDE, RIDER, EXPIRY)).isFalse();
    open(RIDE, OTHER_RIDER, EXPIRY);
    open(OTHER_RIDE, RIDER, EXPIRY);
  }

  @Test
  void rideIsOnlyEndedOrReleasedByTheRiderWhoTookIt() {
    Offer offer = open(RIDE, RIDER, NOON);
    assertThat(book.end(RIDE, RIDER, NOON)).isFalse();
    assertThat(book.release(RIDE, RIDER, NOON)).isFalse();
    accept(offer, NOON);

    assertThat(book.end(RIDE, OTHER_RIDER, NOON)).isFalse();
    assertThat(book.release(RIDE, OTHER_RIDER, NOON)).isFalse();
    assertThat(book.end(OTHER_RIDE, RIDER, NOON)).isFalse();
    assertRefused(OfferOutcome.Reason.RIDER_NOT_FREE, OTHER_RIDE, RIDER, NOON);
  }

  @Test
  void randomOperations_sayWhatANaiveBookSays() {
    long seed = System.nanoTime();
    System.out.println(getClass().getSimpleName() + " seed=" + seed);
    new RandomRun(seed).run(randomOperations());
  }

  @Test
  void eightThreadsAcceptingOneOffer_haveOneWinner() throws Exception {
    for (int n = 0; n < races(); n++) {
      RideId ride = newRide(n);
      Offer offer = open(ride, RIDER, NOON);

      List<AcceptOutcome> outcomes = race(i -> accept(offer, NOON));

      assertThat(outcomes).containsOnlyOnce(new AcceptOutcome.Accepted(offer));
      assertThat(outcomes)
          .contains(new AcceptOutcome.AlreadyAccepted(offer))
          .allMatch(outcome -> !(outcome instanceof AcceptOutcome.Stale));
      book.end(ride, RIDER, NOON);
    }
  }

  @Test
  void eightRidersRacingForOneRide_haveOneWinner() throws Exception {
    List<RiderId> riders = newRiders();
    for (int n = 0; n < races(); n++) {
      RideId ride = newRide(n);

      List<Boolean> won =
          race(i ->
              book.tryOffer(ride, riders.get(i), NOON, EXPIRY) instanceof OfferOutcome.Opened opened
                  && accept(opened.offer(), NOON) instanceof AcceptOutcome.Accepted);

      assertThat(won).containsOnlyOnce(true);
      book.end(ride, riders.get(won.indexOf(true)), NOON);
    }
  }

  @Test
  void eightRidesRacingForOneRider_haveOneWinner() throws Exception {
    for (int n = 0; n < races(); n++) {
      int race = n;
      List<RideId> rides =
          IntStream.range(0, THREADS).mapToObj(i -> newRide(race * THREADS + i)).toList();

      List<OfferOutcome> outcomes = race(i -> book.tryOffer(rides.get(i), RIDER, NOON, EXPIRY));

      List<Offer> opened =
          outcomes.stream()
              .filter(OfferOutcome.Opened.class::isInstance)
              .map(outcome -> ((OfferOutcome.Opened) outcome).offer())
              .toList();
      assertThat(opened).hasSize(1);
      decline(opened.getFirst(), NOON);
    }
  }

  @Test
  void acceptDeclineWithdrawAndExpireAtOnce_haveOneWinner() throws Exception {
    for (int n = 0; n < races(); n++) {
      RideId ride = newRide(n);
      Offer offer = open(ride, RIDER, NOON);

      List<Boolean> won =
          race(i ->
              switch (i % 4) {
                case 0 -> accept(offer, LAST_MOMENT) instanceof AcceptOutcome.Accepted;
                case 1 -> decline(offer, LAST_MOMENT) instanceof DeclineOutcome.Declined;
                case 2 -> book.withdraw(ride, LAST_MOMENT).isPresent();
                default -> book.expire(offer, EXPIRY);
              });

      assertThat(won).containsOnlyOnce(true);
      book.end(ride, RIDER, EXPIRY);
    }
  }

  private Offer open(RideId ride, RiderId rider, Instant now) {
    OfferOutcome outcome = book.tryOffer(ride, rider, now, now.plusSeconds(10));
    assertThat(outcome).isInstanceOf(OfferOutcome.Opened.class);
    return ((OfferOutcome.Opened) outcome).offer();
  }

  private AcceptOutcome accept(Offer offer, Instant now) {
    return book.accept(offer.rideId(), offer.riderId(), offer.token(), now);
  }

  private DeclineOutcome decline(Offer offer, Instant now) {
    return book.decline(offer.rideId(), offer.riderId(), offer.token(), now);
  }

  /** For everybody, also for who has not seen yet that its time is over. */
  private void assertClosedAsExpired(Offer offer) {
    for (Instant now : List.of(LAST_MOMENT, EXPIRY)) {
      assertThat(accept(offer, now)).isEqualTo(new AcceptOutcome.Stale(StaleReason.EXPIRED));
      assertThat(decline(offer, now)).isEqualTo(new DeclineOutcome.Stale(StaleReason.EXPIRED));
      assertThat(book.expire(offer, now)).isFalse();
    }
  }

  private void assertRefused(OfferOutcome.Reason reason, RideId ride, RiderId rider, Instant now) {
    assertThat(book.tryOffer(ride, rider, now, now.plusSeconds(10)))
        .isEqualTo(new OfferOutcome.Refused(reason));
  }

  private RideId newRide(int n) {
    RideId ride = new RideId("ride-" + n);
    givenRide(ride);
    return ride;
  }

  private List<RiderId> newRiders() {
    List<RiderId> riders =
        IntStream.range(0, THREADS).mapToObj(i -> new RiderId("rider-" + i)).toList();
    riders.forEach(this::givenRider);
    return riders;
  }

  private interface Racer<T> {
    T run(int thread) throws Exception;
  }

  /** All threads at once; the outcomes in the order of the threads. */
  private static <T> List<T> race(Racer<T> racer) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Callable<T>> racers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        racers.add(() -> {
          start.await(30, TimeUnit.SECONDS);
          return racer.run(thread);
        });
      }
      List<T> outcomes = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(racers, 60, TimeUnit.SECONDS)) {
        outcomes.add(future.get());
      }
      return outcomes;
    }
  }

  /** The same operations on the book and on the naive one. */
  private final class RandomRun {
    private final Random random;
    private final NaiveOfferBook naive = new NaiveOfferBook();
    private final List<RideId> rides = new ArrayList<>();
    private final List<RiderId> riders = newRiders();
    private Instant latest = NOON;

    /** Whoever calls may have read the clock a while ago. */
    private Instant now = NOON;

    private int opened;

    RandomRun(long seed) {
      random = new Random(seed);
      for (int i = 0; i < 6; i++) {
        rides.add(newRide(i));
      }
    }

    void run(int operations) {
      for (int n = 0; n < operations; n++) {
        latest = latest.plusMillis(random.nextInt(2_000));
        now = latest.minusMillis(random.nextInt(1_000));
        operate(n);
      }
      assertThat(opened).as("offers opened").isGreaterThan(operations / 100);
    }

    private void operate(int n) {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> tryOffer(rideToOffer(), one(riders));
        case 4, 5 -> accept(offerToAnswer());
        case 6 -> decline(offerToAnswer());
        case 7 -> withdraw(one(rides));
        case 8 -> expire(offerToAnswer());
        default -> leave(n);
      }
    }

    private void tryOffer(RideId ride, RiderId rider) {
      Optional<OfferOutcome.Reason> refusal = naive.refusal(ride, rider, now);
      OfferOutcome outcome = book.tryOffer(ride, rider, now, now.plusSeconds(10));
      if (outcome instanceof OfferOutcome.Opened open) {
        assertThat(refusal).isEmpty();
        assertThat(naive.offers())
            .filteredOn(earlier -> earlier.riderId().equals(rider))
            .allMatch(earlier -> earlier.token().compareTo(open.offer().token()) < 0);
        naive.opened(open.offer(), now);
        opened++;
      } else {
        assertThat(Optional.of(((OfferOutcome.Refused) outcome).reason())).isEqualTo(refusal);
      }
    }

    private void accept(Optional<Offer> answered) {
      answered.ifPresent(offer -> {
        RiderId rider = answering(offer);
        AcceptOutcome outcome = book.accept(offer.rideId(), rider, offer.token(), now);
        AcceptOutcome expected = naive.accept(offer.rideId(), rider, offer.token(), now);
        if (naive.mayBeForgotten(rider, offer.token())) {
          assertThat(outcome).isNotInstanceOf(AcceptOutcome.Accepted.class);
        } else {
          assertThat(outcome).isEqualTo(expected);
        }
      });
    }

    private void decline(Optional<Offer> answered) {
      answered.ifPresent(offer -> {
        RiderId rider = answering(offer);
        DeclineOutcome outcome = book.decline(offer.rideId(), rider, offer.token(), now);
        DeclineOutcome expected = naive.decline(offer.rideId(), rider, offer.token(), now);
        if (naive.mayBeForgotten(rider, offer.token())) {
          assertThat(outcome).isNotInstanceOf(DeclineOutcome.Declined.class);
        } else {
          assertThat(outcome).isEqualTo(expected);
        }
      });
    }

    private void withdraw(RideId ride) {
      assertThat(book.withdraw(ride, now)).isEqualTo(naive.withdraw(ride, now));
    }

    private void expire(Optional<Offer> offer) {
      offer.ifPresent(o -> assertThat(book.expire(o, now)).isEqualTo(naive.expire(o, now)));
    }

    /** An ended ride is over, so a new one takes its place. */
    private void leave(int n) {
      Optional<Offer> offer = offerToAnswer();
      RideId ride = offer.map(Offer::rideId).orElse(RIDE);
      RiderId rider = offer.map(this::answering).orElse(RIDER);
      if (random.nextBoolean()) {
        assertThat(book.release(ride, rider, now)).isEqualTo(naive.release(ride, rider));
        return;
      }
      boolean ended = naive.end(ride, rider);
      assertThat(book.end(ride, rider, now)).isEqualTo(ended);
      if (ended) {
        rides.set(rides.indexOf(ride), newRide(1_000 + n));
      }
    }

    /** Sometimes one that is over. */
    private RideId rideToOffer() {
      RideId open = one(rides);
      return random.nextInt(10) == 0 ? offerToAnswer().map(Offer::rideId).orElse(open) : open;
    }

    /** Mostly one of the last offers, sometimes one long gone. */
    private Optional<Offer> offerToAnswer() {
      List<Offer> offers = naive.offers();
      if (offers.isEmpty()) {
        return Optional.empty();
      }
      int last = random.nextInt(8) == 0 ? offers.size() : Math.min(offers.size(), 6);
      return Optional.of(offers.get(offers.size() - 1 - random.nextInt(last)));
    }

    /** Mostly the rider himself, sometimes another with his token. */
    private RiderId answering(Offer offer) {
      return random.nextInt(10) == 0 ? one(riders) : offer.riderId();
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }
}
