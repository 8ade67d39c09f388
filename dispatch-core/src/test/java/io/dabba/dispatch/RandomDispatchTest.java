package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.dispatch.offer.Offer;
import io.dabba.dispatch.order.OrderId;
import io.dabba.dispatch.ride.RideId;
import io.dabba.dispatch.ride.RideLifecycle;
import io.dabba.dispatch.ride.RideStatus;
import io.dabba.geo.Availability;
import io.dabba.geo.RiderId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Whole evenings by chance: orders, answers, cancellations, commands told again, restarts. After
 * every step {@link Scenario} checks that no ride is forgotten, and {@link ModelStore} that rides
 * keep to their table and nobody is asked twice.
 */
class RandomDispatchTest {
  private static final long SEED = 20_261_122;
  private static final int COMMANDS = 2_000;
  private static final List<RideStatus> NOT_FINAL =
      List.of(RideStatus.PENDING, RideStatus.OFFERED, RideStatus.ACCEPTED, RideStatus.PICKED_UP);
  private static final DispatchPolicy POLICY =
      new DispatchPolicy(
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          1_000,
          500,
          3_000,
          4,
          Duration.ofSeconds(90),
          6,
          Duration.ofMinutes(3),
          8);

  @Test
  void sameCommandsTwice_giveTheSameEffects() {
    Evening first = new Evening(SEED);
    Evening second = new Evening(SEED);
    first.run();
    second.run();

    assertThat(first.city.effects()).hasSizeGreaterThan(COMMANDS / 2);
    assertThat(second.city.effects()).isEqualTo(first.city.effects());
  }

  @Test
  void everyTransitionOfARide_isVisited() {
    Evening evening = new Evening(SEED);
    evening.run();

    assertThat(evening.city.store.visited())
        .containsExactlyInAnyOrderElementsOf(RideLifecycle.TABLE.transitions());
  }

  @Test
  void everyKindOfCommandAndEffect_occurs() {
    Evening evening = new Evening(SEED);
    evening.run();

    assertThat(
            evening.city.heard().stream()
                .map(command -> command.getClass().getSimpleName())
                .distinct())
        .contains(simpleNames(Command.class));
    assertThat(
            evening.city.effects().stream()
                .map(effect -> effect.getClass().getSimpleName())
                .distinct())
        .contains(simpleNames(Effect.class));
  }

  @Test
  void anyEvening_strandsNoRide() {
    long seed = System.nanoTime();
    System.out.println("RandomDispatchTest seed=" + seed);
    for (int n = 0; n < 5; n++) {
      Evening evening = new Evening(seed + n);
      evening.run();
      evening.closeTheKitchen();

      assertThat(evening.city.openSearches()).as("seed=%d", seed + n).isZero();
      assertThat(evening.city.nextWake()).isEqualTo("never");
    }
  }

  private static String[] simpleNames(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .toArray(String[]::new);
  }

  private static final class Evening {
    final Scenario city = new Scenario(POLICY);
    private final Random random;
    private int orders;
    private int repeats;

    Evening(long seed) {
      random = new Random(seed);
      for (int i = 0; i < 12; i++) {
        city.rider("rider" + i, random.nextInt(4_000));
      }
    }

    void run() {
      while (city.heard().size() < COMMANDS) {
        for (int n = random.nextInt(4); n > 0; n--) {
          something();
        }
        city.at(city.now().plusMillis(random.nextInt(4_000)));
        if (random.nextInt(50) == 0) {
          city.restart();
        }
        city.step();
      }
    }

    /** No more orders and no more answers. */
    void closeTheKitchen() {
      for (int n = 0; n < 100; n++) {
        city.at(city.now().plusSeconds(10));
        city.step();
      }
    }

    private void something() {
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3 -> order();
        case 4 -> ready();
        case 5 -> cancel();
        case 6, 7, 8 -> answer(ride -> city.tell(city.store.accept(ride)));
        case 9, 10 -> answer(ride -> city.tell(city.store.decline(ride)));
        case 11 -> answer(ride -> city.tell(city.store.withdraw(ride)));
        case 12 -> one(RideStatus.ACCEPTED, ride -> city.tell(city.store.release(ride)));
        case 13, 14, 15 -> one(RideStatus.ACCEPTED, city.store::pickUp);
        case 16, 17 -> one(RideStatus.PICKED_UP, ride -> city.tell(city.store.complete(ride)));
        case 18 -> shift();
        default -> tellAgain();
      }
    }

    private void order() {
      city.tell(
          city.store.confirm(
              Scenario.order("o" + orders++, city.now().plusSeconds(random.nextInt(300)))));
    }

    /** The index says that a rider is free: rightly after his shift began, else by being late. */
    private void shift() {
      RiderId rider = new RiderId("rider" + random.nextInt(12));
      if (random.nextBoolean()) {
        city.tell(new Command.ShiftChanged(rider));
      } else {
        city.index.availability(rider, Availability.AVAILABLE);
      }
    }

    private void ready() {
      if (orders > 0) {
        city.tell(new Command.OrderReady(someOrder(), city.now()));
      }
    }

    private void cancel() {
      if (random.nextBoolean()) {
        one(
            NOT_FINAL.get(random.nextInt(NOT_FINAL.size())),
            ride -> city.tell(city.store.cancel(city.store.orderOf(ride))));
      } else if (orders > 0) {
        city.tell(city.store.cancel(someOrder()));
      }
    }

    private void answer(Consumer<RideId> how) {
      one(
          RideStatus.OFFERED,
          ride -> {
            Offer offer = city.store.openOffer(ride);
            if (city.now().isBefore(offer.expiresAt())) {
              how.accept(ride);
            }
          });
    }

    /** Facts travel at least once; the store's answers, which a step returns, come once. */
    private void tellAgain() {
      List<Command> facts = city.facts();
      if (!facts.isEmpty()) {
        int last = random.nextBoolean() ? Math.min(20, facts.size()) : facts.size();
        city.tell(again(facts.get(facts.size() - 1 - random.nextInt(last))));
      }
    }

    private Command again(Command command) {
      return command instanceof Command.OrderConfirmed c
          ? new Command.OrderConfirmed(new RideId("again" + repeats++), c.pickup(), c.order())
          : command;
    }

    private OrderId someOrder() {
      return new OrderId("o" + random.nextInt(orders));
    }

    private void one(RideStatus status, Consumer<RideId> how) {
      List<RideId> rides = city.store.ridesIn(status);
      Optional<RideId> chosen =
          rides.isEmpty() ? Optional.empty() : Optional.of(rides.get(random.nextInt(rides.size())));
      chosen.ifPresent(how);
    }
  }
}
