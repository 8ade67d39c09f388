package io.dabba.server.catalog;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** What was on menus before, which a cart may still name for a while. */
public final class MenuVersions {
  /** How long what was replaced is kept. */
  public static final Duration KEPT = Duration.ofDays(1);

  private MenuVersions() {}

  /**
   * Forgets what was replaced longer ago than {@link #KEPT}; to be done now and then. The last
   * version of a dish that is off the menu stays, so that it goes on counting should it come back.
   *
   * @return how many versions were forgotten
   */
  public static int forgetOld(Handle handle, Instant now) {
    return handle
        .createUpdate(
            """
            DELETE FROM menu_item_versions v
            WHERE v.replaced_at < :cutoff
              AND (EXISTS (SELECT FROM menu_items i
                           WHERE i.restaurant_id = v.restaurant_id AND i.id = v.item_id)
                   OR EXISTS (SELECT FROM menu_item_versions later
                              WHERE later.restaurant_id = v.restaurant_id
                                AND later.item_id = v.item_id AND later.version > v.version))
            """)
        .bind("cutoff", now.minus(KEPT))
        .execute();
  }
}
