package io.dabba.dispatch.offer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.RiderId;
import java.time.Instant;
import java.util.Optional;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever threads do at once to a few rides and riders, their answers are those of some order of
 * the same operations, one after the other.
 */
@Timeout(120)
class OfferBookLinearizabilityTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final long TTL_SECONDS = 10;

  /** How many random scenarios a correct book has to pass, of each kind. */
  private static final int SCENARIOS = Integer.getInteger("dabba.lincheckScenarios", 8);

  /** Within how many a planted bug must be found. */
  private static final int SCENARIOS_FOR_BUG = 200;

  @Test
  void inMemoryBook_isLinearizable_underStress() {
    stress().iterations(SCENARIOS).check(InMemory.class);
  }

  @Test
  void inMemoryBook_isLinearizable_inManySchedules() {
    modelChecking().iterations(SCENARIOS).check(InMemory.class);
  }

  @Test
  void bookWithoutItsLock_isFoundOut_underStress() {
    StressOptions options = stress().iterations(SCENARIOS_FOR_BUG);
    assertThatThrownBy(() -> options.check(Unlocked.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  @Test
  void bookWithoutItsLock_isFoundOut_inSomeSchedule() {
    ModelCheckingOptions options = modelChecking().iterations(SCENARIOS_FOR_BUG);
    assertThatThrownBy(() -> options.check(Unlocked.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  private static StressOptions stress() {
    return new StressOptions()
        .invocationsPerIteration(200)
        .minimizeFailedScenario(false)
        .threads(2)
        .actorsBefore(3)
        .actorsPerThread(3)
        .actorsAfter(2);
  }

  private static ModelCheckingOptions modelChecking() {
    return new ModelCheckingOptions()
        .invocationsPerIteration(200)
        .minimizeFailedScenario(false)
        .threads(2)
        .actorsBefore(3)
        .actorsPerThread(3)
        .actorsAfter(2);
  }

  /** Two rides, two riders, three tokens, and an offer of noon is over at the other time. */
  @Param(name = "id", gen = IntGen.class, conf = "0:1")
  @Param(name = "token", gen = IntGen.class, conf = "1:3")
  @Param(name = "time", gen = IntGen.class, conf = "0:1")
  public abstract static class Operations {
    private final OfferBook book;

    Operations(OfferBook book) {
      this.book = book;
    }

    @Operation(params = {"id", "id", "time"})
    public OfferOutcome tryOffer(int ride, int rider, int time) {
      return book.tryOffer(ride(ride), rider(rider), time(time), time(time + 1));
    }

    @Operation(params = {"id", "id", "token", "time"})
    public AcceptOutcome accept(int ride, int rider, int token, int time) {
      return book.accept(ride(ride), rider(rider), new FencingToken(token), time(time));
    }

    @Operation(params = {"id", "id", "token", "time"})
    public DeclineOutcome decline(int ride, int rider, int token, int time) {
      return book.decline(ride(ride), rider(rider), new FencingToken(token), time(time));
    }

    @Operation(params = {"id", "time"})
    public Optional<Offer> withdraw(int ride, int time) {
      return book.withdraw(ride(ride), time(time));
    }

    @Operation(params = {"id", "id", "token", "time"})
    public boolean expire(int ride, int rider, int token, int time) {
      Offer offer = new Offer(ride(ride), rider(rider), new FencingToken(token), time(0), time(1));
      return book.expire(offer, time(time));
    }

    @Operation(params = {"id", "id", "time"})
    public boolean end(int ride, int rider, int time) {
      return book.end(ride(ride), rider(rider), time(time));
    }

    @Operation(params = {"id", "id", "time"})
    public boolean release(int ride, int rider, int time) {
      return book.release(ride(ride), rider(rider), time(time));
    }

    private static RideId ride(int n) {
      return new RideId("ride-" + n);
    }

    private static RiderId rider(int n) {
      return new RiderId("rider-" + n);
    }

    private static Instant time(int n) {
      return NOON.plusSeconds(n * TTL_SECONDS);
    }
  }

  public static final class InMemory extends Operations {
    public InMemory() {
      super(new InMemoryOfferBook());
    }
  }

  public static final class Unlocked extends Operations {
    public Unlocked() {
      super(new UnlockedOfferBook());
    }
  }
}
