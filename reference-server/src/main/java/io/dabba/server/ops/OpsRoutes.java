package io.dabba.server.ops;

import io.dabba.geo.CityId;
import io.dabba.geo.CityRiders;
import io.dabba.server.http.Json;
import io.dabba.server.http.QueryParams;
import io.dabba.server.postgres.Database;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What ops look at. */
public final class OpsRoutes implements HttpService {
  private static final int MAX_LISTED = 500;

  private final Authentication authentication;
  private final Database database;
  private final CityRiders riders;
  private final InstantSource clock;

  public OpsRoutes(
      Authentication authentication, Database database, CityRiders riders, InstantSource clock) {
    this.authentication = authentication;
    this.database = database;
    this.riders = riders;
    this.clock = clock;
  }

  private record OrderPage(List<OrderRow> orders, Optional<String> next) {}

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/ops/live", this::live)
        .get("/v1/ops/orders", this::orders)
        .get("/v1/ops/audit", this::audit);
  }

  private void live(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    Optional<CityId> asked = QueryParams.of(request).optionalString("city", 64).map(CityId::new);
    LiveCity live =
        database.jdbi().withHandle(handle -> LiveCity.of(handle, asked, riders, clock.instant()));
    Json.send(response, Status.OK_200, live);
  }

  private void orders(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    QueryParams params = QueryParams.of(request);
    String city = params.string("city", 64);
    int limit = params.optionalInteger("limit", 1, MAX_LISTED).orElse(MAX_LISTED);
    String after = params.optionalString("cursor", 64).orElse("");
    List<OrderRow> rows =
        database.jdbi().withHandle(handle -> OrderRow.page(handle, city, after, limit));
    Optional<String> next =
        rows.size() == limit ? Optional.of(rows.getLast().id()) : Optional.empty();
    Json.send(response, Status.OK_200, new OrderPage(rows, next));
  }

  private void audit(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    Json.send(response, Status.OK_200, database.jdbi().withHandle(Audit::of));
  }
}
