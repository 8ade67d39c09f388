package io.dabba.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /openapi}: the description of the API, {@code openapi.yaml} of the class path. */
public final class OpenApiRoutes implements HttpService {
  private static final String RESOURCE = "/openapi.yaml";

  @Override
  public void routing(HttpRules rules) {
    byte[] yaml = load();
    if (yaml.length > 0) {
      rules.get(
          "/openapi",
          (request, response) ->
              response.header(HeaderNames.CONTENT_TYPE, "application/yaml").send(yaml));
    }
  }

  private static byte[] load() {
    try (InputStream in = OpenApiRoutes.class.getResourceAsStream(RESOURCE)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
