package io.dabba.benchmarks.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that is opened again whenever it drops, until it is closed here or the server ends it
 * as done. What it hears must be handled without blocking.
 */
final class LiveSocket {
  private final Sockets sockets;
  private final String path;
  private final String token;
  private final Listener listener;
  private volatile @Nullable WebSocket current;
  private volatile boolean closed;

  /** Who hears a socket. */
  interface Listener {
    /** A message; must not block. */
    void message(JsonNode message);

    /** It stands again after a drop; runs on a thread of its own. */
    void reopened();

    /**
     * The server closed it normally (1000); runs on a thread of its own.
     *
     * @return whether that was the end; otherwise it is opened again
     */
    boolean ended();
  }

  LiveSocket(Sockets sockets, String path, String token, Listener listener) {
    this.sockets = sockets;
    this.path = path;
    this.token = token;
    this.listener = listener;
  }

  /** Opens it, and returns when it stands or is closed; blocks. */
  void open() {
    int attempt = 0;
    while (!closed) {
      WebSocket opened = sockets.tryOpen(path, token, new Ear(), attempt++);
      if (opened != null) {
        current = opened;
        break;
      }
    }
    if (closed) {
      close();
    }
  }

  void close() {
    closed = true;
    WebSocket socket = current;
    if (socket != null && !socket.isOutputClosed()) {
      CompletionStage<WebSocket> sent = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
      sent.whenComplete((done, problem) -> socket.abort());
    }
  }

  private void dropped(boolean normally) {
    if (closed) {
      return;
    }
    if (normally && listener.ended()) {
      closed = true;
      return;
    }
    open();
    if (!closed) {
      listener.reopened();
    }
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final AtomicBoolean over = new AtomicBoolean();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String message = text.toString();
        text.setLength(0);
        listener.message(Json.read(message));
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      over(status == WebSocket.NORMAL_CLOSURE);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable problem) {
      over(false);
    }

    private void over(boolean normally) {
      if (over.compareAndSet(false, true)) {
        sockets.execute(() -> dropped(normally));
      }
    }
  }
}
