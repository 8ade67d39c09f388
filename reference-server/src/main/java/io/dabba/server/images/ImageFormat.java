package io.dabba.server.images;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** What an image may be, told by its first bytes and not by what its sender says. */
public enum ImageFormat {
  JPEG("image/jpeg"),
  PNG("image/png"),
  WEBP("image/webp"),
  AVIF("image/avif");

  private static final String PNG_SIGNATURE = "\u0089PNG\r\n\u001a\n";
  private static final int BRAND_LENGTH = 4;
  private static final int FIRST_BRAND = 8;

  private final String mediaType;

  ImageFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** As it is said over HTTP. */
  public String mediaType() {
    return mediaType;
  }

  /** The format of an image; empty if it is none of these. */
  public static Optional<ImageFormat> of(byte[] image) {
    String head = new String(image, 0, Math.min(image.length, 64), ISO_8859_1);
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (head.startsWith(PNG_SIGNATURE)) {
      return Optional.of(PNG);
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", FIRST_BRAND)) {
      return Optional.of(WEBP);
    }
    return head.startsWith("ftyp", 4) && hasBrand(head, "avif", "avis")
        ? Optional.of(AVIF)
        : Optional.empty();
  }

  /** Whether the box of file types, with which such a file begins, names one of the brands. */
  private static boolean hasBrand(String head, String... brands) {
    int length = head.charAt(2) * 256 + head.charAt(3);
    int end = Math.min(length, head.length());
    for (int at = FIRST_BRAND; at + BRAND_LENGTH <= end; at += BRAND_LENGTH) {
      for (String brand : brands) {
        if (head.startsWith(brand, at)) {
          return true;
        }
      }
    }
    return false;
  }
}
