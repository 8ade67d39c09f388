package io.dabba.server.catalog;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.server.http.Json;
import io.dabba.server.http.Problem;
import io.dabba.server.http.QueryParams;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Which city a place is in. */
public final class CityAreaRoutes implements HttpService {
  private final Authentication authentication;
  private final CityAreas areas;

  public CityAreaRoutes(Authentication authentication, CityAreas areas) {
    this.authentication = authentication;
    this.areas = areas;
  }

  private record CityAt(String city) {}

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/ops/city", this::cityAt);
  }

  private void cityAt(ServerRequest request, ServerResponse response) {
    authentication.require(request, Role.OPS);
    QueryParams params = QueryParams.of(request);
    GeoPoint point = new GeoPoint(params.decimal("lat", -90, 90), params.decimal("lng", -180, 180));
    CityId city =
        areas
            .cityOf(point)
            .orElseThrow(() ->
                Problem.notFound(
                        "No city has an area with lat=%s lng=%s"
                            .formatted(point.lat(), point.lng()))
                    .exception());
    Json.send(response, Status.OK_200, new CityAt(city.value()));
  }
}
