package io.dabba.server;

import io.dabba.server.security.Role;
import java.util.Set;

/** A call that would be answered, and who may make it. */
record Call(String method, String path, String body, Set<Role> roles) {
  /** The call of a path, by whoever may make it. */
  static Call of(String method, String path, String body) {
    String plain = path.replaceFirst("\\?.*", "");
    Set<Role> roles =
        plain.startsWith("/v1/ops")
            ? Set.of(Role.OPS)
            : plain.startsWith("/v1/ride")
                ? Set.of(Role.RIDER)
                : plain.matches("/v1/orders/[^/]*/(ready|accept|reject)")
                        || writesRestaurant(method, plain)
                    ? Set.of(Role.RESTAURANT)
                    : Set.of(Role.CUSTOMER);
    return new Call(method, path, body, roles);
  }

  private static boolean writesRestaurant(String method, String path) {
    return path.startsWith("/v1/restaurants/") && !method.equals("GET");
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
