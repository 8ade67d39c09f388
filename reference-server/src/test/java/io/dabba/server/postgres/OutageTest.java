package io.dabba.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dabba.server.testkit.PostgresProxy;
import io.dabba.server.testkit.SharedPostgres;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pool makes of a PostgreSQL that goes and comes. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class OutageTest {
  private static final int CALLERS = 40;
  private static final Duration LONGEST_CALL = Duration.ofSeconds(6);
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({
    "08000, true",
    "08006, true",
    "53300, true",
    "57P01, true",
    "57P02, true",
    "57P03, true",
    "25P03, true",
    "57014, false",
    "40001, false",
    "23505, false",
    ", false"
  })
  void stateOfPostgres_tellsWhetherItIsAway(String state, boolean away) {
    SQLException said = new SQLException("of PostgreSQL", state);
    assertThat(Outage.isCauseOf(said)).isEqualTo(away);
    assertThat(Outage.isCauseOf(new IllegalStateException("around it", said))).isEqualTo(away);
  }

  @Test
  void connectionThatWasNotToBeHadInTime_isAnOutage() {
    assertThat(Outage.isCauseOf(new SQLTransientConnectionException("in 4 s"))).isTrue();
    assertThat(Outage.isCauseOf(new IllegalStateException("ours"))).isFalse();
  }

  @Test
  void callersWhileItIsAway_areToldSoInBoundedTime_andItsReturnIsNoticedAtOnce() throws Exception {
    try (PostgresProxy proxy = PostgresProxy.before(SharedPostgres.newDatabase());
        Database database = Database.connect(proxy.url())) {
      assertThat(all(CALLERS, () -> select(database))).isEmpty();
      proxy.refuse();
      proxy.cutConnections();
      long begun = System.nanoTime();
      assertThat(all(CALLERS, () -> select(database)))
          .hasSize(CALLERS)
          .allSatisfy(thrown -> assertThat(Outage.isCauseOf(thrown)).as("%s", thrown).isTrue());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST_CALL);

      // so long that the pool left to itself would ask rarely by now
      await().atMost(Duration.ofSeconds(20)).until(() -> elapsed(begun).toMillis() >= 5_500);
      proxy.admit();
      long back = System.nanoTime();
      assertThat(select(database)).isEqualTo(1);
      assertThat(elapsed(back)).isLessThan(LONGEST_RETURN);
      assertThat(all(CALLERS, () -> select(database))).isEmpty();
    }
  }

  @Test
  void poolIsClosedSoon_alsoWhileItIsAway() {
    try (PostgresProxy proxy = PostgresProxy.before(SharedPostgres.newDatabase())) {
      Database database = Database.connect(proxy.url());
      proxy.refuse();
      proxy.cutConnections();
      await().until(() -> proxy.connections() == 0);
      long begun = System.nanoTime();
      database.close();
      assertThat(elapsed(begun)).isLessThan(LONGEST_CALL);
    }
  }

  private static int select(Database database) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
  }

  /** What so many callers at once are thrown. */
  private static List<Throwable> all(int callers, Callable<?> call) throws Exception {
    List<Throwable> thrown = new ArrayList<>();
    CyclicBarrier together = new CyclicBarrier(callers);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        calls.add(
            executor.submit(() -> {
              together.await();
              return call.call();
            }));
      }
      for (Future<?> each : calls) {
        try {
          each.get();
        } catch (java.util.concurrent.ExecutionException e) {
          thrown.add(e);
        }
      }
    }
    return thrown;
  }

  private static Duration elapsed(long sinceNanos) {
    return Duration.ofNanos(System.nanoTime() - sinceNanos);
  }
}
