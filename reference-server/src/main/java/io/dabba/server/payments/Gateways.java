package io.dabba.server.payments;

import io.dabba.server.payments.local.GatewaySecret;
import io.dabba.server.payments.local.LocalGatewayConfig;
import io.dabba.server.payments.local.LocalGatewayServer;
import io.dabba.server.process.OpenedResources;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The gateways that a server has; where two know a method, those that take real money come first.
 * Thread-safe.
 */
public final class Gateways implements AutoCloseable {
  /** Where webhooks of a gateway go, before its name. */
  public static final String WEBHOOKS = "/v1/payments/webhooks/";

  private static final String DIRECTORY = "gateway";

  private final List<PaymentGateway> all;
  private final OpenedResources resources;

  private Gateways(List<PaymentGateway> all, OpenedResources resources) {
    this.all = List.copyOf(all);
    this.resources = resources;
  }

  /** Those given. */
  public static Gateways of(PaymentGateway... gateways) {
    return new Gateways(List.of(gateways), new OpenedResources());
  }

  /**
   * Those of the settings; the embedded one is started.
   *
   * @param data of the server, where the embedded one has a directory
   * @param serverUri where the server is found, without a slash at the end; empty as long as its
   *     port is not known. What is authorized meanwhile has no webhooks of the local gateway
   * @throws io.dabba.server.process.StartupException if the embedded one cannot be started
   */
  public static Gateways start(
      GatewaySettings settings, Path data, Supplier<Optional<URI>> serverUri) {
    OpenedResources resources = new OpenedResources();
    List<PaymentGateway> all = new ArrayList<>();
    settings.stripe().ifPresent(stripe -> all.add(new StripeGateway(stripe, settings.timeout())));
    settings
        .razorpay()
        .ifPresent(razorpay -> all.add(new RazorpayGateway(razorpay, settings.timeout())));
    switch (settings.own()) {
      case GatewaySettings.Own.Embedded embedded -> {
        Path directory = data.resolve(DIRECTORY);
        String secret = GatewaySecret.load(directory, settings.secret());
        LocalGatewayServer server =
            resources.add(LocalGatewayServer.start(LocalGatewayConfig.embedded(directory, secret)));
        all.add(local(settings, server.uri(), secret, serverUri));
      }
      case GatewaySettings.Own.Remote remote ->
          all.add(local(settings, remote.address(), settings.secret().orElseThrow(), serverUri));
      case GatewaySettings.Own.Instant instant -> all.add(new InstantGateway());
      case GatewaySettings.Own.None none -> {}
    }
    return new Gateways(all, resources);
  }

  private static LocalGateway local(
      GatewaySettings settings, URI address, String secret, Supplier<Optional<URI>> serverUri) {
    return new LocalGateway(
        address,
        secret,
        settings.timeout(),
        () -> serverUri.get().map(uri -> URI.create(uri + WEBHOOKS + LocalGateway.NAME)));
  }

  /** The one that a customer pays by with this method. */
  public Optional<PaymentGateway> find(String method) {
    return all.stream().filter(gateway -> gateway.knows(method)).findFirst();
  }

  /** The one that is called so, in stored payments and in the path of its webhooks. */
  public Optional<PaymentGateway> byName(String name) {
    return all.stream().filter(gateway -> gateway.name().equals(name)).findFirst();
  }

  /** Stops the embedded one. */
  @Override
  public void close() {
    resources.close();
  }
}
