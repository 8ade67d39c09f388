package io.dabba.server.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dabba.server.http.Json;
import io.dabba.server.http.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of a local gateway, each answered or given up within the timeout. Thread-safe.
 *
 * <p>By the JDK's client: Helidon's takes less of the processor, but once in some ten thousand
 * calls it could not read the answer on a connection that it had used before.
 */
final class LocalCalls {
  private static final int NO_ANSWER = 0;

  private final HttpClient client;
  private final URI address;
  private final String secret;
  private final Duration timeout;

  LocalCalls(URI address, String secret, Duration timeout) {
    this.address = address;
    this.secret = secret;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * What came back.
   *
   * @param status of HTTP; {@value #NO_ANSWER} if nothing came
   * @param why what to tell people if this is no success
   */
  record Answer(int status, JsonNode json, String why) {
    Optional<String> text(String field) {
      return Optional.ofNullable(json.path(field).textValue());
    }

    /** Whether it is a problem of this type, and not of some other server's making. */
    boolean isProblem(String slug) {
      return text("type").filter(type -> type.equals(Problem.TYPES + slug)).isPresent();
    }

    long amount(String field) {
      return json.path(field).longValue();
    }

    private static Answer none(String why) {
      return new Answer(NO_ANSWER, MissingNode.getInstance(), why);
    }

    private static Answer of(HttpResponse<byte[]> response) {
      try {
        JsonNode json = Json.MAPPER.readTree(response.body());
        return new Answer(
            response.statusCode(),
            json,
            json.path("detail").asText("answer " + response.statusCode()));
      } catch (IOException e) {
        return none("answer %d is not JSON".formatted(response.statusCode()));
      }
    }
  }

  static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Answer get(String path) {
    return call(request(path).GET());
  }

  Answer post(String path, Optional<String> key, Map<String, ?> body) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
    key.ifPresent(value -> request.header("Idempotency-Key", value));
    return call(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Bearer " + secret)
        .header("Prefer", "wait=" + timeout.plusMillis(999).toSeconds());
  }

  /** The client's own timeout ends with the headers of an answer; this one is of all of it. */
  private Answer call(HttpRequest.Builder request) {
    CompletableFuture<HttpResponse<byte[]>> response =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    try {
      return Answer.of(response.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Answer.none("no answer within %d ms".formatted(timeout.toMillis()));
    } catch (ExecutionException e) {
      return Answer.none("no answer: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none("interrupted");
    } finally {
      response.cancel(true);
    }
  }
}
