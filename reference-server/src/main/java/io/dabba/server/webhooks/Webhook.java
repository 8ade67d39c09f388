package io.dabba.server.webhooks;

import java.time.Duration;
import java.util.List;

/**
 * Where a subscriber wants events sent.
 *
 * @param id what ops call it
 * @param number tells it from an earlier one of the same id
 * @param types such as {@code order.delivered}, {@code order.*} or {@code *}
 * @param cities only events of these; all if empty
 * @param failures how many posts in a row have failed, whatever was posted
 * @param pausedFor how long nothing is posted to it for that
 */
record Webhook(
    String id,
    long number,
    WebhookUrl url,
    WebhookSecret secret,
    List<String> types,
    List<String> cities,
    int failures,
    Duration pausedFor) {
  Webhook {
    types = List.copyOf(types);
    cities = List.copyOf(cities);
  }
}
