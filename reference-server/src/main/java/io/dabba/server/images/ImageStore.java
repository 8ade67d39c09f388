package io.dabba.server.images;

import io.dabba.server.postgres.Database;
import io.dabba.server.scheduling.Job;
import io.dabba.server.scheduling.Reaper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Images as rows, each once, named by the SHA-256 of its bytes. */
public final class ImageStore {
  /** One that nobody has shown for so long is forgotten. */
  static final Reaper REAPER =
      new Reaper(
          "reap-images",
          """
          DELETE FROM images
          WHERE wall_stored_at < clock_timestamp() - interval '7 days'
            AND hash IN (
              SELECT i.hash FROM images i
              WHERE i.wall_stored_at < clock_timestamp() - interval '7 days'
                AND NOT EXISTS (SELECT 1 FROM restaurants WHERE image_url = '/v1/images/' || i.hash)
                AND NOT EXISTS (SELECT 1 FROM menu_items WHERE image_url = '/v1/images/' || i.hash)
              LIMIT :batch)
          """,
          Map::of);

  private ImageStore() {}

  /**
   * An image without its bytes.
   *
   * @param size of it, in bytes
   */
  record Kept(String hash, String mediaType, int size) {}

  /** Forgets images that are shown nowhere, a week after they were last put. */
  public static Job reaping(Database database) {
    return REAPER.job(database);
  }

  /** Keeps an image, and returns the URL that is to be stored. */
  public static String put(Handle handle, byte[] image, ImageFormat format) {
    String hash = hash(image);
    handle
        .createUpdate(
            """
            INSERT INTO images (hash, media_type, bytes) VALUES (:hash, :type, :bytes)
            ON CONFLICT (hash) DO UPDATE SET wall_stored_at = excluded.wall_stored_at
            """)
        .bind("hash", hash)
        .bind("type", format.mediaType())
        .bind("bytes", image)
        .execute();
    return ImageUrls.PATH + hash;
  }

  /**
   * Whether a URL that is to be stored leads somewhere as far as can be told: an image that the
   * server is to hold is there, and will be until the end of the transaction.
   */
  public static boolean hold(Handle handle, String url) {
    Optional<String> hash = ImageUrls.hash(url);
    return hash.isEmpty()
        || handle.execute(
                "UPDATE images SET wall_stored_at = clock_timestamp() WHERE hash = ?", hash.get())
            > 0;
  }

  static Optional<Kept> find(Handle handle, String hash) {
    return handle
        .createQuery("SELECT media_type, length(bytes) AS size FROM images WHERE hash = :hash")
        .bind("hash", hash)
        .map((rs, ctx) -> new Kept(hash, rs.getString("media_type"), rs.getInt("size")))
        .findOne();
  }

  /** A part of an image; empty if it has been forgotten. */
  static Optional<byte[]> bytes(Handle handle, String hash, ByteRange range) {
    return handle
        .createQuery(
            "SELECT substring(bytes FROM :from FOR :length) FROM images WHERE hash = :hash")
        .bind("from", range.from() + 1)
        .bind("length", range.length())
        .bind("hash", hash)
        .mapTo(byte[].class)
        .findOne();
  }

  private static String hash(byte[] image) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
