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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A query of the log as OpenSearch is asked it: each word in the best of three fields, fuzzy only
 * where a slip is known, the circle and filters without a score, then distance, rating and
 * popularity. With facets, the filters stand behind them, and each is counted with the others', all
 * that no filter is of together.
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
    match.putArray("fields").add("name^3").add("cuisines^2.5").add("menu");
    match.put("type", "best_fields");
    match.put("tie_breaker", 0.1);
    if (word.slipped()) {
      match.put("fuzziness", 1);
    }
    return anywhere;
  }

  private void putFilters(Filters wanted) {
    if (!wanted.cuisines().isEmpty()) {
      filters.put(Facet.CUISINES, anyOf("cuisine_key", wanted.cuisines().stream()));
    }
    if (wanted.vegOnly()) {
      filters.put(Facet.VEG, term("veg", "true"));
    }
    if (wanted.minRating() > 0) {
      filters.put(Facet.RATING, term("rating_at_least", Double.toString(wanted.minRating())));
    }
    if (wanted.maxPriceLevel() < Restaurant.MAX_PRICE_LEVEL) {
      filters.put(
          Facet.PRICE,
          anyOf(
              "price_level",
              IntStream.rangeClosed(1, wanted.maxPriceLevel()).mapToObj(Integer::toString)));
    }
    if (wanted.openOnly()) {
      filters.put(Facet.OPEN, open());
    }
    if (wanted.deliversHere()) {
      filters.put(Facet.DELIVERS, delivers());
    }
  }

  private ObjectNode facets() {
    Map<Facet, ObjectNode> counts = counts();
    ObjectNode facets = JSON.createObjectNode();
    ObjectNode ofAll = filters.isEmpty() ? facets : within(facets, "all", filters);
    counts.forEach((facet, count) -> {
      if (!filters.containsKey(facet)) {
        ofAll.set(facet.name(), count);
      } else if (filters.size() == 1) {
        facets.set(facet.name(), count);
      } else {
        Map<Facet, ObjectNode> others = new EnumMap<>(filters);
        others.remove(facet);
        within(facets, "all_but_" + facet.name(), others).set(facet.name(), count);
      }
    });
    return facets;
  }

  /** A place for what is counted of those that pass the filters. */
  private static ObjectNode within(ObjectNode facets, String name, Map<Facet, ObjectNode> filters) {
    ObjectNode filtered = facets.putObject(name);
    filtered.set("filter", all(filters));
    return filtered.putObject("aggs");
  }

  /** What each facet counts, from columns where it can. */
  private Map<Facet, ObjectNode> counts() {
    Map<Facet, ObjectNode> counts = new EnumMap<>(Facet.class);
    counts.put(Facet.CUISINES, terms("cuisine_key"));
    counts.put(Facet.VEG, terms("veg"));
    counts.put(Facet.FREE_DELIVERY, terms("free_delivery"));
    counts.put(Facet.RATING, terms("rating_at_least"));
    counts.put(Facet.PRICE, terms("price_level"));
    ObjectNode open = JSON.createObjectNode();
    open.set("filter", open());
    counts.put(Facet.OPEN, open);
    // of each radius those within it, which the client adds
    ObjectNode delivers = terms("delivery_radius");
    ObjectNode distance =
        delivers.putObject("aggs").putObject("distance").putObject("geo_distance");
    distance.put("field", "point").set("origin", place(query.point()));
    ArrayNode radii = distance.putArray("ranges");
    radii().forEach(meters -> radii.addObject().put("to", meters));
    counts.put(Facet.DELIVERS, delivers);
    return counts;
  }

  private static ObjectNode terms(String field) {
    ObjectNode terms = JSON.createObjectNode();
    terms.putObject("terms").put("field", field).put("size", 200);
    return terms;
  }

  private static ObjectNode all(Map<Facet, ObjectNode> filters) {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode each = all.putObject("bool").putArray("filter");
    filters.values().forEach(each::add);
    return all;
  }

  private static ObjectNode open() {
    return term("open_hours", Integer.toString(WeekMinutes.of(QueryLog.AT) / 60));
  }

  /** Those that deliver as far as the circle reaches, and nearer ones by their own radius. */
  private ObjectNode delivers() {
    ObjectNode delivers = JSON.createObjectNode();
    ArrayNode any = delivers.putObject("bool").putArray("should");
    any.add(
        anyOf(
            "delivery_radius",
            radii().filter(meters -> meters >= query.radiusMeters()).mapToObj(Integer::toString)));
    radii()
        .filter(meters -> meters < query.radiusMeters())
        .forEach(meters -> {
          ArrayNode both = any.addObject().putObject("bool").putArray("filter");
          both.add(term("delivery_radius", Integer.toString(meters)));
          both.add(within(meters));
        });
    return delivers;
  }

  private static IntStream radii() {
    return MadeUpRestaurants.DELIVERY_KILOMETRES.stream()
        .mapToInt(kilometres -> 1_000 * kilometres);
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

  private static ObjectNode term(String field, String value) {
    ObjectNode term = JSON.createObjectNode();
    term.putObject("term").put(field, value);
    return term;
  }

  private static ObjectNode anyOf(String field, Stream<String> values) {
    ObjectNode anyOf = JSON.createObjectNode();
    ArrayNode terms = anyOf.putObject("terms").putArray(field);
    values.forEach(terms::add);
    return anyOf;
  }
}
