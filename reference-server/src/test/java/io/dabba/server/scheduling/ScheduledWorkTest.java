package io.dabba.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Complaints;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes at one database. */
@Timeout(90)
class ScheduledWorkTest {
  private static final Duration TICK = Duration.ofMillis(100);

  private static DatabaseUrl url;

  private final List<ScheduledWork> started = new ArrayList<>();
  private final List<String> runs = new CopyOnWriteArrayList<>();
  private Database first;
  private Database second;

  @BeforeAll
  static void create() {
    url = SharedPostgres.newDatabase();
  }

  @BeforeEach
  void connect() {
    first = Database.connect(url);
    second = Database.connect(url);
    first.jdbi().useHandle(handle -> handle.execute("TRUNCATE scheduled_tasks"));
  }

  @AfterEach
  void stop() {
    started.forEach(ScheduledWork::close);
    first.close();
    second.close();
  }

  @Test
  void job_runsAtOneNodeAtATime_andNotMoreOftenThanItsInterval() {
    AtomicInteger running = new AtomicInteger();
    AtomicBoolean together = new AtomicBoolean();
    AtomicInteger ran = new AtomicInteger();
    Runnable tick =
        () -> {
          together.compareAndSet(false, running.incrementAndGet() > 1);
          ran.incrementAndGet();
          running.decrementAndGet();
        };
    long began = System.nanoTime();
    start(first, new Job("tick", TICK, tick));
    start(second, new Job("tick", TICK, tick));

    await().until(() -> ran.get() >= 15);

    long most = (System.nanoTime() - began) / TICK.toNanos() + 1;
    assertThat((long) ran.get()).isLessThanOrEqualTo(most);
    assertThat(together).isFalse();
  }

  @Test
  void jobOfANodeThatDied_goesOnAtTheOther() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore never = new Semaphore(0);
    start(
        first,
        new Job(
            "long",
            TICK,
            () -> {
              begun.countDown();
              never.acquireUninterruptibly();
            }));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    start(second, new Job("long", TICK, () -> runs.add("second")));
    assertThat(runs).isEmpty();

    // from here on PostgreSQL hears of it as little as of a killed one
    first.close();

    await().atMost(Duration.ofSeconds(30)).until(() -> runs.size() >= 2);
    never.release();
  }

  @Test
  void jobOfAnEarlierProcessThatWasAlone_goesOnAtOnce() {
    first
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by,
                                             last_heartbeat, version)
                VALUES ('left', 'recurring', clock_timestamp(), true, 'dead', clock_timestamp(), 1)
                """));
    long began = System.nanoTime();

    started.add(
        ScheduledWork.start(
            first, List.of(new Job("left", TICK, () -> runs.add("ran"))), List.of(), true));

    await().until(() -> runs.size() >= 2);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isLessThan(ScheduledWork.TAKEN_FOR_DEAD);
  }

  @Test
  void jobGoesOn_whenPostgresIsBack_andTheLogWasNotFlooded() {
    DatabaseUrl lost = SharedPostgres.newDatabase();
    String name = lost.jdbcUrl().substring(lost.jdbcUrl().lastIndexOf('/') + 1);
    try (Database pool = Database.connect(lost);
        Complaints complaints = Complaints.listen()) {
      ScheduledWork work =
          ScheduledWork.start(
              pool,
              List.of(
                  new Job(
                      "asks",
                      TICK,
                      () -> {
                        pool.jdbi().useHandle(handle -> handle.execute("SELECT 1"));
                        runs.add("ran");
                      })),
              List.of(),
              false);
      try (work) {
        await().until(() -> !runs.isEmpty());

        first
            .jdbi()
            .useHandle(handle -> {
              handle.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
              handle.execute(
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?", name);
            });
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> complaints.messages().stream().anyMatch(m -> m.contains("trying again")));
        first
            .jdbi()
            .useHandle(
                handle -> handle.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true"));
        int before = runs.size();

        await().atMost(Duration.ofSeconds(40)).until(() -> runs.size() >= before + 3);
        assertThat(complaints.messages().stream().filter(m -> !m.contains("hikari")))
            .hasSizeLessThanOrEqualTo(4);
      }
    }
  }

  @Test
  void jobThatFails_isToldOfOnce_andComesAgain() {
    try (Complaints complaints = Complaints.listen()) {
      start(
          first,
          new Job(
              "moody",
              TICK,
              () -> {
                runs.add("ran");
                if (runs.size() < 4) {
                  throw new IllegalStateException("not today");
                }
              }));

      await().until(() -> runs.size() >= 5);

      assertThat(complaints.messages()).singleElement().asString().contains("moody", "not today");
    }
  }

  @Test
  void errand_runsWhenItIsWoken_atWhicheverNode() {
    Errand errand = errand(id -> Optional.of(Duration.ofDays(1)));
    start(first, errand);
    ScheduledWork other = start(second, errand);

    other.wake("errand", "a");
    await().until(() -> runs.equals(List.of("a")));
    other.wake("errand", "b");
    await().until(() -> runs.equals(List.of("a", "b")));
    started.getFirst().wake("errand", "a");
    await().until(() -> runs.equals(List.of("a", "b", "a")));
  }

  @Test
  void errandWokenWhileItRuns_looksOnceMore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger due = new AtomicInteger(1);
    Errand errand =
        new Errand(
            "errand",
            id -> {
              int seen = due.getAndSet(0);
              begun.countDown();
              awaitQuietly(goOn);
              runs.add(id + seen);
              return Optional.of(Duration.ofDays(1));
            },
            id -> due.get() > 0);
    ScheduledWork work = start(first, errand);
    work.wake("errand", "a");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    due.set(2);
    work.wake("errand", "a");
    goOn.countDown();

    await().until(() -> runs.equals(List.of("a1", "a2")));
  }

  @Test
  void errandOfAThingThatIsGone_isForgotten() {
    ScheduledWork work = start(first, errand(id -> Optional.empty()));

    work.wake("errand", "gone");

    await().until(() -> runs.size() == 1 && tasks() == 0);
  }

  @Test
  void errandThatFails_comesAgain() {
    ScheduledWork work =
        start(
            first,
            errand(id -> {
              if (runs.size() == 1) {
                throw new IllegalStateException("not now");
              }
              return Optional.empty();
            }));

    work.wake("errand", "a");

    await().atMost(Duration.ofSeconds(20)).until(() -> runs.size() == 2 && tasks() == 0);
  }

  private Errand errand(java.util.function.Function<String, Optional<Duration>> next) {
    return new Errand(
        "errand",
        id -> {
          runs.add(id);
          return next.apply(id);
        },
        id -> false);
  }

  private void start(Database node, Job job) {
    started.add(ScheduledWork.start(node, List.of(job), List.of(), false));
  }

  private ScheduledWork start(Database node, Errand errand) {
    ScheduledWork work = ScheduledWork.start(node, List.of(), List.of(errand), false);
    started.add(work);
    return work;
  }

  private long tasks() {
    return first
        .jdbi()
        .withHandle(handle ->
            handle.select("SELECT count(*) FROM scheduled_tasks").mapTo(Long.class).one());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
