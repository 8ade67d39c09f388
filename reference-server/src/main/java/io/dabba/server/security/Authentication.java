package io.dabba.server.security;

import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks who calls. A browser cannot set headers on a WebSocket or an event stream, so those may
 * carry the token as {@code ?access_token=}; every other call carries it as {@code Authorization:
 * Bearer}.
 */
public final class Authentication {
  private static final String SCHEME = "bearer ";
  private static final String QUERY_PARAMETER = "access_token";

  private final Tokens tokens;

  public Authentication(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The caller, who must have one of the roles; any role will do if none is named.
   *
   * @throws ProblemException 401 without a token that counts, 403 with another role
   */
  public Principal require(ServerRequest request, Role... roles) {
    return require(bearer(request.headers()), roles);
  }

  /** The same for the handshake of a WebSocket. */
  public Principal require(HttpPrologue prologue, Headers headers, Role... roles) {
    return require(bearer(headers).or(() -> inQuery(prologue)), roles);
  }

  private Principal require(Optional<String> given, Role... roles) {
    String token = given.orElseThrow(() -> unauthorized(""));
    Principal principal =
        tokens.verify(token).orElseThrow(() -> unauthorized(", error=\"invalid_token\""));
    List<Role> wanted = Arrays.asList(roles);
    if (!wanted.isEmpty() && !wanted.contains(principal.role())) {
      throw forbidden(
          "This call is for " + names(wanted) + ", not for " + principal.role().wireName());
    }
    return principal;
  }

  /** A 403, for callers of the right role who ask for what belongs to another. */
  public static ProblemException forbidden(String detail) {
    return Problem.of(403, "forbidden", "Not allowed", detail).exception();
  }

  private static Optional<String> bearer(Headers headers) {
    return headers
        .first(HeaderNames.AUTHORIZATION)
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip());
  }

  private static Optional<String> inQuery(HttpPrologue prologue) {
    UriQuery query = prologue.query();
    return query.contains(QUERY_PARAMETER)
        ? Optional.of(query.get(QUERY_PARAMETER))
        : Optional.empty();
  }

  private static ProblemException unauthorized(String error) {
    return Problem.of(
            401,
            "unauthorized",
            "Who are you?",
            error.isEmpty()
                ? "This call needs a token: Authorization: Bearer ..."
                : "The token is not valid or has expired")
        .exception()
        .header("WWW-Authenticate", "Bearer realm=\"dabba\"" + error);
  }

  private static String names(List<Role> roles) {
    return String.join(
        " or ", roles.stream().map(role -> role.wireName().toLowerCase(Locale.ROOT)).toList());
  }
}
