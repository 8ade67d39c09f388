package io.dabba.server.search;

import io.dabba.geo.GeoPoint;
import io.dabba.search.RestaurantId;
import io.dabba.search.RestaurantQuery;
import io.dabba.search.Suggestion;
import io.dabba.search.Suggestions;
import io.dabba.server.http.Json;
import io.dabba.server.http.QueryParams;
import io.dabba.server.security.Authentication;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/** What may be meant while somebody types, over HTTP. */
public final class SuggestRoutes implements HttpService {
  private static final double RADIUS_METERS = 5_000;
  private static final int LIMIT = 8;

  private final Authentication authentication;
  private final SearchIndex index;

  public SuggestRoutes(Authentication authentication, SearchIndex index) {
    this.authentication = authentication;
    this.index = index;
  }

  private record View(String kind, String text, Optional<String> restaurantId, int restaurants) {}

  private record Suggested(List<View> suggestions) {}

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/restaurants/suggest", this::suggest);
  }

  private void suggest(ServerRequest request, ServerResponse response) {
    authentication.require(request);
    QueryParams params = QueryParams.of(request);
    GeoPoint point = new GeoPoint(params.decimal("lat", -90, 90), params.decimal("lng", -180, 180));
    double radiusMeters =
        params.optionalDecimal("radius", 1, SearchRoutes.MAX_RADIUS_METERS).orElse(RADIUS_METERS);
    int limit = params.optionalInteger("limit", 1, Suggestions.MAX_LIMIT).orElse(LIMIT);
    String typed = params.optionalString("q", RestaurantQuery.MAX_TEXT_LENGTH).orElse("");
    List<Suggestion> found = index.suggest(point, radiusMeters, typed, limit);
    Json.send(
        response, Status.OK_200, new Suggested(found.stream().map(SuggestRoutes::view).toList()));
  }

  private static View view(Suggestion suggestion) {
    return new View(
        suggestion.kind().name(),
        suggestion.text(),
        suggestion.id().map(RestaurantId::value),
        suggestion.restaurants());
  }
}
