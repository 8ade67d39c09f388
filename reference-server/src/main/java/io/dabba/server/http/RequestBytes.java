package io.dabba.server.http;

import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The raw bytes of a request, bounded. */
public final class RequestBytes {
  /** What a body may hold unless its route says more. */
  public static final int LIMIT = 256 * 1024;

  private RequestBytes() {}

  /**
   * Reads the whole body.
   *
   * @throws ProblemException 413 if it is longer than {@code maxBytes}, 415 if it says that it is
   *     not JSON
   */
  public static byte[] read(ServerRequest request, int maxBytes) {
    request.headers().contentType().filter(type -> !isJson(type)).ifPresent(RequestBytes::refuse);
    return readAny(request, maxBytes);
  }

  /**
   * The same of a body that may be anything.
   *
   * @throws ProblemException 413 if it is longer than {@code maxBytes}
   */
  public static byte[] readAny(ServerRequest request, int maxBytes) {
    if (request.headers().contentLength().orElse(0) > maxBytes) {
      throw tooLarge(maxBytes);
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw tooLarge(maxBytes);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isJson(HttpMediaType type) {
    return type.mediaType().type().equals("application")
        && (type.mediaType().subtype().equals("json")
            || type.mediaType().subtype().endsWith("+json"));
  }

  private static void refuse(HttpMediaType type) {
    throw Problem.of(
            415,
            "unsupported-media-type",
            "The body must be JSON",
            "Content-Type is " + type.mediaType().text() + " but must be application/json")
        .exception();
  }

  static ProblemException tooLarge(long maxBytes) {
    return Problem.of(
            413,
            "body-too-large",
            "The body is too large",
            "The body must be at most " + maxBytes + " bytes")
        .with("maxBytes", maxBytes)
        .exception();
  }
}
