package io.dabba.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console as a browser loads it: the page, and every file that it names. */
class ConsoleRoutesTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private static final Pattern NAMED = Pattern.compile("(?:href=|src=|from )[\"']([^\"'#]+)[\"']");

  private static HttpServer server;

  @BeforeAll
  static void start() {
    server = HttpServer.start("127.0.0.1", 0, List.of(new ConsoleRoutes()), Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void page_loadsNothingButFilesOfThisServer() throws Exception {
    Map<String, HttpResponse<String>> loaded = loadAll();

    assertThat(loaded.keySet())
        .contains("/console", "/console/console.css", "/console/console.js", "/console/live.js");
    assertThat(loaded.values())
        .allSatisfy(file -> assertThat(file.statusCode()).as(file.uri().getPath()).isEqualTo(200));
    assertThat(loaded.get("/console").headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/html");
  }

  @Test
  void page_runsNoTextAsCode() throws Exception {
    Map<String, HttpResponse<String>> loaded = loadAll();

    assertThat(loaded.get("/console").body())
        .contains("default-src 'none'")
        .doesNotContain("unsafe-", " style=", " onclick=");
    loaded.forEach((path, file) -> {
      if (!path.contains("leaflet")) {
        assertThat(file.body())
            .as(path)
            .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(");
      }
    });
  }

  @Test
  void page_isNeitherFramedNorKeptFromTheLastVersion() throws Exception {
    HttpResponse<String> page = get("/console");
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .containsExactly("frame-ancestors 'none'");
    assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-cache");
  }

  @Test
  void fileThatIsNotThere_isAProblem() throws Exception {
    assertThat(get("/console/nothing.js").statusCode()).isEqualTo(404);
    assertThat(get("/console/../logback.xml").statusCode()).isEqualTo(404);
    assertThat(get("/console/%2e%2e/logback.xml").statusCode()).isNotEqualTo(200);
  }

  private static Map<String, HttpResponse<String>> loadAll() throws Exception {
    Map<String, HttpResponse<String>> loaded = new TreeMap<>();
    Queue<String> open = new ArrayDeque<>(Set.of("/console"));
    while (!open.isEmpty()) {
      String path = open.remove();
      HttpResponse<String> file = get(path);
      loaded.put(path, file);
      if (!path.contains("leaflet")) {
        NAMED
            .matcher(file.body())
            .results()
            .map(named -> URI.create("/console/").resolve(named.group(1)).toString())
            .filter(name -> !loaded.containsKey(name) && !open.contains(name))
            .forEach(open::add);
      }
    }
    return loaded;
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port()).resolve(path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
