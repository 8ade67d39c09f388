package io.dabba.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a WebSocket: a virtual thread, because Helidon's {@code send} blocks while the
 * client does not read and mixes up the frames of two threads. Whoever has something to say only
 * queues it, from any thread, and never waits.
 *
 * <p>Messages go out in order; of those under a key only the latest waits, behind the others. A
 * client that is {@value #CAPACITY} messages behind is closed with 1013 (try again later). An idle
 * socket is pinged, so that one whose client is gone is noticed and one whose client is there is
 * not taken for idle by Helidon.
 */
public final class SocketWriter {
  static final int CAPACITY = 256;

  private static final Logger log = LoggerFactory.getLogger(SocketWriter.class);
  private static final Duration PING_EVERY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final WsSession session;
  private final Consumer<SocketWriter> ended;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<String> messages = new ArrayDeque<>();
  private final SequencedMap<String, String> latest = new LinkedHashMap<>();
  private @Nullable BufferData pong;
  private @Nullable Close close;
  private boolean stopped;

  private SocketWriter(WsSession session, Consumer<SocketWriter> ended) {
    this.session = session;
    this.ended = ended;
    this.thread = Thread.ofVirtual().name("socket-writer").unstarted(this::run);
  }

  /**
   * Starts the writer of an open session.
   *
   * @param ended called once, when nothing more will be written, for whatever reason
   */
  static SocketWriter start(WsSession session, Consumer<SocketWriter> ended) {
    SocketWriter writer = new SocketWriter(session, ended);
    writer.thread.start();
    return writer;
  }

  /** Queues a message. After the end it is dropped. */
  public void send(String message) {
    change(() -> {
      if (messages.size() < CAPACITY) {
        messages.add(message);
      } else {
        overflow();
      }
    });
  }

  /** Queues a message that replaces one with the same key that has not gone out yet. */
  public void sendLatest(String key, String message) {
    change(() -> {
      if (latest.size() < CAPACITY || latest.containsKey(key)) {
        latest.put(key, message);
      } else {
        overflow();
      }
    });
  }

  /** Closes the session after what is queued; what comes later is dropped. */
  public void close(int code, String reason) {
    change(() -> close = new Close(code, reason));
    abortIfStuck();
  }

  /** Whether something queued now may still go out. */
  public boolean isOpen() {
    lock.lock();
    try {
      return !stopped && close == null;
    } finally {
      lock.unlock();
    }
  }

  /** Closes it normally (1000). */
  public void close() {
    close(WsCloseCodes.NORMAL_CLOSE, "done");
  }

  /** Answers a ping; only the last of several needs an answer (RFC 6455, 5.5.3). */
  void pong(BufferData payload) {
    byte[] copy = payload.readBytes();
    change(() -> pong = BufferData.create(copy));
  }

  /**
   * Ends the writing without a word and waits for a frame that is under way, so that the caller may
   * write.
   */
  void stop() {
    markStopped();
    awaitEnd(PATIENCE);
  }

  /** Whether the writer ended in that time. */
  boolean awaitEnd(Duration patience) {
    try {
      return Thread.currentThread().equals(thread) || thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void markStopped() {
    lock.lock();
    try {
      stopped = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void overflow() {
    messages.clear();
    latest.clear();
    close = new Close(WsCloseCodes.TRY_AGAIN_LATER, "too far behind");
    abortIfStuck();
  }

  /** An interrupt closes the socket under a thread that is blocked in it. */
  private void abortIfStuck() {
    Thread.ofVirtual()
        .start(() -> {
          if (!awaitEnd(PATIENCE)) {
            thread.interrupt();
          }
        });
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      if (!stopped && close == null) {
        change.run();
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (Consumer<WsSession> frame = next(); frame != null; frame = next()) {
        frame.accept(session);
      }
    } catch (InterruptedException | RuntimeException e) {
      log.debug("A WebSocket broke off", e);
    } finally {
      markStopped();
      ended.accept(this);
    }
  }

  /** The next frame, or null after the last. */
  private @Nullable Consumer<WsSession> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = PING_EVERY.toNanos();
      while (true) {
        if (stopped) {
          return null;
        }
        Consumer<WsSession> frame = poll();
        if (frame != null) {
          return frame;
        }
        if (left <= 0) {
          return socket -> socket.ping(BufferData.empty());
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Consumer<WsSession> poll() {
    BufferData answer = pong;
    if (answer != null) {
      pong = null;
      return socket -> socket.pong(answer);
    }
    String message = messages.poll();
    if (message == null && !latest.isEmpty()) {
      message = latest.pollFirstEntry().getValue();
    }
    if (message != null) {
      String text = message;
      return socket -> socket.send(text, true);
    }
    Close last = close;
    if (last != null) {
      stopped = true;
      return socket -> socket.close(last.code, last.reason);
    }
    return null;
  }

  private record Close(int code, String reason) {}
}
