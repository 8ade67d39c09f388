package io.dabba.server.payments;

import java.net.URI;

/**
 * An account at Razorpay.
 *
 * @param webhookSecret of the webhook that the account has for this server
 * @param email what Razorpay is told where it wants a customer's, which it is not given
 * @param contact a telephone number, likewise
 */
public record RazorpayConfig(
    String keyId, String keySecret, String webhookSecret, URI url, String email, String contact) {
  public static final URI URL = URI.create("https://api.razorpay.com");
  public static final String EMAIL = "void@razorpay.com";
  public static final String CONTACT = "+919000090000";

  @Override
  public String toString() {
    return "RazorpayConfig[%s at %s]".formatted(keyId, url);
  }
}
