package io.dabba.server.webhooks;

import io.dabba.server.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Webhooks as rows. */
final class WebhookStore {
  static final int MOST = 64;

  private static final String COLUMNS =
      """
      id, number, url, secret, types, cities, failures,
      greatest(extract(epoch FROM wall_paused_until - clock_timestamp()), 0) AS paused_for\
      """;

  private WebhookStore() {}

  /** What becomes of a webhook that is put. */
  enum Put {
    CREATED,
    CHANGED,
    TOO_MANY
  }

  /**
   * Stores a webhook, or changes the one of this id.
   *
   * @param secret empty to keep that of the one there is
   * @param generated the secret of a new one if none is given
   */
  static Put put(
      Handle handle,
      String id,
      WebhookUrl url,
      Optional<WebhookSecret> secret,
      WebhookSecret generated,
      List<String> types,
      List<String> cities) {
    // one at a time, so that none is one too many
    handle.execute("LOCK TABLE webhooks IN SHARE ROW EXCLUSIVE MODE");
    int changed =
        handle
            .createUpdate(
                """
                UPDATE webhooks
                SET url = :url, secret = coalesce(CAST(:secret AS text), secret), types = :types,
                    cities = :cities, failures = 0, wall_paused_until = NULL
                WHERE id = :id
                """)
            .bind("id", id)
            .bind("url", url.toString())
            .bind("secret", secret.map(WebhookSecret::text).orElse(null))
            .bindArray("types", String.class, types)
            .bindArray("cities", String.class, cities)
            .execute();
    if (changed > 0) {
      return Put.CHANGED;
    }
    int created =
        handle
            .createUpdate(
                """
                INSERT INTO webhooks (id, url, secret, types, cities)
                SELECT :id, :url, :secret, :types, :cities
                WHERE (SELECT count(*) FROM webhooks) < :most
                """)
            .bind("id", id)
            .bind("url", url.toString())
            .bind("secret", secret.orElse(generated).text())
            .bindArray("types", String.class, types)
            .bindArray("cities", String.class, cities)
            .bind("most", MOST)
            .execute();
    return created > 0 ? Put.CREATED : Put.TOO_MANY;
  }

  static boolean delete(Handle handle, String id) {
    return handle.execute("DELETE FROM webhooks WHERE id = ?", id) == 1;
  }

  static List<Webhook> list(Handle handle) {
    return handle
        .createQuery("SELECT %s FROM webhooks ORDER BY id".formatted(COLUMNS))
        .map((rs, ctx) -> webhook(rs))
        .list();
  }

  static Optional<Webhook> find(Handle handle, String id) {
    return handle
        .createQuery("SELECT %s FROM webhooks WHERE id = :id".formatted(COLUMNS))
        .bind("id", id)
        .map((rs, ctx) -> webhook(rs))
        .findOne();
  }

  static Optional<Webhook> find(Handle handle, long number) {
    return handle
        .createQuery("SELECT %s FROM webhooks WHERE number = :number".formatted(COLUMNS))
        .bind("number", number)
        .map((rs, ctx) -> webhook(rs))
        .findOne();
  }

  /** Keeps how many posts in a row have failed, and that it is left in peace for a while. */
  static void failing(Handle handle, long number, int failures, Duration pause) {
    handle
        .createUpdate(
            """
            UPDATE webhooks SET failures = :failures,
              wall_paused_until = clock_timestamp() + :seconds * interval '1 second'
            WHERE number = :number
            """)
        .bind("number", number)
        .bind("failures", failures)
        .bind("seconds", pause.toNanos() / 1e9)
        .execute();
  }

  private static Webhook webhook(ResultSet rs) throws SQLException {
    return new Webhook(
        rs.getString("id"),
        rs.getLong("number"),
        WebhookUrl.parse(rs.getString("url")),
        new WebhookSecret(rs.getString("secret")),
        Columns.texts(rs, "types"),
        Columns.texts(rs, "cities"),
        rs.getInt("failures"),
        Duration.ofNanos((long) (rs.getDouble("paused_for") * 1e9)));
  }
}
