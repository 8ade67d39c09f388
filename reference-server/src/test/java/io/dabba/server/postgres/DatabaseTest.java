package io.dabba.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.server.process.DataDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class DatabaseTest {

  @TempDir Path data;

  @Test
  void transactionsThatDeadlock_bothCommitInTheEnd() throws Exception {
    try (DataDirectory directory = DataDirectory.open(data);
        EmbeddedDatabase embedded = EmbeddedDatabase.start(directory);
        Database database = Database.connect(embedded.url())) {
      database.useTransaction(handle ->
          handle.execute(
              "CREATE TABLE pair (id int PRIMARY KEY, n int); INSERT INTO pair VALUES (1,0), (2,0)"));
      CyclicBarrier bothHoldOne = new CyclicBarrier(2);
      AtomicInteger attempts = new AtomicInteger();
      List<CompletableFuture<Void>> both = new ArrayList<>();
      for (int first = 1; first <= 2; first++) {
        int one = first;
        both.add(
            CompletableFuture.runAsync(() ->
                database.useTransaction(handle -> {
                  add(handle, one);
                  if (attempts.incrementAndGet() <= 2) {
                    meet(bothHoldOne);
                  }
                  add(handle, 3 - one);
                })));
      }
      CompletableFuture.allOf(both.toArray(CompletableFuture[]::new)).get();

      assertThat(attempts.get()).isEqualTo(3);
      assertThat(sums(database)).containsExactly(2, 2);
    }
  }

  @Test
  void workThatFails_isNotRepeated() {
    try (DataDirectory directory = DataDirectory.open(data);
        EmbeddedDatabase embedded = EmbeddedDatabase.start(directory);
        Database database = Database.connect(embedded.url())) {
      AtomicInteger attempts = new AtomicInteger();
      assertThatThrownBy(() ->
              database.useTransaction(handle -> {
                attempts.incrementAndGet();
                handle.execute("SELECT 1 / 0");
              }))
          .hasMessageContaining("division by zero");
      assertThat(attempts.get()).isEqualTo(1);
    }
  }

  @Test
  void urlOfAPlatform_becomesThatOfJdbcAndNeverShowsItsPassword() {
    DatabaseUrl url =
        DatabaseUrl.parse("postgres://me:p%40ss@db.example:6432/dabba?sslmode=require");
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6432/dabba?sslmode=require");
    assertThat(url.user()).isEqualTo(Optional.of("me"));
    assertThat(url.password()).isEqualTo(Optional.of("p@ss"));
    assertThat(url).hasToString("jdbc:postgresql://db.example:6432/dabba");
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(Handle handle, int id) {
    handle.execute("UPDATE pair SET n = n + 1 WHERE id = ?", id);
  }

  private static List<Integer> sums(Database database) {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.select("SELECT n FROM pair ORDER BY id").mapTo(Integer.class).list());
  }
}
