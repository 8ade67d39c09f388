package io.dabba.server.http;

import io.dabba.server.postgres.Outage;
import io.helidon.http.BadRequestException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.SocketException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where whatever goes wrong becomes a problem. What a client did is never logged as
 * an error; what we did is logged once, under an id that the client is given and nothing else.
 */
public final class ErrorHandling {
  private static final Logger log = LoggerFactory.getLogger(ErrorHandling.class);
  private static final String PROBLEM_JSON = "application/problem+json";

  private ErrorHandling() {}

  /** Maps what routes throw. */
  public static void register(HttpRouting.Builder routing, RouteTable routes) {
    routing
        .error(ProblemException.class, (request, response, e) -> send(response, e))
        .error(
            HttpException.class,
            (request, response, e) -> send(response, problem(request, routes, e)))
        .error(Throwable.class, (request, response, e) -> send(response, problem(request, e)));
  }

  /** Maps what Helidon refuses before any route sees it. */
  public static DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, ErrorHandling::direct);
    }
    return handlers.build();
  }

  static void send(ServerResponse response, ProblemException e) {
    e.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    response
        .status(Status.create(e.problem().status()))
        .header(HeaderNames.CONTENT_TYPE, PROBLEM_JSON)
        .send(Json.bytes(e.problem()));
  }

  private static ProblemException problem(
      ServerRequest request, RouteTable routes, HttpException e) {
    if (e.status().code() == 404) {
      String allowed = String.join(", ", routes.methods(request.prologue()));
      return allowed.isEmpty()
          ? Problem.notFound("There is no " + request.prologue().uriPath().path()).exception()
          : Problem.of(
                  405,
                  "method-not-allowed",
                  "Method not allowed",
                  request.prologue().uriPath().path() + " knows " + allowed + " only")
              .exception()
              .header("Allow", allowed);
    }
    return e instanceof BadRequestException || e.status().code() < 500
        ? forStatus(e.status(), "The request is not valid").exception()
        : problem(request, e);
  }

  private static ProblemException problem(ServerRequest request, Throwable e) {
    if (e instanceof IllegalArgumentException && refusedByOurTypes(e)) {
      return Problem.of(
              400, "invalid-request", "The request is not valid", String.valueOf(e.getMessage()))
          .exception();
    }
    if (Outage.isCauseOf(e)) {
      log.warn(
          "{} {} found the database busy or away: {}",
          request.prologue().method(),
          request.prologue().uriPath().rawPath(),
          root(e).toString());
      return forStatus(Status.SERVICE_UNAVAILABLE_503, "The database is busy or away; try again")
          .exception()
          .header("Retry-After", "1");
    }
    if (e instanceof SocketException || e.getCause() instanceof SocketException) {
      throw new ServerConnectionException("The client went away", e);
    }
    String id = UUID.randomUUID().toString();
    log.error(
        "{} {} failed, id={}",
        request.prologue().method(),
        request.prologue().uriPath().rawPath(),
        id,
        e);
    return Problem.of(
            500, "internal", "Something went wrong on our side", "It is logged under " + id)
        .with("id", id)
        .exception();
  }

  /**
   * Points, ids and queries are made of what the client sent, and name the argument and its value;
   * anyone else's complaint is our mistake.
   */
  private static boolean refusedByOurTypes(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length > 0
        && (trace[0].getClassName().startsWith("io.dabba.geo.")
            || trace[0].getClassName().startsWith("io.dabba.search."));
  }

  /**
   * What a statement was and what it was given stands further out only, and is not to be logged.
   */
  private static Throwable root(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : root(cause);
  }

  private static DirectHandler.TransportResponse direct(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    HeaderName contentType = HeaderNames.CONTENT_TYPE;
    headers.set(contentType, PROBLEM_JSON);
    Problem problem =
        forStatus(
            status,
            status.code() >= 500 || message == null ? "The call could not be answered" : message);
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .entity(Json.bytes(problem))
        .keepAlive(type.keepAlive())
        .build();
  }

  private static Problem forStatus(Status status, String detail) {
    Map<Integer, String> slugs =
        Map.of(
            400,
            "invalid-request",
            403,
            "forbidden",
            413,
            "body-too-large",
            500,
            "internal",
            503,
            "unavailable");
    String slug =
        slugs.getOrDefault(
            status.code(), status.reasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-'));
    return Problem.of(status.code(), slug, status.reasonPhrase(), detail);
  }
}
