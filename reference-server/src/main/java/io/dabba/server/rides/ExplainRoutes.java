package io.dabba.server.rides;

import io.dabba.dispatch.Strategy;
import io.dabba.dispatch.ride.RideId;
import io.dabba.geo.CityRiders;
import io.dabba.server.http.Json;
import io.dabba.server.http.PathIds;
import io.dabba.server.http.Problem;
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

/** Says to ops why dispatch did what it did. */
public final class ExplainRoutes implements HttpService {
  private final Authentication authentication;
  private final Database database;
  private final CityRiders riders;
  private final Strategy strategy;
  private final InstantSource clock;

  public ExplainRoutes(
      Authentication authentication,
      Database database,
      CityRiders riders,
      Strategy strategy,
      InstantSource clock) {
    this.authentication = authentication;
    this.database = database;
    this.riders = riders;
    this.strategy = strategy;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/ops/rides/{rideId}/explain", this::explain);
  }

  private void explain(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    RideId id = PathIds.of(request, "rideId", RideId::new);
    RideExplanation.Stored stored =
        database
            .readSnapshot(handle -> RideExplanation.find(handle, id))
            .orElseThrow(() -> Problem.notFound("There is no ride %s".formatted(id)).exception());
    RideExplanation.Search ride = stored.ride();
    List<Bystander> nearby =
        Bystander.around(
            ride.pickup(),
            ride.rounds(),
            stored.refusals(),
            riders.index(ride.city()),
            strategy,
            clock.instant());
    Json.send(response, Status.OK_200, stored.with(nearby));
  }
}
