package io.dabba.benchmarks.bench.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dabba.benchmarks.bench.search.WeekMinutes.Span;
import io.dabba.search.MenuItem;
import io.dabba.search.Ranking;
import io.dabba.search.Restaurant;

/**
 * Restaurants as OpenSearch has them, as favourably as its mapping allows: what does not change
 * with a query is computed before, menus are not kept in the source, nothing has positions.
 */
final class OpenSearchDocuments {
  static final ObjectMapper JSON = new ObjectMapper();

  /** One shard, no copy, no refresh until all is in. */
  static final String INDEX =
      """
      {"settings": {"index": {"number_of_shards": 1, "number_of_replicas": 0,
                              "refresh_interval": "-1", "translog.durability": "async"}},
       "mappings": {"dynamic": "strict",
        "_source": {"excludes": ["menu", "cuisine_key", "weighted_rating",
                     "popularity", "hours"]},
        "properties": {
         "name": {"type": "text", "index_options": "freqs"},
         "cuisines": {"type": "text", "index_options": "freqs"},
         "cuisine_key": {"type": "keyword"},
         "menu": {"type": "text", "index_options": "freqs"},
         "point": {"type": "geo_point"},
         "rating": {"type": "double"},
         "weighted_rating": {"type": "double"},
         "popularity": {"type": "double"},
         "price_level": {"type": "byte"},
         "veg": {"type": "boolean"},
         "open": {"type": "boolean"},
         "hours": {"type": "integer_range"},
         "delivery_radius": {"type": "integer"},
         "free_delivery": {"type": "boolean"},
         "shown": {"type": "object", "enabled": false}}}}
      """;

  private OpenSearchDocuments() {}

  /** The two lines with which a bulk request indexes it. */
  static String bulkLines(Restaurant restaurant) {
    String action = "{\"index\":{\"_id\":\"%s\"}}".formatted(restaurant.id().value());
    try {
      return action + "\n" + JSON.writeValueAsString(document(restaurant)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  private static ObjectNode document(Restaurant restaurant) {
    ObjectNode document = JSON.createObjectNode();
    document.put("name", restaurant.name());
    ArrayNode cuisines = document.putArray("cuisines");
    ArrayNode keys = document.putArray("cuisine_key");
    for (String cuisine : restaurant.cuisines()) {
      cuisines.add(cuisine);
      keys.add(String.join(" ", FoldedWords.of(cuisine)));
    }
    ArrayNode menu = document.putArray("menu");
    for (MenuItem item : restaurant.menu()) {
      menu.add(item.name());
      if (item.popular()) {
        menu.add(item.name());
      }
    }
    document
        .putObject("point")
        .put("lat", restaurant.point().lat())
        .put("lon", restaurant.point().lng());
    document.put("rating", restaurant.rating());
    document.put(
        "weighted_rating", Ranking.DEFAULT.weightedRating(restaurant.rating(), restaurant.votes()));
    document.put("popularity", Ranking.popularity(restaurant.popularity()));
    document.put("price_level", restaurant.priceLevel());
    document.put("veg", restaurant.veg());
    document.put("open", restaurant.open());
    ArrayNode hours = document.putArray("hours");
    for (Span span : WeekMinutes.open(restaurant, QueryLog.AT)) {
      hours.addObject().put("gte", span.from()).put("lte", span.to());
    }
    document.put("delivery_radius", restaurant.deliveryRadiusMeters());
    document.put("free_delivery", restaurant.deliveryFee().atMeters(1) == 0);
    document
        .putObject("shown")
        .put("city", restaurant.cityId().value())
        .put("votes", restaurant.votes())
        .put("fee_base", restaurant.deliveryFee().baseMinor())
        .put("fee_per_kilometre", restaurant.deliveryFee().perKilometreMinor())
        .put("prep_minutes", restaurant.prepTime().toMinutes());
    return document;
  }
}
