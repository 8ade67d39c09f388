package io.dabba.benchmarks.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final DomainTime time = new DomainTime(nanos::get);
  private final List<String> done = new ArrayList<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private final Agenda agenda = new Agenda(time, Runnable::run, failures::add);

  private void put(String name, int seconds) {
    agenda.at(NOON.plusSeconds(seconds), () -> done.add(name));
  }

  private void passSeconds(int seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void actionsBeginInTheOrderOfTheirTime_thenOfBeingPut() {
    time.runFrom(NOON, 1, 0);
    put("later", 5);
    put("first", 1);
    put("also later", 5);
    put("future", 60);
    passSeconds(5);

    agenda.runDue();

    assertThat(done).containsExactly("first", "later", "also later");
    assertThat(agenda.size()).isEqualTo(1);
  }

  @Test
  void nothingIsDueWhileTimeIsFrozen() {
    time.runFrom(NOON, 1, 0);
    put("overdue", -1);
    time.freeze();
    passSeconds(100);

    agenda.runDue();
    assertThat(done).isEmpty();

    time.runFrom(NOON, 1, nanos.get());
    agenda.runDue();
    assertThat(done).containsExactly("overdue");
  }

  @Test
  void anActionThatThrows_isReported_andTheOthersGoOn() {
    time.runFrom(NOON, 1, 0);
    agenda.at(
        NOON,
        () -> {
          throw new IllegalStateException("broken");
        });
    put("next", 0);

    agenda.runDue();

    assertThat(failures).extracting(Throwable::getMessage).containsExactly("broken");
    assertThat(done).containsExactly("next");
  }

  @Test
  void itsThreadHandsOutWhatBecomesDue_alsoWhenTimeRunsOnAfterAFreeze() throws Exception {
    DomainTime real = new DomainTime(System::nanoTime);
    CountDownLatch ran = new CountDownLatch(2);
    try (Agenda started = new Agenda(real, Runnable::run, failures::add)) {
      started.start();
      started.at(NOON.plusSeconds(30), ran::countDown);
      started.at(NOON.plusSeconds(20), ran::countDown);
      real.runFrom(NOON, 1_000, System.nanoTime());
      started.timeChanged();

      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
