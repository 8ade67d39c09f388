package io.dabba.server.webhooks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts events, signed as the Standard Webhooks specification has it. Follows no redirect and reads
 * no more than {@link #MOST_OF_A_BODY} of an answer, whose status alone counts. Thread-safe.
 */
final class WebhookSender {
  private static final int MOST_OF_A_BODY = 64 * 1024;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final InstantSource wallClock;
  private final Duration timeout;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * @param wallClock what signatures are stamped with
   * @param timeout how long a post may take, to the end of its answer
   */
  WebhookSender(InstantSource wallClock, Duration timeout) {
    this.wallClock = wallClock;
    this.timeout = timeout;
  }

  /**
   * Posts an event.
   *
   * @return why it was not taken; empty if it was
   * @throws InterruptedException if nobody knows
   */
  Optional<String> post(Webhook webhook, Delivery.Body event) throws InterruptedException {
    byte[] body = event.bytes();
    long seconds = wallClock.instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(webhook.url().uri())
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Dabba-Webhooks")
            .header("webhook-id", event.id())
            .header("webhook-timestamp", Long.toString(seconds))
            .header("webhook-signature", webhook.secret().sign(event.id(), seconds, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    CompletableFuture<HttpResponse<Boolean>> answer = null;
    try {
      webhook.url().requireAllowed();
      answer = client.sendAsync(request, response -> new BoundedBody());
      int status = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      return status >= 200 && status < 300
          ? Optional.empty()
          : Optional.of("answered with status " + status);
    } catch (TimeoutException e) {
      return Optional.of("no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      return Optional.of(reason(e.getCause()));
    } catch (UnknownHostException e) {
      return Optional.of("no such host");
    } catch (IllegalArgumentException e) {
      return Optional.of("the URL " + e.getMessage());
    } finally {
      if (answer != null) {
        answer.cancel(true);
      }
    }
  }

  private static String reason(@Nullable Throwable e) {
    return switch (e) {
      case ConnectException refused -> "no connection";
      case IOException io -> io.getClass().getSimpleName() + ": " + io.getMessage();
      case null, default -> String.valueOf(e);
    };
  }

  /** Reads and forgets; an answer that does not end is cut off. */
  private static final class BoundedBody implements HttpResponse.BodySubscriber<Boolean> {
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private int read;
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<Boolean> getBody() {
      return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
      subscription = begun;
      begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      read += parts.stream().mapToInt(ByteBuffer::remaining).sum();
      if (read > MOST_OF_A_BODY && subscription != null) {
        subscription.cancel();
        end.complete(false);
      }
    }

    @Override
    public void onError(Throwable thrown) {
      end.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
      end.complete(true);
    }
  }
}
