package io.dabba.server.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller is. In a token by its lower-case name. */
public enum Role {
  CUSTOMER,
  RIDER,
  RESTAURANT,
  OPS;

  /** The name in tokens and on the command line. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> find(String wireName) {
    return Arrays.stream(values()).filter(role -> role.wireName().equals(wireName)).findFirst();
  }
}
