package io.dabba.benchmarks.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Calls the server as an app does: over kept connections, at most so many at once, and again, the
 * very same request, when it was overloaded, down, or its answer was lost. Blocks; meant for
 * virtual threads.
 */
final class ApiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_ATTEMPTS = 25;
  private static final int MOST_SERVER_ERRORS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final HttpClient http;
  private final URI base;
  private final ServerLink link;
  private final ApiStats stats;
  private final Semaphore connections;

  ApiClient(HttpClient http, URI base, ServerLink link, ApiStats stats, int mostConnections) {
    this.http = http;
    this.base = base;
    this.link = link;
    this.stats = stats;
    this.connections = new Semaphore(mostConnections);
  }

  /**
   * The server's answer, or {@link ApiAnswer#NONE} after all attempts.
   *
   * @throws ServerGoneException if the server is given up
   */
  ApiAnswer send(Call call, String token) {
    HttpRequest request = request(call, token);
    ApiAnswer last = ApiAnswer.NONE;
    int serverErrors = 0;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      link.awaitUp();
      try {
        HttpResponse<String> response = exchange(call, request);
        last = new ApiAnswer(response.statusCode(), response.body());
        if (!again(response)) {
          return last;
        }
        if (last.status() != 503
            && last.status() / 100 == 5
            && ++serverErrors > MOST_SERVER_ERRORS) {
          break;
        }
        pause(attempt, response.headers().firstValueAsLong("Retry-After").orElse(0));
      } catch (IOException e) {
        stats.of(call.name()).lost();
        link.suspect();
        pause(attempt, 0);
      }
    }
    stats.of(call.name()).gaveUp();
    return last;
  }

  private HttpResponse<String> exchange(Call call, HttpRequest request) throws IOException {
    connections.acquireUninterruptibly();
    try {
      long begun = System.nanoTime();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      ApiAnswer answer = new ApiAnswer(response.statusCode(), response.body());
      stats.answered(call, answer, System.nanoTime() - begun, stillRunning(response));
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerGoneException("interrupted in " + call.name());
    } finally {
      connections.release();
    }
  }

  private HttpRequest request(Call call, String token) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(base.resolve(call.path()))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token);
    String body = call.body();
    if (body == null) {
      builder.method(call.method(), BodyPublishers.noBody());
    } else {
      builder.header("Content-Type", "application/json");
      builder.method(call.method(), BodyPublishers.ofString(body));
    }
    String key = call.idempotencyKey();
    if (key != null) {
      builder.header("Idempotency-Key", key);
    }
    return builder.build();
  }

  /** Too many calls, a server error, or the same call still running. */
  private static boolean again(HttpResponse<String> response) {
    int status = response.statusCode();
    return status == 429 || status / 100 == 5 || stillRunning(response);
  }

  /** The first call of this Idempotency-Key has no answer yet. */
  private static boolean stillRunning(HttpResponse<String> response) {
    return response.statusCode() == 409 && response.headers().firstValue("Retry-After").isPresent();
  }

  private static void pause(int attempt, long retryAfterSeconds) {
    long backOff = Math.min(LONGEST_PAUSE_MILLIS, 25L << Math.min(attempt, 10));
    long jittered = backOff / 2 + ThreadLocalRandom.current().nextLong(backOff / 2 + 1);
    try {
      TimeUnit.MILLISECONDS.sleep(Math.max(jittered, retryAfterSeconds * 1_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerGoneException("interrupted between two attempts");
    }
  }
}
