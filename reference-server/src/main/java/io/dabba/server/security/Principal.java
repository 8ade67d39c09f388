package io.dabba.server.security;

/** Who calls: the id of a customer, a rider, a restaurant or a person of ops, as the token says. */
public record Principal(String subject, Role role) {
  private static final int LONGEST_ID = 64;

  public Principal {
    if (subject.isEmpty()
        || subject.length() > LONGEST_ID
        || !subject.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "subject=" + subject + " must be 1 to 64 printable ASCII characters");
    }
  }
}
