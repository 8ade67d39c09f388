package io.dabba.benchmarks.bench.search;

import static io.dabba.benchmarks.bench.search.OpenSearchDocuments.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dabba.benchmarks.bench.search.LoggedQuery.TypedWord;
import io.dabba.geo.GeoPoint;
import io.dabba.search.Filters;
import io.dabba.search.Ranking;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantQuery;
import java.util.EnumMap;
import java.util.Map;

/**
 * A query of the log as OpenSearch is asked it: each word in the best of three fields, fuzzy only
 * where a slip is known, the circle and filters without a score, then distance, rating and
 * popularity. With facets, the filters stand behind them, and each is counted with the others'.
 */
final class OpenSearchQuery {
  private static final Ranking RANKING = Ranking.DEFAULT;

  private final LoggedQuery logged;
  private final RestaurantQuery query;
  private final Map<Facet, ObjectNode> filters = new EnumMap<>(Facet.class);

  /** What can be filtered by and is counted. */
  private enum Facet {
    CUISINES,
    VEG,
    RATING,
    PRICE,
    OPEN,
    DELIVERS,
    FREE_DELIVERY
  }

  private OpenSearchQuery(LoggedQuery logged) {
    this.logged = logged;
    this.query = logged.query();
    putFilters(query.filters());
  }

