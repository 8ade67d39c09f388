package io.dabba.server.images;

import io.dabba.server.http.ETag;
import io.dabba.server.http.Problem;
import io.dabba.server.http.ProblemException;
import io.dabba.server.postgres.Database;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/**
 * Images, for anybody and for any cache between: what is under a name never changes, so that it may
 * be kept for good.
 */
public final class ImageRoutes implements HttpService {
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";
  private static final HeaderName NOSNIFF = HeaderNames.create("X-Content-Type-Options");

  private final Database database;

  public ImageRoutes(Database database) {
    this.database = database;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/images/{hash}", this::show).head("/v1/images/{hash}", this::describe);
  }

  private void show(ServerRequest request, ServerResponse response) {
    ImageStore.Kept image = find(request);
    ETag etag = etag(image);
    if (etag.isKnown(request.headers())) {
      head(image, response).status(Status.NOT_MODIFIED_304).send();
      return;
    }
    Optional<String> wanted =
        header(request, HeaderNames.RANGE)
            .filter(range ->
                header(request, HeaderNames.IF_RANGE).map(etag.value()::equals).orElse(true));
    ByteRange range =
        wanted
            .map(text -> ByteRange.read(text, image.size()).orElseThrow(() -> outside(image)))
            .orElseGet(() -> ByteRange.whole(image.size()));
    byte[] bytes =
        database
            .jdbi()
            .withHandle(handle -> ImageStore.bytes(handle, image.hash(), range))
            .orElseThrow(ImageRoutes::unknown);
    // not before: an error must not be kept for good
    head(image, response);
    if (range.length() < image.size()) {
      response
          .status(Status.PARTIAL_CONTENT_206)
          .header(
              HeaderNames.CONTENT_RANGE,
              "bytes %d-%d/%d".formatted(range.from(), range.to(), image.size()));
    }
    response.send(bytes);
  }

  private void describe(ServerRequest request, ServerResponse response) {
    ImageStore.Kept image = find(request);
    head(image, response);
    if (etag(image).isKnown(request.headers())) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else {
      response.contentLength(image.size());
      response.send();
    }
  }

  private ImageStore.Kept find(ServerRequest request) {
    String hash = request.path().pathParameters().get("hash");
    if (!ImageUrls.isHash(hash)) {
      throw unknown();
    }
    return database
        .jdbi()
        .withHandle(handle -> ImageStore.find(handle, hash))
        .orElseThrow(ImageRoutes::unknown);
  }

  private static ETag etag(ImageStore.Kept image) {
    return new ETag("\"" + image.hash() + "\"");
  }

  private static ServerResponse head(ImageStore.Kept image, ServerResponse response) {
    return response
        .header(HeaderNames.ETAG, etag(image).value())
        .header(HeaderNames.CACHE_CONTROL, FOR_GOOD)
        .header(HeaderNames.CONTENT_TYPE, image.mediaType())
        .header(HeaderNames.ACCEPT_RANGES, "bytes")
        .header(NOSNIFF, "nosniff");
  }

  private static Optional<String> header(ServerRequest request, HeaderName name) {
    return request.headers().contains(name)
        ? Optional.of(request.headers().get(name).get())
        : Optional.empty();
  }

  private static ProblemException unknown() {
    return Problem.notFound("There is no such image").exception();
  }

  private static ProblemException outside(ImageStore.Kept image) {
    return Problem.of(
            416,
            "range-not-satisfiable",
            "The range lies outside",
            "The image has %d bytes".formatted(image.size()))
        .exception()
        .header("Content-Range", "bytes */" + image.size());
  }
}
