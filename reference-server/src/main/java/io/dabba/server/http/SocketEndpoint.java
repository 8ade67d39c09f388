package io.dabba.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.PathMatcher;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins one connection of Helidon to a {@link SocketRoute}. Helidon calls it from one thread. */
final class SocketEndpoint implements WsListener {
  private static final Logger log = LoggerFactory.getLogger(SocketEndpoint.class);

  private final PathMatcher path;
  private final SocketRoute route;
  private final Set<SocketWriter> open;
  private SocketRoute.@Nullable Conversation conversation;
  private @Nullable SocketWriter writer;

  SocketEndpoint(PathMatcher path, SocketRoute route, Set<SocketWriter> open) {
    this.path = path;
    this.route = route;
    this.open = open;
  }

  /**
   * Accepts, or leaves the answer to the HTTP route of the same path, which refuses it as a
   * problem.
   */
  @Override
  public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers)
      throws WsUpgradeException {
    try {
      conversation = route.accept(handshake(path, prologue, headers));
      return Optional.empty();
    } catch (RuntimeException e) {
      throw new WsUpgradeException("refused", e);
    }
  }

  static SocketHandshake handshake(PathMatcher path, HttpPrologue prologue, Headers headers) {
    return new SocketHandshake(
        prologue, headers, path.match(prologue.uriPath()).path().pathParameters());
  }

  @Override
  public void onOpen(WsSession session) {
    SocketRoute.Conversation accepted = conversation;
    if (accepted == null) {
      throw new IllegalStateException("opened before it was accepted");
    }
    writer =
        SocketWriter.start(
            session,
            ended -> {
              open.remove(ended);
              accepted.ended();
            });
    open.add(writer);
    if (!writer.isOpen()) {
      open.remove(writer);
    }
    try {
      accepted.opened(writer);
    } catch (RuntimeException e) {
      log.error("A WebSocket could not be served", e);
      writer.close(WsCloseCodes.UNEXPECTED_CONDITION, "internal");
    }
  }

  @Override
  public void onMessage(WsSession session, String text, boolean last) {
    if (conversation != null) {
      conversation.received(text);
    }
  }

  @Override
  public void onPing(WsSession session, BufferData payload) {
    if (writer != null) {
      writer.pong(payload);
    }
  }

  @Override
  public void onClose(WsSession session, int status, String reason) {
    stop();
  }

  @Override
  public void onError(WsSession session, Throwable thrown) {
    stop();
  }

  private void stop() {
    if (writer != null) {
      writer.stop();
    }
  }
}
