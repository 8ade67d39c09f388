package io.dabba.server.payments;

import io.dabba.server.payments.local.GatewaySecret;
import io.dabba.server.process.StartupException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which gateways a server has.
 *
 * @param own the one that takes no real money
 * @param timeout how long a call of a gateway may take in all
 * @param secret of the own one; if empty, that which its directory has
 */
public record GatewaySettings(
    Own own,
    Duration timeout,
    Optional<String> secret,
    Optional<StripeConfig> stripe,
    Optional<RazorpayConfig> razorpay) {
  private static final int LONGEST_SECONDS = 60;

  /** A gateway that takes no real money. */
  public sealed interface Own {
    /** A local gateway within the server. */
    record Embedded() implements Own {}

    /** One in this process that approves everything. */
    record Instant() implements Own {}

    /** A local gateway that runs elsewhere. */
    record Remote(URI address) implements Own {}

    /** None: where money is real, nobody must be able to pay with another. */
    record None() implements Own {}
  }

  /** What a server has that is told nothing. */
  public static final GatewaySettings STANDARD =
      new GatewaySettings(
          new Own.Embedded(),
          Duration.ofSeconds(10),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public GatewaySettings {
    if (own instanceof Own.Remote && secret.isEmpty()) {
      throw new StartupException(
          "Option --gateway with a URL needs %s, which is the gateway's --secret or in its data directory."
              .formatted(GatewaySecret.VARIABLE));
    }
    if (own instanceof Own.None && stripe.isEmpty() && razorpay.isEmpty()) {
      throw new StartupException(
          "Option --gateway none needs DABBA_STRIPE_KEY or DABBA_RAZORPAY_KEY_ID, or nobody can pay.");
    }
  }

  /**
   * Reads the options {@code --gateway} and {@code --gateway-timeout-seconds}, and the environment.
   *
   * @throws StartupException if one is not valid, or another is missing beside it
   */
  public static GatewaySettings parse(
      Optional<String> gateway, Optional<String> timeoutSeconds, Map<String, String> environment) {
    Variables variables = new Variables(environment);
    Optional<StripeConfig> stripe = stripe(variables);
    Optional<RazorpayConfig> razorpay = razorpay(variables);
    // beside real money, one that approves for nothing has to be asked for
    Own unlessSaid = stripe.isPresent() || razorpay.isPresent() ? new Own.None() : STANDARD.own();
    return new GatewaySettings(
        gateway.map(GatewaySettings::own).orElse(unlessSaid),
        timeoutSeconds.map(GatewaySettings::timeout).orElse(STANDARD.timeout()),
        variables.find(GatewaySecret.VARIABLE),
        stripe,
        razorpay);
  }

  private static Own own(String option) {
    return switch (option) {
      case "local" -> new Own.Embedded();
      case "instant" -> new Own.Instant();
      case "none" -> new Own.None();
      default ->
          new Own.Remote(
              address(
                  option,
                  "Option --gateway must be local, instant, none or a URL such as"
                      + " http://127.0.0.1:8090"));
    };
  }

  private static Duration timeout(String option) {
    try {
      int seconds = Integer.parseInt(option);
      if (seconds >= 1 && seconds <= LONGEST_SECONDS) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new StartupException(
        "Option --gateway-timeout-seconds must be from 1 to %d, not %s."
            .formatted(LONGEST_SECONDS, option));
  }

  private static Optional<StripeConfig> stripe(Variables variables) {
    return variables
        .find("DABBA_STRIPE_KEY")
        .map(key ->
            new StripeConfig(
                key,
                variables.require("DABBA_STRIPE_WEBHOOK_SECRET", "DABBA_STRIPE_KEY"),
                variables.address("DABBA_STRIPE_URL").orElse(StripeConfig.URL),
                variables.find("DABBA_STRIPE_RETURN_URL")));
  }

  private static Optional<RazorpayConfig> razorpay(Variables variables) {
    String keyId = "DABBA_RAZORPAY_KEY_ID";
    return variables
        .find(keyId)
        .map(key ->
            new RazorpayConfig(
                key,
                variables.require("DABBA_RAZORPAY_KEY_SECRET", keyId),
                variables.require("DABBA_RAZORPAY_WEBHOOK_SECRET", keyId),
                variables.address("DABBA_RAZORPAY_URL").orElse(RazorpayConfig.URL),
                variables.find("DABBA_RAZORPAY_EMAIL").orElse(RazorpayConfig.EMAIL),
                variables.find("DABBA_RAZORPAY_CONTACT").orElse(RazorpayConfig.CONTACT)));
  }

  private record Variables(Map<String, String> environment) {
    Optional<String> find(String name) {
      return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    String require(String name, String beside) {
      return find(name)
          .orElseThrow(
              () -> new StartupException("%s is missing beside %s.".formatted(name, beside)));
    }

    Optional<URI> address(String name) {
      return find(name)
          .map(value ->
              GatewaySettings.address(value, name + " must be a URL such as https://host"));
    }
  }

  /** Without a slash at the end, as paths are put behind it. */
  private static URI address(String text, String rule) {
    try {
      URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getRawQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw new StartupException("%s, not \"%s\".".formatted(rule, text));
  }

  @Override
  public String toString() {
    return "GatewaySettings[%s %s %s %s]".formatted(own, timeout, stripe, razorpay);
  }
}