  static String json(LoggedQuery logged) {
    try {
      return JSON.writeValueAsString(new OpenSearchQuery(logged).request());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  private ObjectNode request() {
    ObjectNode request = JSON.createObjectNode();
    request.put("size", query.limit());
    request.put("track_total_hits", true);
    request.set("query", scored());
    if (logged.facets()) {
      if (!filters.isEmpty()) {
        request.set("post_filter", all(filters));
      }
      request.set("aggs", facets());
    }
    return request;
  }

  private ObjectNode scored() {
    ObjectNode near = JSON.createObjectNode();
    ObjectNode distance = near.putObject("function_score");
    distance.set("query", matches());
    ObjectNode gauss = distance.putObject("gauss");
    gauss
        .putObject("point")
        .put("scale", RANKING.halfDistanceMeters() + "m")
        .put("decay", 0.5)
        .set("origin", place(query.point()));
    distance.put("boost_mode", "multiply");
    ObjectNode scored = JSON.createObjectNode();
    ObjectNode sum = scored.putObject("function_score");
    sum.set("query", near);
    ArrayNode functions = sum.putArray("functions");
    addFactor(functions, "weighted_rating", RANKING.ratingWeight() / Restaurant.MAX_RATING);
    addFactor(functions, "popularity", RANKING.popularityWeight());
    sum.put("score_mode", "sum");
    sum.put("boost_mode", "sum");
    return scored;
  }

  private static void addFactor(ArrayNode functions, String field, double factor) {
    functions.addObject().putObject("field_value_factor").put("field", field).put("factor", factor);
  }

  private ObjectNode matches() {
    ObjectNode matches = JSON.createObjectNode();
    ObjectNode bool = matches.putObject("bool");
    ArrayNode must = bool.putArray("must");
    logged.words().forEach(word -> must.add(anywhere(word)));
    ArrayNode filter = bool.putArray("filter");
    filter.add(within(query.radiusMeters()));
    if (!logged.facets()) {
      filters.values().forEach(filter::add);
    }
    return matches;
  }

  private static ObjectNode anywhere(TypedWord word) {
    ObjectNode anywhere = JSON.createObjectNode();
    ObjectNode match = anywhere.putObject("multi_match");
    match.put("query", word.typed());
    match.putArray("fields").add("name^3").add("cuisines^2").add("menu");
    match.put("type", "best_fields");
    match.put("tie_breaker", 0.1);
    if (word.slipped()) {
      match.put("fuzziness", 1);
    }
    return anywhere;
  }

  private void putFilters(Filters wanted) {
    if (!wanted.cuisines().isEmpty()) {
      ObjectNode cuisines = JSON.createObjectNode();
      ArrayNode keys = cuisines.putObject("terms").putArray("cuisine_key");
      wanted.cuisines().forEach(keys::add);
      filters.put(Facet.CUISINES, cuisines);
    }
    if (wanted.vegOnly()) {
      filters.put(Facet.VEG, term("veg", true));
    }
    if (wanted.minRating() > 0) {
      filters.put(Facet.RATING, range("rating", "gte", wanted.minRating()));
    }
    if (wanted.maxPriceLevel() < Restaurant.MAX_PRICE_LEVEL) {
      filters.put(Facet.PRICE, range("price_level", "lte", wanted.maxPriceLevel()));
    }
    if (wanted.openOnly()) {
      filters.put(Facet.OPEN, open());
    }
    if (wanted.deliversHere()) {
      filters.put(Facet.DELIVERS, delivers());
    }
  }

  private ObjectNode facets() {
    ObjectNode facets = JSON.createObjectNode();
    ObjectNode cuisines = JSON.createObjectNode();
    cuisines.putObject("terms").put("field", "cuisine_key").put("size", 200);
    addFacet(facets, Facet.CUISINES, cuisines);
    addFacet(facets, Facet.VEG, count(term("veg", true)));
    ObjectNode ratings = JSON.createObjectNode();
    ArrayNode least = ratings.putObject("range").put("field", "rating").putArray("ranges");
    for (double rating : new double[] {3, 3.5, 4, 4.5}) {
      least.addObject().put("from", rating);
    }
    addFacet(facets, Facet.RATING, ratings);
    ObjectNode prices = JSON.createObjectNode();
    ArrayNode most = prices.putObject("range").put("field", "price_level").putArray("ranges");
    for (int level = 1; level <= Restaurant.MAX_PRICE_LEVEL; level++) {
      most.addObject().put("to", level + 1);
    }
    addFacet(facets, Facet.PRICE, prices);
    addFacet(facets, Facet.OPEN, count(open()));
    addFacet(facets, Facet.DELIVERS, count(delivers()));
    addFacet(facets, Facet.FREE_DELIVERY, count(term("free_delivery", true)));
    return facets;
  }

  private void addFacet(ObjectNode facets, Facet facet, ObjectNode counted) {
    Map<Facet, ObjectNode> others = new EnumMap<>(Facet.class);
    others.putAll(filters);
    others.remove(facet);
    String name = facet.name();
    if (others.isEmpty()) {
      facets.set(name, counted);
    } else {
      ObjectNode nearMiss = facets.putObject(name);
      nearMiss.set("filter", all(others));
      nearMiss.putObject("aggs").set(name, counted);
    }
  }

  private static ObjectNode count(ObjectNode filter) {
    ObjectNode count = JSON.createObjectNode();
    count.set("filter", filter);
    return count;
  }

  private static ObjectNode all(Map<Facet, ObjectNode> filters) {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode each = all.putObject("bool").putArray("filter");
    filters.values().forEach(each::add);
    return all;
  }

  private static ObjectNode open() {
    ObjectNode open = JSON.createObjectNode();
    ArrayNode both = open.putObject("bool").putArray("filter");
    both.add(term("open", true));
    both.addObject().putObject("term").put("hours", WeekMinutes.of(QueryLog.AT));
    return open;
  }

  /** Those that deliver as far as the circle reaches, and nearer ones by their own radius. */
  private ObjectNode delivers() {
    ObjectNode delivers = JSON.createObjectNode();
    ArrayNode any = delivers.putObject("bool").putArray("should");
    any.add(range("delivery_radius", "gte", query.radiusMeters()));
    for (int kilometres : MadeUpRestaurants.DELIVERY_KILOMETRES) {
      int meters = 1_000 * kilometres;
      if (meters < query.radiusMeters()) {
        ArrayNode both = any.addObject().putObject("bool").putArray("filter");
        both.addObject().putObject("term").put("delivery_radius", meters);
        both.add(within(meters));
      }
    }
    return delivers;
  }

  private ObjectNode within(double meters) {
    ObjectNode within = JSON.createObjectNode();
    within
        .putObject("geo_distance")
        .put("distance", meters + "m")
        .set("point", place(query.point()));
    return within;
  }

  private static ObjectNode place(GeoPoint point) {
    return JSON.createObjectNode().put("lat", point.lat()).put("lon", point.lng());
  }

  private static ObjectNode term(String field, boolean value) {
    ObjectNode term = JSON.createObjectNode();
    term.putObject("term").put(field, value);
    return term;
  }

  private static ObjectNode range(String field, String bound, double value) {
    ObjectNode range = JSON.createObjectNode();
    range.putObject("range").putObject(field).put(bound, value);
    return range;
  }
}
