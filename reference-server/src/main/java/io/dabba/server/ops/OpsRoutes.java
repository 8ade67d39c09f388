package io.dabba.server.ops;

import io.dabba.geo.CityId;
import io.dabba.geo.CityRiders;
import io.dabba.server.http.Json;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
import io.dabba.server.http.QueryParams;
import io.dabba.server.postgres.Database;
import io.dabba.server.rides.CityDispatchers;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ops look at, and the little that they do. */
public final class OpsRoutes implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(OpsRoutes.class);
  private static final int MAX_LISTED = 500;

  private final Authentication authentication;
  private final Database database;
  private final CityRiders riders;
  private final InstantSource clock;
  private final CityDispatchers dispatchers;

  public OpsRoutes(
      Authentication authentication,
      Database database,
      CityRiders riders,
      InstantSource clock,
      CityDispatchers dispatchers) {
    this.authentication = authentication;
    this.database = database;
    this.riders = riders;
    this.clock = clock;
    this.dispatchers = dispatchers;
  }

  private record OrderPage(List<OrderRow> orders, Optional<String> next) {}

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/ops/live", this::live)
        .get("/v1/ops/orders", this::orders)
        .get("/v1/ops/audit", this::audit)
        .delete("/v1/ops/cities/{cityId}/positions", this::forgetPositions);
  }

  private void live(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    Optional<CityId> asked = QueryParams.of(request).optionalValue("city", 64, CityId::new);
    LiveCity live =
        database
            .jdbi()
            .withHandle(handle -> LiveCity.of(handle, asked, riders, dispatchers, clock.instant()));
    Json.send(response, Status.OK_200, live);
  }

  private void orders(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    QueryParams params = QueryParams.of(request);
    CityId city = params.value("city", 64, CityId::new);
    int limit = params.optionalInteger("limit", 1, MAX_LISTED).orElse(MAX_LISTED);
    String after = params.optionalValue("cursor", 64, OpsRoutes::cursor).orElse("");
    List<OrderRow> rows =
        database
            .jdbi()
            .withHandle(handle -> {
              requireCity(handle, city);
              return OrderRow.page(handle, city.value(), after, limit);
            });
    Optional<String> next =
        rows.size() == limit ? Optional.of(rows.getLast().id()) : Optional.empty();
    Json.send(response, Status.OK_200, new OrderPage(rows, next));
  }

  private static void requireCity(Handle handle, CityId city) {
    boolean known =
        handle
            .createQuery("SELECT 1 FROM cities WHERE id = :id")
            .bind("id", city.value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (!known) {
      throw Problem.notFound("There is no city %s".formatted(city)).exception();
    }
  }

  /** A cursor is the last id of the page before. */
  private static String cursor(String text) {
    try {
      return UUID.fromString(text).toString();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a cursor of an earlier answer", e);
    }
  }

  private void audit(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    Json.send(response, Status.OK_200, database.jdbi().withHandle(Audit::of));
  }

  /** Dispatch is told first, so that no round that finds nobody for this counts. */
  private void forgetPositions(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request, Role.OPS);
    CityId city = PathIds.of(request, "cityId", CityId::new);
    database.jdbi().useHandle(handle -> requireCity(handle, city));
    if (!dispatchers.positionsForgotten(city)) {
      throw Problem.of(503, "unavailable", "Dispatch is busy", "Nothing was done; try again")
          .exception()
          .header("Retry-After", "1");
    }
    riders.index(city).forgetPositions();
    LOG.info("{} had the positions of city {} forgotten", caller.subject(), city);
    response.status(Status.NO_CONTENT_204).send();
  }
}
