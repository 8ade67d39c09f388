package io.dabba.server.webhooks;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Where events are posted: over https to a public address, or by either scheme to this very
 * machine, if that is what the URL itself says. So no name in a URL makes the server post into the
 * network that it stands in.
 */
record WebhookUrl(URI uri) {
  private static final Set<String> THIS_MACHINE =
      Set.of("localhost", "127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]");

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is none, or one that nothing is posted to
   */
  static WebhookUrl parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL: " + e.getReason(), e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("must begin with https://");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("must have a host, and neither a user nor a fragment");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("must have a port from 1 to 65535, or none");
    }
    WebhookUrl url = new WebhookUrl(uri);
    if (scheme.equals("http") && !url.isThisMachine()) {
      throw new IllegalArgumentException("must begin with https://");
    }
    if (url.isLiteralAddress() && !url.isThisMachine()) {
      try {
        url.requirePublic(InetAddress.getByName(uri.getHost()));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("must have the address of a host", e);
      }
    }
    return url;
  }

  /**
   * Looks its host up.
   *
   * @throws UnknownHostException if there is no such host
   * @throws IllegalArgumentException if any of its addresses is not public
   */
  void requireAllowed() throws UnknownHostException {
    if (isThisMachine()) {
      return;
    }
    for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
      requirePublic(address);
    }
  }

  @Override
  public String toString() {
    return uri.toString();
  }

  private boolean isThisMachine() {
    return THIS_MACHINE.contains(uri.getHost().toLowerCase(Locale.ROOT));
  }

  private boolean isLiteralAddress() {
    return uri.getHost().startsWith("[") || uri.getHost().matches("[0-9.]+");
  }

  private void requirePublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
    // what Java calls site-local leaves out the shared space of carriers, 100.64/10
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    boolean thisNetwork = bytes.length == 4 && bytes[0] == 0;
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || uniqueLocal
        || shared
        || thisNetwork) {
      throw new IllegalArgumentException("must lead to a public address");
    }
  }
}
