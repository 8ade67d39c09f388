package io.dabba.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dabba.dispatch.runtime.Epoch;
import io.dabba.geo.CityId;
import io.dabba.server.leases.CityLeases;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.Complaints;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxRelayTest {
  private static final CityId PUNE = new CityId("pune");
  private static final CityId AGRA = new CityId("agra");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static Database database;

  private final Map<CityId, Epoch> owned = new ConcurrentHashMap<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  /** Events at which the consumer fails, and cities that have no room. */
  private final Set<String> poison = ConcurrentHashMap.newKeySet();

  private final Set<CityId> full = ConcurrentHashMap.newKeySet();
  private OutboxRelay relay;

  @BeforeAll
  static void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @BeforeEach
  void twoCities() {
    database.useTransaction(handle -> {
      handle.execute("TRUNCATE city_leases, cities, outbox CASCADE");
      for (CityId city : List.of(PUNE, AGRA)) {
        handle.execute(
            "INSERT INTO cities VALUES (?, 'A City', 'Asia/Kolkata', 'INR', 18.5, 73.8)",
            city.value());
      }
    });
    take(PUNE);
    take(AGRA);
    relay = new OutboxRelay(database.jdbi(), () -> owned, List.of(this::hear));
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
    assertThat(count("SELECT count(*) FROM outbox WHERE set_aside AND NOT published")).isOne();
  }

  private boolean hear(OutboxEvent event) {
    if (full.contains(event.cityId())) {
      return false;
    }
    heard.add(event.aggregateId());
    if (poison.contains(event.aggregateId())) {
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
    database.useTransaction(handle ->
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
