package io.dabba.server;

import io.dabba.server.process.StartupException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command line: {@code serve}, {@code gateway}, {@code token}, {@code help}. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);
  private static final int USER_ERROR = 2;
  private static final int FAILURE = 1;

  private static final String HELP =
      """
      serve   runs the server
        --port 8080            0 picks a free one
        --host 127.0.0.1       the address to listen on
        --data dabba-data      where the embedded PostgreSQL and the key of tokens are
        --database-url URL     that PostgreSQL in place of the embedded one
                               (or DABBA_DATABASE_URL, or DATABASE_URL)
        --speed N              domain time goes N times as fast as wall time
        --domain-start INSTANT domain time begins then (first start only)
        --gateway local        who moves no real money: local (within the server), instant (for
                               benchmarks), none, or the URL of a local gateway, whose secret is in
                               DABBA_GATEWAY_SECRET. Stripe and Razorpay come first where
                               DABBA_STRIPE_KEY or DABBA_RAZORPAY_KEY_ID is set (docs/payments.md)
        --gateway-timeout-seconds 10   how long a call of a gateway may take
        --image-base URL       where clients find the images that the server holds, such as that of a
                               CDN before it (else under the address that they called)
        --search-cache 500000  how many restaurants the answers to searches that are kept for a minute
                               may hold together, at about 0.5 kB each; 0 for none
        --matcher batch        how riders are found: batch plans all rides together and asks a rider
                               when he must leave, greedy asks the nearest 12 minutes before the food
                               is ready
        --weights balanced     what a plan is to be good at: speed, balanced or economy
        --lease-seconds 5      after that time without a word of the server, another one at the
                               same database takes over its cities
      gateway runs a payment gateway that takes no real money, for servers with --gateway URL
        --port 8090            0 picks a free one
        --host 127.0.0.1       the address to listen on
        --data dabba-gateway   where its charges are, and its secret if none is given
        --secret SECRET        what servers know it by (or DABBA_GATEWAY_SECRET)
        --customer-millis 1000 when a customer who is asked approves by himself; 0 for never
      token   prints a token for development
        --role customer|rider|restaurant|ops   --subject ID   --hours 12   --data dabba-data
      help    prints this
      """;

  private Main() {}

  public static void main(String[] args) {
    List<String> arguments = Arrays.asList(args);
    String command = arguments.isEmpty() ? "help" : arguments.getFirst();
    List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    try {
      if (rest.contains("--help") || rest.contains("-h")) {
        command = "help";
      }
      switch (command) {
        case "serve" -> serve(ServerConfig.parse(rest, System.getenv()));
        case "gateway" -> GatewayCommand.run(GatewayCommand.parse(rest, System.getenv()));
        case "token" -> System.out.println(TokenCommand.issue(rest, System.getenv()));
        case "help", "--help", "-h" -> System.out.print(HELP);
        default ->
            throw new StartupException(
                "Unknown command " + command + "; known are serve, gateway, token, help.");
      }
    } catch (StartupException e) {
      System.err.println(e.getMessage());
      System.exit(USER_ERROR);
    } catch (InterruptedException | RuntimeException | Error e) {
      log.error("Dabba failed", e);
      System.exit(FAILURE);
    }
  }

  private static void serve(ServerConfig config) {
    CompletableFuture<DabbaServer> started = new CompletableFuture<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "shutdown"));
    try {
      started.complete(DabbaServer.start(config));
    } catch (RuntimeException | Error e) {
      started.completeExceptionally(e);
      throw e;
    }
    DabbaServer server = started.join();
    System.out.println(server.readyLine());
    System.out.flush();
    server.awaitStop();
  }

  /**
   * A start that is under way is awaited: a PostgreSQL that has been called cannot be called back.
   */
  private static void stop(CompletableFuture<DabbaServer> started) {
    started.thenAccept(DabbaServer::close).exceptionally(nothingToStop -> null).join();
  }
}
