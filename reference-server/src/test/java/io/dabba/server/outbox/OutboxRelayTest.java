package io.dabba.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dabba.dispatch.runtime.Epoch;
import io.dabba.geo.CityId;
import io.dabba.server.leases.CityLeases;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.DatabaseUrl;
import io.dabba.server.testkit.Complaints;
import io.dabba.server.testkit.SharedPostgres;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutboxRelayTest {
  private static final CityId PUNE = new CityId("pune");
  private static final CityId AGRA = new CityId("agra");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static DatabaseUrl url;
  private static Database database;

  private final Map<CityId, Epoch> owned = new ConcurrentHashMap<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  /** Events at which the consumer fails, and cities that have no room. */
  private final Set<String> poison = ConcurrentHashMap.newKeySet();

  private final Set<CityId> full = ConcurrentHashMap.newKeySet();
  private @Nullable RuntimeException thrown;
  private OutboxRelay relay;

  @BeforeAll
  static void connect() {
    url = SharedPostgres.newDatabase();
    database = Database.connect(url);
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @BeforeEach
  void twoCities() {
    database.useTransaction(handle -> {
      handle.execute("TRUNCATE outbox");
      handle.execute("DELETE FROM city_leases");
      handle.execute("DELETE FROM cities");
      for (CityId city : List.of(PUNE, AGRA)) {
        handle.execute(
            "INSERT INTO cities VALUES (?, 'A City', 'Asia/Kolkata', 'INR', 18.5, 73.8)",
            city.value());
      }
    });
    take(PUNE);
    take(AGRA);
    relay =
        new OutboxRelay(
            database.jdbi(), () -> owned, List.of(this::hear), (handle, events) -> () -> {});
  }

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void events_areHeardInTheirOrder_andOnce() {
    List<String> all = IntStream.range(0, 1_200).mapToObj(i -> "event-" + i).toList();
    all.forEach(name -> write(PUNE, name));

    relay.start();

    awaitPublished(1_200);
    write(PUNE, "late");
    relay.wake();
    awaitPublished(1_201);
    assertThat(heard.subList(0, 1_200)).isEqualTo(all);
    assertThat(heard).hasSize(1_201);
  }

  @Test
  void eventsOfACityThatAnotherOwns_areLeftToIt() {
    owned.remove(AGRA);
    write(AGRA, "not ours");
    write(PUNE, "ours");

    relay.start();

    awaitPublished(1);
    assertThat(heard).containsExactly("ours");
    owned.put(AGRA, new Epoch(1));
    awaitPublished(2);
    assertThat(heard).containsExactly("ours", "not ours");
  }

  @Test
  void eventsHeardUnderAnEpochThatIsOver_areHeardAgainByTheNextOwner() {
    Epoch next = database.inTransaction(handle -> leases().takeOver(handle, PUNE));
    write(PUNE, "paused");
    write(AGRA, "fine");

    relay.start();

    awaitPublished(1);
    await().until(() -> heard.stream().filter("paused"::equals).count() >= 2);
    assertThat(published("paused")).isFalse();
    owned.put(PUNE, next);
    awaitPublished(2);
  }

  @Test
  void cityWithoutRoom_keepsItsEventsInOrder_andHoldsUpNoOther() {
    full.add(PUNE);
    List.of("a", "b", "c").forEach(name -> write(PUNE, name));
    write(AGRA, "d");

    relay.start();

    awaitPublished(1);
    assertThat(heard).containsExactly("d");
    full.clear();
    awaitPublished(4);
    assertThat(heard).containsExactly("d", "a", "b", "c");
  }

  @Test
  void eventThatNobodyCanMakeSenseOf_isSetAside_andTheNextOnesAreHeard() {
    poison.add("poison");
    List.of("a", "poison", "b").forEach(name -> write(PUNE, name));
    write(AGRA, "c");
    try (Complaints complaints = Complaints.listen()) {
      relay.start();

      awaitPublished(3);
      assertThat(heard.stream().filter("poison"::equals)).hasSize(OutboxRelay.ATTEMPTS);
      assertThat(heard.stream().filter(name -> !name.equals("poison")))
          .containsExactlyInAnyOrder("a", "b", "c")
          .containsSubsequence("a", "b");
      assertThat(heard.indexOf("c")).isLessThan(heard.indexOf("b"));
      assertThat(complaints.messages())
          .filteredOn(message -> message.startsWith("ERROR"))
          .hasSize(1)
          .first()
          .asString()
          .contains("of city pune is set aside");
    }
    assertThat(
            count(
                """
                SELECT count(*) FROM outbox
                WHERE set_aside AND NOT published AND attempts = 5 AND wall_set_aside_at IS NOT NULL
                  AND error = 'java.lang.AssertionError: that is poison'
                """))
        .isOne();
    assertThat(relay.stats().handedOn()).isEqualTo(3);
    assertThat(relay.stats().text()).contains("dabba_outbox_set_aside_total 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"22012", "57014", "23505"})
  void statementThatAlwaysFails_holdsUpItsCityNoLongerThanAnyFailure(String sqlState) {
    thrown = new UnableToExecuteStatementException(new SQLException("no", sqlState), null);
    poison.add("poison");
    List.of("poison", "b").forEach(name -> write(PUNE, name));

    relay.start();

    awaitPublished(1);
    assertThat(published("b")).isTrue();
    assertThat(heard.stream().filter("poison"::equals)).hasSize(OutboxRelay.ATTEMPTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "53300", "25006"})
  void databaseThatIsNotThere_countsAgainstNoEvent(String sqlState) {
    thrown = new UnableToExecuteStatementException(new SQLException("gone", sqlState), null);
    poison.add("first");
    List.of("first", "second").forEach(name -> write(PUNE, name));

    relay.start();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> heard.stream().filter("first"::equals).count() > OutboxRelay.ATTEMPTS);
    assertThat(count("SELECT count(*) FROM outbox WHERE attempts > 0 OR published")).isZero();
    poison.clear();
    awaitPublished(2);
  }

  @Test
  void poolThatIsExhausted_countsAgainstNoEvent() {
    thrown = new ConnectionException(new SQLTransientConnectionException("none to be had"));
    poison.add("first");
    write(PUNE, "first");

    relay.start();

    await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() > OutboxRelay.ATTEMPTS);
    assertThat(count("SELECT count(*) FROM outbox WHERE attempts > 0")).isZero();
  }

  @Test
  void whatFollowsFromAnEvent_isStoredWithItsMark_orNotAtAll() {
    AtomicBoolean broken = new AtomicBoolean(true);
    List<Long> followed = new CopyOnWriteArrayList<>();
    AtomicInteger afterCommit = new AtomicInteger();
    relay =
        new OutboxRelay(
            database.jdbi(),
            () -> owned,
            List.of(this::hear),
            (handle, events) -> {
              handle.execute("UPDATE cities SET name = 'followed' WHERE id = 'pune'");
              if (broken.getAndSet(false)) {
                throw new IllegalStateException("broken once");
              }
              followed.addAll(events);
              return afterCommit::incrementAndGet;
            });
    Epoch over = owned.get(AGRA);
    database.useTransaction(handle -> leases().takeOver(handle, AGRA));
    assertThat(owned.get(AGRA)).isEqualTo(over);
    write(AGRA, "of another by now");
    write(PUNE, "a");

    relay.start();

    awaitPublished(1);
    await().until(() -> afterCommit.get() > 0);
    assertThat(followed).containsExactly(count("SELECT id FROM outbox WHERE aggregateid = 'a'"));
    assertThat(heard.stream().filter("a"::equals)).hasSize(2);
  }

  @Test
  void eventWrittenAtAnotherNode_isHeardLongBeforeTheNextPoll() {
    relay =
        new OutboxRelay(
            database.jdbi(),
            () -> owned,
            List.of(this::hear),
            (handle, events) -> () -> {},
            Duration.ofHours(1));
    try (Database elsewhere = Database.connect(url);
        OutboxSignal here = new OutboxSignal(database, relay::wake);
        OutboxSignal there = new OutboxSignal(elsewhere, () -> {})) {
      here.start();
      relay.start();
      await().until(() -> listeners() == 1);
      there.start();
      for (int i = 1; i <= 3; i++) {
        write(elsewhere, PUNE, "event-" + i);
        there.committed();
        awaitPublished(i);
      }

      // whoever cuts the connection keeps nobody from hearing for long
      database
          .jdbi()
          .useHandle(handle ->
              handle.execute(
                  """
                  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE datname = current_database() AND query ILIKE 'LISTEN %' OR query ILIKE 'SELECT 1'
                    AND pid <> pg_backend_pid()
                  """));
      write(elsewhere, PUNE, "while nobody listened");
      there.committed();
      awaitPublished(4);
    }
  }

  @Test
  void manyCommits_areSignalledTogether() throws Exception {
    AtomicInteger signals = new AtomicInteger();
    try (OutboxSignal here = new OutboxSignal(database, signals::incrementAndGet);
        OutboxSignal there = new OutboxSignal(database, () -> {})) {
      here.start();
      await().until(() -> listeners() == 1);
      there.start();
      long began = System.nanoTime();
      for (int i = 0; i < 10_000; i++) {
        there.committed();
      }
      await().until(() -> signals.get() > 1);
      long most = (System.nanoTime() - began) / OutboxSignal.INTERVAL.toNanos() + 2;

      assertThat((long) signals.get()).isLessThanOrEqualTo(most + 1);
    }
  }

  private static long listeners() {
    return count(
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND query ILIKE 'LISTEN %'
        """);
  }

  private boolean hear(OutboxEvent event) {
    if (full.contains(event.cityId())) {
      return false;
    }
    heard.add(event.aggregateId());
    if (poison.contains(event.aggregateId())) {
      if (thrown != null) {
        throw thrown;
      }
      throw new AssertionError("that is poison");
    }
    return true;
  }

  private void take(CityId city) {
    owned.put(city, database.inTransaction(handle -> leases().takeOver(handle, city)));
  }

  private static CityLeases leases() {
    return new CityLeases("test", Duration.ofSeconds(5), false);
  }

  private static void write(CityId city, String name) {
    write(database, city, name);
  }

  private static void write(Database pool, CityId city, String name) {
    pool.useTransaction(handle ->
        handle.execute(
            """
            INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                                schema_version, occurred_at, payload)
            VALUES ('test', ?, 1, ?, 'test.happened', 1, ?, '{}')
            """,
            name,
            city.value(),
            NOON));
  }

  private static void awaitPublished(long events) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> count("SELECT count(*) FROM outbox WHERE published") == events);
  }

  private static boolean published(String name) {
    return count("SELECT count(*) FROM outbox WHERE published AND aggregateid = '" + name + "'")
        == 1;
  }

  private static long count(String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapTo(Long.class).one());
  }
}
