package io.dabba.server.http;

import io.dabba.server.process.StartupException;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsCloseCodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Helidon, with the limits and the answers to mistakes that every route of the server shares. */
public final class HttpServer implements AutoCloseable {
  /** What no body may exceed, whatever its route allows. */
  static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

  private static final int MAX_FRAME_BYTES = 64 * 1024;
  private static final int MAX_CONNECTIONS = 50_000;
  private static final int MAX_CALLS_AT_ONCE = 2_000;
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final WebServer server;
  private final Set<SocketWriter> sockets;

  private HttpServer(WebServer server, Set<SocketWriter> sockets) {
    this.server = server;
    this.sockets = sockets;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for one that is free
   * @param services each names whole paths, and is registered without a prefix
   * @param sockets by path pattern; a GET of that path that is no handshake is answered by a
   *     service that has it, else 426
   * @throws StartupException if the address cannot be had
   */
  public static HttpServer start(
      String host, int port, List<HttpService> services, Map<String, SocketRoute> sockets) {
    InetAddress address = requireFree(host, port);
    HttpRouting.Builder routing = HttpRouting.builder();
    RouteTable routes = new RouteTable(routing);
    ErrorHandling.register(routing, routes);
    services.forEach(routes::register);
    WsRouting.Builder socketRouting = WsRouting.builder();
    Set<SocketWriter> open = ConcurrentHashMap.newKeySet();
    sockets.forEach((pattern, route) -> {
      PathMatcher path = PathMatchers.create(pattern);
      socketRouting.endpoint(pattern, () -> new SocketEndpoint(path, route, open));
      routes.get(
          pattern,
          (request, response) -> {
            route.accept(SocketEndpoint.handshake(path, request.prologue(), request.headers()));
            throw upgradeRequired();
          });
    });
    WebServer server =
        WebServer.builder()
            .address(address)
            .port(port)
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .maxPayloadSize(MAX_BODY_BYTES)
            .maxTcpConnections(MAX_CONNECTIONS)
            .maxConcurrentRequests(MAX_CALLS_AT_ONCE)
            .connectionOptions(options -> options.tcpNoDelay(true))
            .errorHandling(errors -> errors.includeEntity(true))
            .directHandlers(ErrorHandling.directHandlers())
            .addProtocol(WsConfig.builder().maxFrameLength(MAX_FRAME_BYTES).build())
            .addRouting(routing)
            .addRouting(socketRouting)
            .build()
            .start();
    if (!server.isRunning()) {
      throw addressTaken(host, port);
    }
    return new HttpServer(server, open);
  }

  public int port() {
    return server.port();
  }

  /**
   * Takes no more calls, finishes those in flight within a grace, and tells open WebSockets that it
   * goes away (1001).
   */
  @Override
  public void close() {
    List<SocketWriter> open = List.copyOf(sockets);
    open.forEach(socket -> socket.close(WsCloseCodes.GOING_AWAY, "the server is stopping"));
    long end = System.nanoTime() + GOODBYE.toNanos();
    open.forEach(socket -> socket.awaitEnd(Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
    server.stop();
  }

  /**
   * Whether the address can be had; Helidon itself would log a stack trace and go on without it.
   *
   * @throws StartupException if it cannot
   */
  public static InetAddress requireFree(String host, int port) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (IOException e) {
      throw new StartupException("The host " + host + " is not known on this machine.", e);
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw addressTaken(host, port);
    }
    return address;
  }

  private static StartupException addressTaken(String host, int port) {
    return new StartupException(
        "Port "
            + port
            + " of "
            + host
            + " cannot be had (is another server running?): choose another with --port.");
  }

  private static ProblemException upgradeRequired() {
    return Problem.of(
            426, "upgrade-required", "This is a WebSocket", "Ask for it with Upgrade: websocket")
        .exception()
        .header("Upgrade", "websocket");
  }
}
