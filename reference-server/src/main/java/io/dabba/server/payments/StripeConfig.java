package io.dabba.server.payments;

import java.net.URI;
import java.util.Optional;

/**
 * An account at Stripe.
 *
 * @param apiKey its secret key
 * @param webhookSecret of the webhook endpoint that the account has for this server
 * @param returnUrl where a customer comes back to from 3-D Secure in a browser; without it, 3-D
 *     Secure is Stripe's SDK's to show
 */
public record StripeConfig(
    String apiKey, String webhookSecret, URI url, Optional<String> returnUrl) {
  public static final URI URL = URI.create("https://api.stripe.com");

  @Override
  public String toString() {
    return "StripeConfig[" + url + "]";
  }
}
