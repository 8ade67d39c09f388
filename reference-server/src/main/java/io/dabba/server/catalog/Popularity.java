package io.dabba.server.catalog;

import io.dabba.server.postgres.Database;
import io.dabba.server.scheduling.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Counts how many orders of each restaurant were delivered within 30 days, in domain time, and
 * which of its dishes they were for; search ranks by both. What has not changed is not written.
 */
public final class Popularity {
  static final Duration PERIOD = Duration.ofDays(30);

  /** How many dishes of a restaurant are popular at most. */
  static final int MOST_POPULAR = 5;

  /** How many orders it takes for that. */
  static final int LEAST_ORDERS = 3;

  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final int BATCH = 500;

  private Popularity() {}

  public static Job job(Database database, InstantSource clock) {
    return new Job("popularity", INTERVAL, () -> recount(database, clock.instant()));
  }

  /** Counts all anew. Each batch of restaurants is a transaction. */
  static void recount(Database database, Instant now) {
    Instant since = now.minus(PERIOD);
    List<String> ids = List.of();
    do {
      String after = ids.isEmpty() ? "" : ids.getLast();
      ids = database.jdbi().withHandle(handle -> next(handle, after));
      List<String> some = ids;
      database.useTransaction(handle -> {
        countOrders(handle, some, since);
        choosePopular(handle, some, since);
      });
    } while (ids.size() == BATCH);
  }

  private static List<String> next(Handle handle, String after) {
    return handle
        .createQuery("SELECT id FROM restaurants WHERE id > :after ORDER BY id LIMIT :batch")
        .bind("after", after)
        .bind("batch", BATCH)
        .mapTo(String.class)
        .list();
  }

  private static void countOrders(Handle handle, List<String> restaurants, Instant since) {
    handle
        .createUpdate(
            """
            UPDATE restaurants r SET popularity = c.orders
            FROM (SELECT s.id, (SELECT count(*) FROM orders o
                                WHERE o.restaurant_id = s.id AND o.status = 'DELIVERED'
                                  AND o.delivered_at > :since) AS orders
                  FROM unnest(:restaurants) AS s (id)) c
            WHERE r.id = c.id AND r.popularity <> c.orders
            """)
        .bindArray("restaurants", String.class, restaurants)
        .bind("since", since)
        .execute();
  }

  private static void choosePopular(Handle handle, List<String> restaurants, Instant since) {
    handle
        .createUpdate(
            """
            WITH sold AS (
              SELECT o.restaurant_id, l.item_id, count(DISTINCT o.id) AS orders
              FROM orders o JOIN order_lines l ON l.order_id = o.id
              WHERE o.restaurant_id = ANY(:restaurants) AND o.status = 'DELIVERED'
                AND o.delivered_at > :since
              GROUP BY o.restaurant_id, l.item_id HAVING count(DISTINCT o.id) >= :least),
            ranked AS (
              SELECT restaurant_id, item_id, row_number() OVER (
                PARTITION BY restaurant_id ORDER BY orders DESC, item_id) AS place
              FROM sold),
            popular AS (SELECT restaurant_id, item_id FROM ranked WHERE place <= :most)
            UPDATE menu_items m SET popular = NOT m.popular
            WHERE m.restaurant_id = ANY(:restaurants)
              AND m.popular <> ((m.restaurant_id, m.id) IN (SELECT restaurant_id, item_id FROM popular))
            """)
        .bindArray("restaurants", String.class, restaurants)
        .bind("since", since)
        .bind("least", LEAST_ORDERS)
        .bind("most", MOST_POPULAR)
        .execute();
  }
}
