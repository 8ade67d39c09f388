package io.dabba.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.server.process.DataDirectory;
import io.dabba.server.process.StartupException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedDatabaseTest {

  @TempDir Path data;

  @Test
  void isDurableAndReachableFromThisMachineOnly() {
    try (DataDirectory directory = DataDirectory.open(data);
        EmbeddedDatabase embedded = EmbeddedDatabase.start(directory);
        Database database = Database.connect(embedded.url())) {
      assertThat(
              List.of("fsync", "synchronous_commit", "full_page_writes", "listen_addresses")
                  .stream()
                  .map(name -> setting(database, name)))
          .containsExactly("on", "on", "on", "127.0.0.1");
      assertThat(setting(database, "data_checksums")).isEqualTo("on");
    }
  }

  @Test
  void afterKillOfTheServer_theNextStartEndsTheOldPostmasterAndKeepsWhatWasCommitted()
      throws Exception {
    Process killed = startAndKill();
    ProcessHandle leftBehind = postmaster();
    assertThat(killed.isAlive()).isFalse();
    assertThat(leftBehind.info().command()).isPresent();

    try (DataDirectory directory = DataDirectory.open(data);
        EmbeddedDatabase embedded = EmbeddedDatabase.start(directory);
        Database database = Database.connect(embedded.url())) {
      // a process that has ended but that nobody waited for counts as alive, but runs no command
      assertThat(leftBehind.info().command()).isEmpty();
      assertThat(words(database)).containsExactly("survived");
    }
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void afterKillOfServerAndPostmaster_amidAStatement_theNextStartKeepsWhatWasCommitted()
      throws Exception {
    assertThat(startAndKill().isAlive()).isFalse();
    postmaster().destroyForcibly();

    try (DataDirectory directory = DataDirectory.open(data);
        EmbeddedDatabase embedded = EmbeddedDatabase.start(directory);
        Database database = Database.connect(embedded.url())) {
      assertThat(words(database)).containsExactly("survived");
    }
  }

  @Test
  void processIdThatBelongsToSomebodyElse_isLeftAloneAndDoesNotStopTheStart() throws Exception {
    try (DataDirectory directory = DataDirectory.open(data)) {
      EmbeddedDatabase.start(directory).close();
      Files.writeString(
          data.resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n");
      try (EmbeddedDatabase embedded = EmbeddedDatabase.start(directory);
          Database database = Database.connect(embedded.url())) {
        assertThat(setting(database, "fsync")).isEqualTo("on");
      }
    }
  }

  @Test
  void dataOfAnotherMajorVersion_isNamedAndNotTouched() throws IOException {
    Path cluster = Files.createDirectories(data.resolve("postgres"));
    Files.writeString(cluster.resolve("PG_VERSION"), "15\n");
    try (DataDirectory directory = DataDirectory.open(data)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("PostgreSQL 15")
          .hasMessageContaining("PostgreSQL 18");
    }
    try (var files = Files.list(cluster)) {
      assertThat(files).containsExactly(cluster.resolve("PG_VERSION"));
    }
  }

  private Process startAndKill() throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServerToKill.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).startsWith("ready ");
      server.destroyForcibly().waitFor();
    }
    return server;
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static List<String> words(Database database) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select("SELECT word FROM kept").mapTo(String.class).list());
  }

  private static String setting(Database database, String name) {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.select("SELECT current_setting(?)", name).mapTo(String.class).one());
  }
}
