package io.dabba.search;

import io.dabba.search.TopHits.Top;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where a page ended, and how its query was understood. Written with a checksum over itself and its
 * query, so that a damaged cursor, or one of another query, is refused and never answers wrongly.
 * The checksum guards against mistakes; a forged cursor can only begin the page elsewhere.
 *
 * @param last the last hit; its document does not count
 * @param understanding the code of how the text was understood
 * @param at the query's moment
 * @param snapshot the state of the index that was searched
 */
record Cursor(Top last, long understanding, Optional<Instant> at, long snapshot) {
  private static final int MAX_LENGTH = 300;
  private static final int NO_DOCUMENT = -1;

  String write(RestaurantQuery query) {
    byte[] id = last.id().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(MAX_LENGTH);
    bytes.putLong(understanding).putLong(snapshot);
    bytes.putInt(last.slips()).putDouble(last.key()).putFloat(last.score());
    bytes.put((byte) (at.isPresent() ? 1 : 0));
    at.ifPresent(moment -> bytes.putLong(moment.getEpochSecond()).putInt(moment.getNano()));
    bytes.put(id);
    bytes.putInt(checksum(bytes.array(), bytes.position(), query));
    byte[] whole = new byte[bytes.position()];
    bytes.flip().get(whole);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
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
    if (array.length <= Integer.BYTES
        || !Base64.getUrlEncoder().withoutPadding().encodeToString(array).equals(text)) {
      throw refused(text, "is not a cursor");
    }
    ByteBuffer bytes = ByteBuffer.wrap(array);
    int end = array.length - Integer.BYTES;
    if (bytes.getInt(end) != checksum(array, end, query)) {
      throw refused(text, "is not one of this query; maybe it was cut or is of another query");
    }
    try {
      return read(bytes.limit(end));
    } catch (BufferUnderflowException | DateTimeException e) {
      throw refused(text, "is not a cursor");
    }
  }

  private static Cursor read(ByteBuffer bytes) {
    long understanding = bytes.getLong();
    long snapshot = bytes.getLong();
    int slips = bytes.getInt();
    double key = bytes.getDouble();
    float score = bytes.getFloat();
    Optional<Instant> at =
        bytes.get() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()));
    String id = StandardCharsets.US_ASCII.decode(bytes).toString();
    return new Cursor(new Top(slips, key, score, id, NO_DOCUMENT), understanding, at, snapshot);
  }

  private static int checksum(byte[] bytes, int length, RestaurantQuery query) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    query.addTo(checksum);
    return (int) checksum.getValue();
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException("cursor=%s %s".formatted(Checks.excerpt(text), why));
  }
}
