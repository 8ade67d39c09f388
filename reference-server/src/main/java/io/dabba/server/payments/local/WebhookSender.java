package io.dabba.server.payments.local;

import io.dabba.server.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells callers what became of their charges, on a virtual thread for each: signed, tried a few
 * times, then given up, as are those past the most that may wait. Thread-safe.
 */
final class WebhookSender {
  private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_AT_ONCE = 32;
  private static final int TRIES = 5;
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofSeconds(1);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** What a webhook says; the same id however often it is sent. */
  record Event(
      String id,
      String type,
      Instant createdAt,
      String key,
      String reference,
      LocalCharge.State state) {}

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Semaphore sending = new Semaphore(MOST_AT_ONCE);
  private final String secret;
  private final InstantSource wallClock;
  private final Pause pause;

  WebhookSender(String secret, InstantSource wallClock, Pause pause) {
    this.secret = secret;
    this.wallClock = wallClock;
    this.pause = pause;
  }

  /** Sends word of a charge to where its caller wants it, if anywhere. */
  void send(LocalCharge charge, Faults.OfWebhook fault) {
    if (charge.notifyUrl().isEmpty() || fault == Faults.OfWebhook.LOSE) {
      return;
    }
    URI target = URI.create(charge.notifyUrl().get());
    Event event =
        new Event(
            "evt_" + UUID.randomUUID(),
            "charge.updated",
            wallClock.instant(),
            charge.key(),
            charge.reference(),
            charge.state());
    deliver(target, event, Duration.ZERO);
    switch (fault) {
      case DUPLICATE -> deliver(target, event, Duration.ZERO);
      case AGAIN_LATER -> deliver(target, event, LATER);
      default -> {}
    }
  }

  private void deliver(URI target, Event event, Duration after) {
    if (!waiting.tryAcquire()) {
      log.warn("webhook {} is dropped: {} others wait", event.id(), MOST_WAITING);
      return;
    }
    Thread.startVirtualThread(() -> {
      try {
        Duration backOff = FIRST_BACK_OFF;
        boolean open = pause.elapsed(after);
        for (int tries = 0; open && tries < TRIES && !isTaken(target, event); tries++) {
          open = pause.elapsed(backOff);
          backOff = backOff.multipliedBy(2);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        waiting.release();
      }
    });
  }

  private boolean isTaken(URI target, Event event) throws InterruptedException {
    byte[] body = Json.bytes(event);
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .header(
                WebhookSignature.HEADER, WebhookSignature.sign(secret, wallClock.instant(), body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    sending.acquire();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status >= 200 && status < 300;
    } catch (IOException e) {
      log.debug("webhook {} was not taken by {}", event.id(), target, e);
      return false;
    } finally {
      sending.release();
    }
  }
}
