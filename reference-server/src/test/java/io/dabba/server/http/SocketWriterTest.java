package io.dabba.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SocketWriterTest {
  private final LinkedBlockingQueue<SocketWriter> writers = new LinkedBlockingQueue<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private HttpServer server;

  @BeforeEach
  void start() {
    SocketRoute route =
        handshake -> {
          if (handshake.path("id").equals("secret")) {
            throw Problem.of(403, "forbidden", "Not allowed", "not yours").exception();
          }
          return new SocketRoute.Conversation() {
            @Override
            public void opened(SocketWriter writer) {
              writer.send("hello " + handshake.path("id"));
              writers.add(writer);
            }

            @Override
            public void received(String text) {
              received.add(text);
            }

            @Override
            public void ended() {
              ended.complete("ended");
            }
          };
        };
    server = HttpServer.start("127.0.0.1", 0, List.of(), Map.of("/live/{id}", route));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void messagesOfManyThreads_arriveWholeAndThoseOfEachInOrder() throws Exception {
    Client client = Client.connect(server.port());
    SocketWriter writer = writers.take();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int n = 0; n < SocketWriter.CAPACITY / 8; n++) {
                  writer.send(thread + ":" + n + ":" + "x".repeat(500));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    writer.close();

    assertThat(client.closed.get()).isEqualTo(1000);
    assertThat(client.messages.getFirst()).isEqualTo("hello 7");
    for (int t = 0; t < 4; t++) {
      String prefix = t + ":";
      assertThat(client.messages.stream().filter(message -> message.startsWith(prefix)))
          .hasSize(SocketWriter.CAPACITY / 8)
          .allMatch(message -> message.endsWith(":" + "x".repeat(500)))
          .extracting(message -> Integer.parseInt(message.split(":", -1)[1]))
          .isSorted();
    }
    assertThat(ended.get()).isEqualTo("ended");
  }

  @Test
  void ofPositionsUnderOneKey_onlyTheLatestIsKeptForASlowClient() throws Exception {
    Client client = Client.connect(server.port(), 1);
    SocketWriter writer = writers.take();
    String padding = " ".repeat(20_000);
    for (int n = 0; n <= 20_000; n++) {
      writer.sendLatest("rider", "position " + n + padding);
    }
    client.socket.request(Long.MAX_VALUE);

    await().until(() -> client.messages.getLast().startsWith("position 20000 "));
    assertThat(client.messages).hasSizeLessThan(10_000);
    writer.close();
    assertThat(client.closed.get()).isEqualTo(1000);
  }

  @Test
  void clientThatIsTooFarBehind_isClosedWith1013() throws Exception {
    Client client = Client.connect(server.port(), 1);
    SocketWriter writer = writers.take();
    String large = "x".repeat(50_000);
    while (writer.isOpen()) {
      writer.send(large);
    }
    client.socket.request(Long.MAX_VALUE);

    assertThat(client.closed.get()).isEqualTo(1013);
    assertThat(ended.get()).isEqualTo("ended");
  }

  @Test
  void clientThatNeverReadsAgain_isCutOff() throws Exception {
    try (Socket client = handshake()) {
      SocketWriter writer = writers.take();
      String large = "x".repeat(50_000);
      while (writer.isOpen()) {
        writer.send(large);
      }
      assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("ended");
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void ping_isAnsweredAndTextIsReceived() throws Exception {
    Client client = Client.connect(server.port());
    client
        .socket
        .sendPing(ByteBuffer.wrap("are you there".getBytes(StandardCharsets.UTF_8)))
        .join();
    client.socket.sendText("hi", true).join();
    assertThat(client.pong.get()).isEqualTo("are you there");
    await().untilAsserted(() -> assertThat(received).containsExactly("hi"));
  }

  @Test
  void clientThatCloses_endsTheConversation() throws Exception {
    Client client = Client.connect(server.port());
    client.socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
    assertThat(ended.get()).isEqualTo("ended");
    assertThat(client.closed.get()).isEqualTo(1000);
    assertThat(writers.take().isOpen()).isFalse();
  }

  @Test
  void serverThatStops_saysThatItGoesAway() throws Exception {
    Client client = Client.connect(server.port());
    assertThat(writers.take().isOpen()).isTrue();
    server.close();
    assertThat(client.closed.get()).isEqualTo(1001);
  }

  @Test
  void refusedHandshake_isAnsweredWithTheProblem() {
    assertThatThrownBy(() -> Client.connect(server.port(), "/live/secret", Long.MAX_VALUE))
        .hasCauseInstanceOf(WebSocketHandshakeException.class)
        .satisfies(e ->
            assertThat(((WebSocketHandshakeException) e.getCause()).getResponse().statusCode())
                .isEqualTo(403));
  }

  private Socket handshake() throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket
        .getOutputStream()
        .write(
            """
            GET /live/7 HTTP/1.1\r
            Host: localhost\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """
                .getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
    return socket;
  }

  /** The JDK's client, which reads as many messages as it is told to. */
  private static final class Client implements WebSocket.Listener {
    final List<String> messages = new CopyOnWriteArrayList<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final CompletableFuture<String> pong = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final long initially;
    private WebSocket socket;

    private Client(long initially) {
      this.initially = initially;
    }

    static Client connect(int port) {
      return connect(port, Long.MAX_VALUE);
    }

    static Client connect(int port, long initially) {
      return connect(port, "/live/7", initially);
    }

    static Client connect(int port, String path, long initially) {
      Client client = new Client(initially);
      client.socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .connectTimeout(Duration.ofSeconds(10))
              .buildAsync(URI.create("ws://127.0.0.1:" + port + path), client)
              .join();
      return client;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
      webSocket.request(initially);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        messages.add(partial.toString());
        partial.setLength(0);
      }
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
      pong.complete(StandardCharsets.UTF_8.decode(message).toString());
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
      closed.complete(statusCode);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}
