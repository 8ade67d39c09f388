package io.dabba.server.images;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where images are. An image that the server holds is stored by its path here, so that it may be
 * shown under whatever address a CDN has; one that is elsewhere by its whole URL.
 *
 * @param base what is put before the paths of images that the server holds; empty if clients are to
 *     ask the server that answered them
 */
public record ImageUrls(String base) {
  public static final int MAX_LENGTH = 500;

  /** Images are asked for where everything else is. */
  public static final ImageUrls HERE = new ImageUrls("");

  static final String PATH = "/v1/images/";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /**
   * Under an address.
   *
   * @param base {@code https://images.example.com}, with or without a path
   * @throws IllegalArgumentException if it is no such address
   */
  public static ImageUrls of(URI base) {
    boolean web = "https".equals(base.getScheme()) || "http".equals(base.getScheme());
    if (!web || base.getHost() == null || base.getQuery() != null || base.getFragment() != null) {
      throw new IllegalArgumentException("base=%s is no address of the web".formatted(base));
    }
    return new ImageUrls(base.toString().replaceAll("/+$", ""));
  }

  /** As clients see a URL that is stored. */
  public String shown(String stored) {
    return stored.startsWith(PATH) ? base + stored : stored;
  }

  /**
   * What is stored of a URL that somebody gives: of one under {@link #shown} the path, of another
   * one all of it.
   *
   * @throws IllegalArgumentException if it is neither, nor an https URL without a password
   */
  public String stored(String given) {
    String path = given.startsWith(base) ? given.substring(base.length()) : given;
    return hash(path).isPresent() ? path : requireElsewhere(given);
  }

  /** The hash of an image that the server is to hold, of a URL that is stored. */
  static Optional<String> hash(String stored) {
    return Optional.of(stored)
        .filter(url -> url.startsWith(PATH))
        .map(url -> url.substring(PATH.length()))
        .filter(ImageUrls::isHash);
  }

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  private static String requireElsewhere(String given) {
    URI uri;
    try {
      uri = new URI(given);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("an https URL", e);
    }
    boolean ascii = given.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!ascii
        || !"https".equals(uri.getScheme())
        || uri.getHost() == null
        || uri.getUserInfo() != null) {
      throw new IllegalArgumentException("an https URL");
    }
    return given;
  }
}
