package io.dabba.server;

import io.dabba.server.http.Json;
import io.dabba.server.postgres.Database;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Map;

/** {@code GET /health}: UP as long as the database answers. */
final class HealthRoutes implements HttpService {
  private final Database database;

  HealthRoutes(Database database) {
    this.database = database;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(
        "/health",
        (request, response) -> {
          boolean up = database.isReachable();
          Json.send(
              response,
              up ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503,
              Map.of("status", up ? "UP" : "DOWN"));
        });
  }
}
