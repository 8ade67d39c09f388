package io.dabba.benchmarks.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server answers. On the first suspicion domain time freezes, calls wait in {@link
 * #awaitUp}, and one thread reads the server's clock until it answers; from that reading domain
 * time runs on. Begins under suspicion.
 */
final class ServerLink {
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);
  private static final int READINGS = 3;
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http;
  private final URI base;
  private final String opsToken;
  private final DomainTime time;
  private final Duration longestOutage;
  private final Runnable onUp;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private State state = State.UP;
  private @Nullable String lastProblem;

  private enum State {
    UP,
    SUSPECTED,
    GONE,
    CLOSED
  }

  ServerLink(
      HttpClient http,
      URI base,
      String opsToken,
      DomainTime time,
      Duration longestOutage,
      Runnable onUp) {
    this.http = http;
    this.base = base;
    this.opsToken = opsToken;
    this.time = time;
    this.longestOutage = longestOutage;
    this.onUp = onUp;
  }

  /** Stops domain time until the server has told its own; at once, and once for all who suspect. */
  void suspect() {
    lock.lock();
    try {
      if (state != State.UP) {
        return;
      }
      state = State.SUSPECTED;
    } finally {
      lock.unlock();
    }
    time.freeze();
    Thread.ofVirtual().name("server-link").start(this::probe);
  }

  /**
   * Waits until the server answers.
   *
   * @throws ServerGoneException if it is given up
   */
  void awaitUp() {
    lock.lock();
    try {
      while (state == State.SUSPECTED) {
        changed.awaitUninterruptibly();
      }
      if (state != State.UP) {
        throw new ServerGoneException(
            "the server at %s did not answer for %d s: %s"
                .formatted(base, longestOutage.toSeconds(), lastProblem));
      }
    } finally {
      lock.unlock();
    }
  }

  boolean gone() {
    lock.lock();
    try {
      return state == State.GONE;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody wait any longer. */
  void close() {
    become(State.CLOSED);
  }

  private void probe() {
    long giveUpAt = System.nanoTime() + longestOutage.toNanos();
    try {
      while (!readClock()) {
        if (System.nanoTime() - giveUpAt > 0) {
          become(State.GONE);
          return;
        }
        TimeUnit.NANOSECONDS.sleep(BETWEEN_PROBES.toNanos());
      }
      become(State.UP);
      onUp.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      become(State.GONE);
    }
  }

  /** Reads the clock a few times, and goes by the reading that took least. */
  private boolean readClock() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/v1/clock"))
            .timeout(PROBE_TIMEOUT)
            .header("Authorization", "Bearer " + opsToken)
            .build();
    try {
      Reading best = null;
      for (int i = 0; i < READINGS; i++) {
        long before = System.nanoTime();
        var response = http.send(request, BodyHandlers.ofString());
        long took = System.nanoTime() - before;
        if (response.statusCode() != 200) {
          lastProblem = "GET /v1/clock answered " + response.statusCode();
          return false;
        }
        if (best == null || took < best.tookNanos) {
          best = new Reading(response.body(), before, took);
        }
      }
      if (best != null) {
        JsonNode clock = Json.read(best.body);
        time.runFrom(
            Instant.parse(clock.path("now").asText()),
            clock.path("speed").asDouble(1),
            best.beforeNanos + best.tookNanos / 2);
      }
      return true;
    } catch (IOException e) {
      lastProblem = e.toString();
      return false;
    }
  }

  private record Reading(String body, long beforeNanos, long tookNanos) {}

  private void become(State next) {
    lock.lock();
    try {
      if (state != State.CLOSED) {
        state = next;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
