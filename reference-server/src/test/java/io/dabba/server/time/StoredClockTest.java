package io.dabba.server.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.dabba.dispatch.runtime.DomainClock;
import io.dabba.server.postgres.Columns;
import io.dabba.server.postgres.Database;
import io.dabba.server.testkit.SharedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoredClockTest {
  private static final Instant LONG_AGO = Instant.parse("2020-02-29T23:59:59.999999Z");
  private Database database;

  @BeforeEach
  void connect() {
    database = Database.connect(SharedPostgres.newDatabase());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void withoutStartAndSpeed_domainTimeIsWallTime_andNothingIsStored() {
    try (StoredClock stored = open(Optional.empty(), Optional.empty())) {
      assertThat(stored.clock().isAnchored()).isFalse();
      assertThat(stored.clock().instant()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    }
    assertThat(storedAt()).isEmpty();
  }

  @Test
  void newClock_beginsAtItsStart_andGoesAtItsSpeed() {
    try (StoredClock stored = open(Optional.of(LONG_AGO), Optional.of(1_000.0))) {
      DomainClock clock = stored.clock();
      assertThat(clock.speed()).isEqualTo(1_000);
      long nanos = System.nanoTime();
      Instant begun = clock.instant();
      assertThat(begun).isBetween(LONG_AGO, LONG_AGO.plus(Duration.ofMinutes(30)));
      await().until(() -> clock.instant().isAfter(begun.plusSeconds(500)));
      assertThat(Duration.between(begun, clock.instant()))
          .isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - nanos).multipliedBy(1_000));
    }
  }

  @Test
  void whileTheServerIsDown_domainTimeStandsStill() {
    StoredClock before = open(Optional.of(LONG_AGO), Optional.of(10_000.0));
    await().until(() -> before.clock().instant().isAfter(LONG_AGO.plusSeconds(2_000)));
    before.close();
    Instant stopped = storedAt().orElseThrow();
    Instant last = before.clock().instant();
    assertThat(stopped).isBetween(LONG_AGO.plusSeconds(2_000), last);
    long down = System.nanoTime() + Duration.ofMillis(200).toNanos();
    await().until(() -> System.nanoTime() > down);

    assertThat(storedAt()).contains(stopped);
    try (StoredClock after = open(Optional.empty(), Optional.of(0.001))) {
      assertThat(after.clock().instant()).isBetween(stopped, stopped.plusSeconds(1));
    }
  }

  @Test
  void storedClock_keepsItsSpeed_andIgnoresAnotherStart() {
    open(Optional.of(LONG_AGO), Optional.of(7.0)).close();
    Instant stopped = storedAt().orElseThrow();
    try (StoredClock again =
        open(Optional.of(LONG_AGO.minus(Duration.ofDays(400))), Optional.empty())) {
      assertThat(again.clock().speed()).isEqualTo(7);
      assertThat(again.clock().instant()).isBetween(stopped, stopped.plus(Duration.ofMinutes(10)));
    }
  }

  @Test
  void storedClock_mayBeGivenAnotherSpeed_whichIsKept() {
    open(Optional.of(LONG_AGO), Optional.of(7.0)).close();
    open(Optional.empty(), Optional.of(2.0)).close();
    try (StoredClock again = open(Optional.empty(), Optional.empty())) {
      assertThat(again.clock().speed()).isEqualTo(2);
    }
  }

  @Test
  void clockThatWasNotStoredAtTheEnd_goesOnAfterTheLastEvent() {
    open(Optional.of(LONG_AGO), Optional.of(1.0)).close();
    Instant event = LONG_AGO.plus(Duration.ofDays(1));
    storeEvent(event);
    try (StoredClock after = open(Optional.empty(), Optional.empty())) {
      assertThat(after.clock().instant()).isBetween(event, event.plusSeconds(30));
    }
    assertThat(storedAt().orElseThrow()).isAfterOrEqualTo(event);
  }

  @Test
  void newClockOnADatabaseThatRanInWallTime_doesNotBeginBeforeItsLastEvent() {
    Instant event = LONG_AGO.plus(Duration.ofDays(1));
    storeEvent(event);
    try (StoredClock stored = open(Optional.of(LONG_AGO), Optional.of(1.0))) {
      assertThat(stored.clock().instant()).isBetween(event, event.plusSeconds(30));
    }
  }

  @Test
  void runningClock_isStoredAllTheTime() {
    try (StoredClock stored = open(Optional.of(LONG_AGO), Optional.of(100.0))) {
      Instant begun = stored.clock().instant();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> storedAt().orElseThrow().isAfter(begun.plusSeconds(100)));
      assertThat(storedAt().orElseThrow()).isBefore(stored.clock().instant());
    }
  }

  private StoredClock open(Optional<Instant> start, Optional<Double> speed) {
    return StoredClock.open(database, start, speed);
  }

  private void storeEvent(Instant at) {
    database.useTransaction(handle ->
        handle.execute(
            """
            INSERT INTO outbox (aggregatetype, aggregateid, aggregate_version, city_id, type,
                                schema_version, occurred_at, payload)
            VALUES ('order', 'o', 1, 'pune', 'order.created', 1, ?, '{}')
            """,
            at));
  }

  private Optional<Instant> storedAt() {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .select("SELECT domain_at FROM domain_clock")
                .map((rs, ctx) -> Columns.instant(rs, "domain_at"))
                .findOne());
  }
}
