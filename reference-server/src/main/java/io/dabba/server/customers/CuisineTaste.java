package io.dabba.server.customers;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What cuisines a customer likes, by what he ordered: the share of each in his orders, shrunk
 * towards nothing while they are few, since one order says little. The weights are from 0 to 1 and
 * come to less than 1.
 *
 * @param cuisines the best liked first
 */
public record CuisineTaste(List<Liked> cuisines) {
  /** At so many orders of any cuisine a share counts half. */
  public static final int HALF_AT_ORDERS = 5;

  static final int MAX_CUISINES = 100;

  public CuisineTaste {
    cuisines = List.copyOf(cuisines);
  }

  /** A cuisine, how many orders had it, and what weight that gives it. */
  public record Liked(String cuisine, int orders, double weight) {}

  /** By how many orders had each. */
  public static CuisineTaste of(Map<String, Integer> orders) {
    double all = orders.values().stream().mapToLong(Integer::longValue).sum() + HALF_AT_ORDERS;
    return new CuisineTaste(
        orders.entrySet().stream()
            .map(e -> new Liked(e.getKey(), e.getValue(), e.getValue() / all))
            .sorted(Comparator.comparingInt(Liked::orders).reversed().thenComparing(Liked::cuisine))
            .toList());
  }

  /** That of a customer, of whom we may know nothing yet; at most the 100 cuisines he has most. */
  public static CuisineTaste find(Handle handle, String customer) {
    Map<String, Integer> orders = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            SELECT cuisine, orders FROM customer_cuisines WHERE customer_id = :customer
            ORDER BY orders DESC, cuisine LIMIT :max
            """)
        .bind("customer", customer)
        .bind("max", MAX_CUISINES)
        .map((rs, ctx) -> Map.entry(rs.getString("cuisine"), rs.getInt("orders")))
        .forEach(e -> orders.put(e.getKey(), e.getValue()));
    return of(orders);
  }
}
