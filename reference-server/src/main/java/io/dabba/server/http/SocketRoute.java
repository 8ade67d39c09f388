package io.dabba.server.http;

import java.util.function.Consumer;

/** Who may open the WebSocket of a path, and what becomes of it. */
@FunctionalInterface
public interface SocketRoute {

  /**
   * Decides about a handshake.
   *
   * @throws ProblemException to refuse it: the client gets the problem in place of the socket
   */
  Conversation accept(SocketHandshake handshake);

  /** One open WebSocket. */
  @FunctionalInterface
  interface Conversation {
    /** Called once, first; the writer may be kept and used by any thread. */
    void opened(SocketWriter writer);

    /** Called for each text frame of the client. */
    default void received(String text) {}

    /** Called once, last, however the socket ended. */
    default void ended() {}

    /** A conversation of the two callbacks that most need. */
    static Conversation of(Consumer<SocketWriter> opened, Runnable ended) {
      return new Conversation() {
        @Override
        public void opened(SocketWriter writer) {
          opened.accept(writer);
        }

        @Override
        public void ended() {
          ended.run();
        }
      };
    }
  }
}
