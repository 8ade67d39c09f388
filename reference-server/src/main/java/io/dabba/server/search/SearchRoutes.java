package io.dabba.server.search;

import io.dabba.geo.GeoPoint;
import io.dabba.search.Correction;
import io.dabba.search.CuisineCount;
import io.dabba.search.Facets;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantHit;
import io.dabba.search.RestaurantHits;
import io.dabba.search.RestaurantQuery;
import io.dabba.search.RestaurantQueryBuilder;
import io.dabba.search.SortBy;
import io.dabba.server.customers.Tastes;
import io.dabba.server.http.Json;
import io.dabba.server.http.QueryParams;
import io.dabba.server.images.ImageUrls;
import io.dabba.server.security.Authentication;
import io.dabba.server.security.Principal;
import io.dabba.server.security.Role;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The search for restaurants, over HTTP. */
public final class SearchRoutes implements HttpService {
  static final double MAX_RADIUS_METERS = 50_000;

  private static final int MAX_CUISINES = 20;
  private static final int MAX_CURSOR_LENGTH = 500;
  private static final int MAX_INSTANT_LENGTH = 40;

  private final Authentication authentication;
  private final SearchIndex index;
  private final ImageUrls images;
  private final Tastes tastes;
  private final InstantSource clock;

  public SearchRoutes(
      Authentication authentication,
      SearchIndex index,
      ImageUrls images,
      Tastes tastes,
      InstantSource clock) {
    this.authentication = authentication;
    this.index = index;
    this.images = images;
    this.tastes = tastes;
    this.clock = clock;
  }

  private record HitView(
      String id,
      String name,
      double lat,
      double lng,
      long distanceMeters,
      long etaMinutes,
      List<String> cuisines,
      double rating,
      int votes,
      int priceLevel,
      boolean veg,
      boolean open,
      boolean delivers,
      long deliveryFeeMinor,
      Optional<String> image) {}

  /** How many there would be with another value of a filter; named by the parameters. */
  private record FacetsView(
      Map<String, Integer> cuisines,
      int veg,
      Map<Double, Integer> minRating,
      Map<Integer, Integer> maxPrice,
      int openNow,
      int delivers,
      int freeDelivery) {}

  private record Found(
      int total,
      List<HitView> restaurants,
      FacetsView facets,
      Map<String, String> corrections,
      List<String> ignored,
      Optional<String> cursor) {}

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/restaurants", this::search);
  }

  private void search(ServerRequest request, ServerResponse response) {
    Principal caller = authentication.require(request);
    QueryParams params = QueryParams.of(request);
    RestaurantQuery query = query(params, caller);
    RestaurantHits hits =
        params
            .optionalValue("cursor", MAX_CURSOR_LENGTH, cursor -> index.search(query))
            .orElseGet(() -> index.search(query));
    Json.send(
        response,
        Status.OK_200,
        new Found(
            hits.total(),
            hits.hits().stream().map(this::view).toList(),
            view(hits.facets()),
            hits.corrections().stream()
                .collect(
                    Collectors.toMap(Correction::typed, Correction::used, (first, again) -> first)),
            hits.ignored(),
            hits.nextCursor()));
  }

  private RestaurantQuery query(QueryParams params, Principal caller) {
    GeoPoint point = new GeoPoint(params.decimal("lat", -90, 90), params.decimal("lng", -180, 180));
    RestaurantQueryBuilder query =
        RestaurantQuery.near(point)
            .text(params.optionalString("q", RestaurantQuery.MAX_TEXT_LENGTH).orElse(""))
            .cuisines(
                new LinkedHashSet<>(
                    params.strings("cuisine", MAX_CUISINES, Restaurant.MAX_CUISINE_LENGTH)))
            .vegOnly(params.optionalBool("veg").orElse(false))
            .deliversHere(params.optionalBool("delivers").orElse(false))
            .taste(caller.role() == Role.CUSTOMER ? tastes.of(caller.subject()) : Map.of())
            .sort(params.optionalEnum("sort", SortBy.class).orElse(SortBy.RELEVANCE));
    params.optionalDecimal("radius", 0, MAX_RADIUS_METERS).ifPresent(query::radiusMeters);
    params.optionalDecimal("minRating", 0, Restaurant.MAX_RATING).ifPresent(query::minRating);
    params
        .optionalInteger("maxPrice", 1, Restaurant.MAX_PRICE_LEVEL)
        .ifPresent(query::maxPriceLevel);
    params
        .optionalInteger("maxDeliveryFee", 0, Integer.MAX_VALUE)
        .ifPresent(query::maxDeliveryFeeMinor);
    Optional<Instant> openAt =
        params.optionalValue("openAt", MAX_INSTANT_LENGTH, SearchRoutes::instant);
    query
        .at(openAt.orElseGet(clock::instant))
        .openOnly(openAt.isPresent() || params.optionalBool("openNow").orElse(false));
    params.optionalInteger("limit", 1, RestaurantQuery.MAX_LIMIT).ifPresent(query::limit);
    params.optionalString("cursor", MAX_CURSOR_LENGTH).ifPresent(query::cursor);
    return query.build();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not an instant such as 2026-11-22T12:00:00Z", e);
    }
  }

  private static FacetsView view(Facets facets) {
    return new FacetsView(
        facets.cuisines().stream()
            .collect(Collectors.toMap(CuisineCount::cuisine, CuisineCount::count)),
        facets.vegOnly(),
        facets.minRating(),
        facets.maxPriceLevel(),
        facets.openOnly(),
        facets.deliversHere(),
        facets.freeDelivery());
  }

  private HitView view(RestaurantHit hit) {
    return new HitView(
        hit.id().value(),
        hit.name(),
        hit.point().lat(),
        hit.point().lng(),
        Math.round(hit.distanceMeters()),
        hit.eta().plusSeconds(59).toMinutes(),
        hit.cuisines(),
        hit.rating(),
        hit.votes(),
        hit.priceLevel(),
        hit.veg(),
        hit.open(),
        hit.delivers(),
        hit.deliveryFeeMinor(),
        hit.image().map(images::shown));
  }
}
