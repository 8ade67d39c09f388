package io.dabba.server.payments.local;

import io.dabba.server.http.HttpServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A running local gateway. Its charges are there again when it is started on the same directory;
 * its faults are not.
 */
public final class LocalGatewayServer implements AutoCloseable {
  private final Pause pause = new Pause();
  private final ChargeBook book;
  private final HttpServer http;
  private final URI uri;

  private LocalGatewayServer(LocalGatewayConfig config) {
    book = ChargeBook.open(config.directory());
    try {
      WebhookSender webhooks = new WebhookSender(config.secret(), InstantSource.system(), pause);
      Charges charges = new Charges(book, webhooks, pause, config.customerActsAfter());
      Secret secret = new Secret(config.secret());
      http =
          HttpServer.start(
              config.host(),
              config.port(),
              List.of(
                  new ChargeRoutes(
                      secret, charges, new Misbehaviour(charges, pause), () -> uri().toString()),
                  new FaultRoutes(secret, charges),
                  new CustomerRoutes(charges)),
              Map.of());
      uri = URI.create("http://%s:%d".formatted(config.host(), http.port()));
      charges.resume();
    } catch (RuntimeException | Error e) {
      book.close();
      throw e;
    }
  }

  /**
   * Starts to answer.
   *
   * @throws io.dabba.server.process.StartupException if the address or the directory cannot be had
   */
  public static LocalGatewayServer start(LocalGatewayConfig config) {
    return new LocalGatewayServer(config);
  }

  /** Where it answers, without a slash at the end. */
  public URI uri() {
    return uri;
  }

  /** Lets go of the calls that it holds back, and takes no more. */
  @Override
  public void close() {
    pause.close();
    http.close();
    book.close();
  }
}
