package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MainTest {

  @TempDir Path directory;

  @Test
  void serverThatWasKilled_startsAgainOnItsDataAndStopsCleanly() throws Exception {
    try (ServerProcess server =
        ServerProcess.run(directory, "serve", "--port", "0", "--data", "data")) {
      String address = server.awaitReady();
      assertThat(get(address + "/health").body()).isEqualTo("{\"status\":\"UP\"}");
      assertThat(get(address + "/console/leaflet/leaflet.js").body()).contains("Leaflet");
      assertThat(get(address + "/console/leaflet/../../META-INF/MANIFEST.MF").statusCode())
          .isEqualTo(404);
      server.kill();
    }
    try (ServerProcess server =
        ServerProcess.run(directory, "serve", "--port", "0", "--data", "data")) {
      String address = server.awaitReady();
      assertThat(get(address + "/health").statusCode()).isEqualTo(200);
      try (ServerProcess second =
          ServerProcess.run(directory, "serve", "--port", "0", "--data", "data")) {
        assertRefused(second, "Another Dabba server");
      }
      assertThat(get(address + "/health").statusCode()).isEqualTo(200);
      server.terminate();
    }
    assertThat(directory.resolve("data/postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void serverThatIsStoppedWhileItStarts_leavesNoPostgresBehind() throws Exception {
    try (ServerProcess server =
        ServerProcess.run(directory, "serve", "--port", "0", "--data", "data")) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> Files.exists(directory.resolve("data/postgres/postmaster.pid")));
      server.terminate();
    }
    assertThat(directory.resolve("data/postgres/postmaster.pid")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --prot 80                                                 | --prot",
        "serve --port 0 --database-url postgres://u:secret@127.0.0.1:9/x | cannot be used",
        "fly                                                             | Unknown command fly",
      })
  void mistake_isToldInOneSentenceWithExitCode2(String line, String told) throws Exception {
    try (ServerProcess process = ServerProcess.run(directory, line.split(" ", -1))) {
      assertRefused(process, told);
    }
  }

  @Test
  void portThatIsTaken_isToldInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerProcess process =
            ServerProcess.run(
                directory, "serve", "--port", Integer.toString(taken.getLocalPort()))) {
      assertRefused(process, "Port " + taken.getLocalPort());
    }
    assertThat(directory.resolve("dabba-data/postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void dataDirectoryThatCannotBeWritten_isToldInOneSentence() throws Exception {
    Files.writeString(directory.resolve("file"), "");
    try (ServerProcess process =
        ServerProcess.run(directory, "serve", "--port", "0", "--data", "file/data")) {
      assertRefused(process, "cannot be written");
    }
  }

  @Test
  void token_isOneLine() throws Exception {
    try (ServerProcess process =
        ServerProcess.run(
            directory, "token", "--role", "rider", "--subject", "rider-1", "--data", "data")) {
      assertThat(process.readLine()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
      assertThat(process.exitCode()).isZero();
    }
    assertThat(directory.resolve("data/jwt.key")).exists();
  }

  private static void assertRefused(ServerProcess process, String told) throws Exception {
    assertThat(process.exitCode()).isEqualTo(2);
    assertThat(process.errors().lines()).as(process.errors()).hasSize(1);
    assertThat(process.errors()).contains(told).doesNotContain("secret");
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
