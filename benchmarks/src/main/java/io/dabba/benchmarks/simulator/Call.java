package io.dabba.benchmarks.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API, as it is sent and sent again.
 *
 * @param name what its latency and outcomes are counted under
 * @param expected the statuses beside 2xx that are no surprise
 */
public record Call(
    String name,
    String method,
    String path,
    @Nullable String body,
    @Nullable String idempotencyKey,
    Set<Integer> expected) {

  public Call {
    expected = Set.copyOf(expected);
  }

  public static Call get(String name, String path) {
    return new Call(name, "GET", path, null, null, Set.of());
  }

  static Call post(String name, String path, String body) {
    return new Call(name, "POST", path, body, null, Set.of());
  }

  static Call put(String name, String path, String body) {
    return new Call(name, "PUT", path, body, null, Set.of());
  }

  static Call patch(String name, String path, String body) {
    return new Call(name, "PATCH", path, body, null, Set.of());
  }

  static Call delete(String name, String path) {
    return new Call(name, "DELETE", path, null, null, Set.of());
  }

  Call withKey(String key) {
    return new Call(name, method, path, body, key, expected);
  }

  Call expecting(Integer... statuses) {
    return new Call(name, method, path, body, idempotencyKey, Set.of(statuses));
  }

  boolean expects(int status) {
    return status / 100 == 2 || expected.contains(status);
  }
}
