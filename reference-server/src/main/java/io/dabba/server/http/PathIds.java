package io.dabba.server.http;

import io.dabba.geo.OpaqueId;
import io.helidon.webserver.http.ServerRequest;
import java.util.function.Function;

/** Reads ids from the path of a request. */
public final class PathIds {
  private PathIds() {}

  /**
   * The id at a place of the path.
   *
   * @throws ProblemException 404 if it cannot be an id, since nothing can be under it
   */
  public static <T> T of(ServerRequest request, String name, Function<String, T> type) {
    String value = request.path().pathParameters().get(name);
    if (!OpaqueId.isValid(value)) {
      throw Problem.notFound("There is nothing under this %s".formatted(name))
          .with("field", name)
          .exception();
    }
    return type.apply(value);
  }
}
