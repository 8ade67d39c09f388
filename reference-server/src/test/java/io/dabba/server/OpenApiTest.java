package io.dabba.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.server.images.ImageUrls;
import io.dabba.server.payments.GatewaySettings;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.dabba.server.security.Tokens;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code openapi.yaml} against a running server: the same routes, the same roles, no status that is
 * not described. The file is read line by line, as its {@code x-layout} says.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OpenApiTest {
  private static final byte[] KEY = new byte[32];
  private static final Tokens TOKENS = new Tokens(KEY, InstantSource.system());
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private static final Pattern PATH = Pattern.compile("  (/\\S*):");
  private static final Pattern METHOD = Pattern.compile("    (get|head|put|post|patch|delete):");
  private static final Pattern SECURITY = Pattern.compile("      security: (.*)");
  private static final Pattern STATUS = Pattern.compile("        '(\\d{3})':.*");

  @TempDir static Path data;

  private static String text;
  private static List<Operation> operations;
  private static DabbaServer server;

  /**
   * One call as it is described.
   *
   * @param roles who may call; empty if no token is needed
   * @param open whether anybody may call, with neither token nor signature
   */
  private record Operation(
      String method, String path, Set<Role> roles, Set<Integer> statuses, AtomicBoolean open) {
    String name() {
      return method + " " + path;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    operations = operations(text);
    server =
        DabbaServer.start(
            new ServerConfig(
                "127.0.0.1",
                0,
                data,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ServerConfig.LEASE,
                Optional.of(Base64.getEncoder().encodeToString(KEY)),
                GatewaySettings.STANDARD,
                ImageUrls.HERE,
                0,
                MatchingChoice.GREEDY));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void everyRouteIsDescribed_andNoOther() throws Exception {
    assertThat(operations.stream().map(Operation::name))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(routes());
  }

  @Test
  void callWithoutToken_isRefusedWhereATokenIsDescribed() throws Exception {
    for (Operation operation : operations) {
      int status = call(operation, Optional.empty(), "application/json");
      if (operation.open().get()) {
        int expected = operation.path().contains("{") ? 404 : 200;
        assertThat(status).as(operation.name()).isEqualTo(expected).isIn(operation.statuses());
      } else {
        assertThat(status).as(operation.name()).isEqualTo(401);
        assertThat(operation.statuses()).as(operation.name()).contains(401);
      }
    }
  }

  @Test
  void eachCall_isForTheRolesThatAreDescribed() throws Exception {
    for (Operation operation : operations) {
      if (operation.roles().isEmpty()) {
        continue;
      }
      for (Role role : Role.values()) {
        int status = call(operation, Optional.of(role), "application/json");
        String what = operation.name() + " by " + role;
        if (operation.roles().contains(role)) {
          assertThat(status).as(what).isNotIn(401, 403, 500).isIn(operation.statuses());
        } else {
          assertThat(status).as(what).isEqualTo(403).isIn(operation.statuses());
        }
      }
    }
  }

  @Test
  void bodyThatIsNotJson_isRefusedByTheCallsThatSaySo() throws Exception {
    for (Operation operation : operations) {
      Optional<Role> role = operation.roles().stream().findFirst();
      boolean refused = call(operation, role, "text/plain") == 415;
      assertThat(refused).as(operation.name()).isEqualTo(operation.statuses().contains(415));
    }
  }

  @Test
  void references_leadSomewhere() {
    Set<String> defined = new TreeSet<>();
    String section = "";
    for (String line : text.substring(text.indexOf("\ncomponents:")).lines().toList()) {
      if (line.matches("  \\w+:")) {
        section = line.strip().replace(":", "");
      } else if (line.matches("    \\w+:.*")) {
        defined.add(section + "/" + line.strip().split(":", 2)[0]);
      }
    }
    defined.removeIf(name -> name.startsWith("securitySchemes/"));
    Set<String> used =
        Pattern.compile("\\$ref: '#/components/(\\w+/\\w+)'")
            .matcher(text)
            .results()
            .map(reference -> reference.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).isEqualTo(defined);
  }

  private static List<Operation> operations(String yaml) {
    List<Operation> found = new ArrayList<>();
    String path = "";
    for (String line : section(yaml)) {
      Matcher start = PATH.matcher(line);
      Matcher method = METHOD.matcher(line);
      Matcher security = SECURITY.matcher(line);
      Matcher status = STATUS.matcher(line);
      if (start.matches()) {
        path = start.group(1);
      } else if (method.matches()) {
        found.add(
            new Operation(
                method.group(1).toUpperCase(Locale.ROOT),
                path,
                EnumSet.noneOf(Role.class),
                new TreeSet<>(),
                new AtomicBoolean()));
      } else if (security.matches()) {
        found.getLast().roles().addAll(roles(security.group(1)));
        found.getLast().open().set(security.group(1).equals("[]"));
      } else if (status.matches()) {
        found.getLast().statuses().add(Integer.valueOf(status.group(1)));
      }
    }
    return found;
  }

  private static List<String> section(String yaml) {
    return yaml.substring(yaml.indexOf("\npaths:"), yaml.indexOf("\ncomponents:")).lines().toList();
  }

  private static Set<Role> roles(String security) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    List<MatchResult> named =
        Pattern.compile("bearer: \\[(\\w*)]").matcher(security).results().toList();
    for (MatchResult scope : named) {
      if (scope.group(1).isEmpty()) {
        roles.addAll(EnumSet.allOf(Role.class));
      } else {
        roles.add(Role.find(scope.group(1)).orElseThrow());
      }
    }
    return roles;
  }

  /** By reflection, since only the server knows all its services and nobody else needs them. */
  @SuppressWarnings("unchecked")
  private static Set<String> routes() throws ReflectiveOperationException {
    var services = DabbaServer.class.getDeclaredMethod("services");
    services.setAccessible(true);
    var platform = DabbaServer.class.getDeclaredField("platform");
    platform.setAccessible(true);
    Collector collector = new Collector();
    ((List<HttpService>) services.invoke(server)).forEach(collector::register);
    ((Platform) platform.get(server))
        .sockets()
        .keySet()
        .forEach(pattern -> collector.routes.add("GET " + pattern));
    return collector.routes;
  }

  /** Hears of routes by their patterns. */
  private static final class Collector implements HttpRules {
    private final Set<String> routes = new TreeSet<>();

    @Override
    public HttpRules register(HttpService... services) {
      for (HttpService service : services) {
        service.routing(this);
      }
      return this;
    }

    /** Files, of which only the page is an entrance. */
    @Override
    public HttpRules register(String prefix, HttpService... services) {
      if (!prefix.startsWith("/console/")) {
        routes.add("GET " + prefix);
      }
      return this;
    }

    @Override
    public HttpRules route(Method method, String pattern, Handler handler) {
      routes.add(method.text() + " " + pattern);
      return this;
    }

    @Override
    public HttpRules route(HttpRoute route) {
      throw new AssertionError("a route without a pattern cannot be compared");
    }
  }

  /** Calls it with ids that nobody has, except that the caller is called the same. */
  private static int call(Operation operation, Optional<Role> role, String contentType)
      throws IOException, InterruptedException {
    String path = operation.path().replace("{gateway}", "local").replaceAll("\\{\\w+}", "x");
    boolean body = Set.of("PUT", "POST", "PATCH").contains(operation.method());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Idempotency-Key", "x")
            .method(
                operation.method(),
                body
                    ? HttpRequest.BodyPublishers.ofString("{}")
                    : HttpRequest.BodyPublishers.noBody());
    if (body) {
      request.header("Content-Type", contentType);
    }
    role.ifPresent(r ->
        request.header(
            "Authorization",
            "Bearer " + TOKENS.issue(new Principal("x", r), Duration.ofMinutes(5))));
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
