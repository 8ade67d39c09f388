package io.dabba.benchmarks.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets, at most so many at once, with back-off between the attempts of each. */
final class Sockets {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final HttpClient http;
  private final URI base;
  private final ServerLink link;
  private final ApiStats stats;
  private final Executor executor;
  private final Semaphore opening;

  Sockets(
      HttpClient http,
      URI base,
      ServerLink link,
      ApiStats stats,
      Executor executor,
      int mostOpening) {
    this.http = http;
    this.base = URI.create(base.toString().replaceFirst("^http", "ws"));
    this.link = link;
    this.stats = stats;
    this.executor = executor;
    this.opening = new Semaphore(mostOpening);
  }

  void execute(Runnable action) {
    executor.execute(action);
  }

  /**
   * An open socket, or null if this attempt failed.
   *
   * @param attempt how many attempts failed before
   * @throws ServerGoneException if the server is given up
   */
  @Nullable WebSocket tryOpen(String path, String token, WebSocket.Listener ear, int attempt) {
    if (attempt > 0) {
      pause(attempt);
    }
    link.awaitUp();
    Call call = Call.get("socket_" + path.substring(path.lastIndexOf('/') + 1), path);
    opening.acquireUninterruptibly();
    long begun = System.nanoTime();
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .header("Authorization", "Bearer " + token)
              .connectTimeout(CONNECT_TIMEOUT)
              .buildAsync(base.resolve(path), ear)
              .join();
      stats.answered(call.expecting(101), new ApiAnswer(101, ""), System.nanoTime() - begun, false);
      return socket;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        int status = refused.getResponse().statusCode();
        stats.answered(call, new ApiAnswer(status, ""), System.nanoTime() - begun, false);
      } else {
        stats.of(call.name()).lost();
        link.suspect();
      }
      return null;
    } finally {
      opening.release();
    }
  }

  private static void pause(int attempt) {
    long backOff = Math.min(LONGEST_PAUSE_MILLIS, 50L << Math.min(attempt, 10));
    try {
      TimeUnit.MILLISECONDS.sleep(
          backOff / 2 + ThreadLocalRandom.current().nextLong(backOff / 2 + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerGoneException("interrupted between two attempts");
    }
  }
}
