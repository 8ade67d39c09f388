package io.dabba.server.customers;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.dabba.server.customers.CuisineTaste.Liked;
import io.dabba.server.postgres.Database;
import io.dabba.server.postgres.Outage;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** What customers like, remembered for some minutes: their searches ask often. Thread-safe. */
public final class Tastes {
  private static final int MAX_CUSTOMERS = 50_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

  private final LoadingCache<String, Map<String, Double>> weights;

  /** Those that the database knows. */
  public Tastes(Database database) {
    weights =
        Caffeine.newBuilder()
            .maximumSize(MAX_CUSTOMERS)
            .expireAfterWrite(REMEMBERED_FOR)
            .build(customer -> find(database, customer));
  }

  /** How much a customer likes each cuisine, 0 to 1; empty of one who has not ordered yet. */
  public Map<String, Double> of(String customer) {
    try {
      return weights.get(customer);
    } catch (RuntimeException e) {
      if (Outage.isCauseOf(e)) {
        // searches go on without the database, and without taste
        return Map.of();
      }
      throw e;
    }
  }

  private static Map<String, Double> find(Database database, String customer) {
    CuisineTaste taste = database.jdbi().withHandle(handle -> CuisineTaste.find(handle, customer));
    return taste.cuisines().stream().collect(Collectors.toMap(Liked::cuisine, Liked::weight));
  }
}
