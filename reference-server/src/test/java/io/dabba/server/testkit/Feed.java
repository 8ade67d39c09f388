package io.dabba.server.testkit;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dabba.server.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A WebSocket of a client and all that came over it. */
public final class Feed implements WebSocket.Listener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private volatile int closeCode;
  private volatile @Nullable WebSocket socket;

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    partial.append(text);
    if (last) {
      try {
        messages.add(Json.MAPPER.readTree(partial.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode = code;
    return null;
  }

  public List<JsonNode> messages() {
    return messages;
  }

  /** The messages of a type. */
  public List<JsonNode> messages(String type) {
    return messages.stream().filter(m -> m.path("type").asText().equals(type)).toList();
  }

  /** Sends a text to the server. */
  public void say(String text) {
    WebSocket open = socket;
    if (open != null && !open.isOutputClosed()) {
      open.sendText(text, true).exceptionally(gone -> open).join();
    }
  }

  public JsonNode next(String type) {
    return next(type, message -> true);
  }

  /** Waits for a message of a type that the condition holds for. */
  public JsonNode next(String type, Predicate<JsonNode> condition) {
    return await()
        .alias(type)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> messages(type).stream().filter(condition).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /** Waits until the server closes, and says with which code. */
  public int awaitClose() {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> closeCode, code -> code != 0);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    // a connection that broke off, as an app sees it
    closeCode = closeCode == 0 ? 1006 : closeCode;
  }

  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }
}
