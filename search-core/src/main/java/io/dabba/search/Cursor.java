package io.dabba.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Where a page ended: the sort values of its last hit. Written with a checksum over itself and its
 * query, so that a damaged cursor, or one of another query, is refused and never answers wrongly.
 * The checksum guards against mistakes; a forged cursor can only begin the page elsewhere.
 *
 * @param key the value sorted by; for {@link SortBy#RELEVANCE} the score again
 */
record Cursor(double key, float score, String id) {
  private static final int FIXED_BYTES = Double.BYTES + Float.BYTES + Integer.BYTES;
  private static final int MAX_LENGTH = 200;

  String write(RestaurantQuery query) {
    byte[] idBytes = id.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(FIXED_BYTES + idBytes.length);
    bytes.putDouble(key).putFloat(score).put(idBytes);
    bytes.putInt(checksum(bytes.array(), bytes.position(), query));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * @throws IllegalArgumentException if the text is no cursor of this query
   */
  static Cursor read(String text, RestaurantQuery query) {
    if (text.length() > MAX_LENGTH) {
      throw refused(text, "is too long");
    }
    byte[] array;
    try {
      array = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw refused(text, "is not a cursor");
    }
    if (array.length <= FIXED_BYTES
        || !Base64.getUrlEncoder().withoutPadding().encodeToString(array).equals(text)) {
      throw refused(text, "is not a cursor");
    }
    ByteBuffer bytes = ByteBuffer.wrap(array);
    int end = array.length - Integer.BYTES;
    if (bytes.getInt(end) != checksum(array, end, query)) {
      throw refused(text, "is not one of this query; maybe it was cut or is of another query");
    }
    int idStart = Double.BYTES + Float.BYTES;
    return new Cursor(
        bytes.getDouble(),
        bytes.getFloat(),
        new String(array, idStart, end - idStart, StandardCharsets.US_ASCII));
  }

  private static int checksum(byte[] bytes, int length, RestaurantQuery query) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    checksum.update(query.fingerprint().getBytes(StandardCharsets.UTF_8));
    return (int) checksum.getValue();
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException("cursor=%s %s".formatted(Checks.excerpt(text), why));
  }
}
