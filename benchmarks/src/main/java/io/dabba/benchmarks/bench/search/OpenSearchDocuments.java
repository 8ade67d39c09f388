package io.dabba.benchmarks.bench.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dabba.benchmarks.bench.search.WeekMinutes.Span;
import io.dabba.search.MenuItem;
import io.dabba.search.Ranking;
import io.dabba.search.Restaurant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Restaurants as OpenSearch has them, as favourably as its mapping allows: what does not change
 * with a query is computed before; ratings, price levels, radii and the hours in which one is open
 * are terms, which beat ranges; menus are not kept in the source, nothing has positions.
 */
final class OpenSearchDocuments {
  static final ObjectMapper JSON = new ObjectMapper();

  /** What is filtered by and counted. */
  static final List<Double> RATINGS = List.of(3.0, 3.5, 4.0, 4.5);

  /** One shard, no copy, no refresh until all is in. */
  static final String INDEX =
      """
      {"settings": {"index": {"number_of_shards": 1, "number_of_replicas": 0,
                              "refresh_interval": "-1", "translog.durability": "async"}},
       "mappings": {"dynamic": "strict",
        "_source": {"excludes": ["menu", "cuisine_key", "rating_at_least", "weighted_rating",
                     "popularity", "open_hours"]},
        "properties": {
         "name": {"type": "text", "index_options": "freqs"},
         "cuisines": {"type": "text", "index_options": "freqs"},
         "cuisine_key": {"type": "keyword"},
         "menu": {"type": "text", "index_options": "freqs"},
         "point": {"type": "geo_point"},
         "rating_at_least": {"type": "keyword"},
         "weighted_rating": {"type": "double"},
         "popularity": {"type": "double"},
         "price_level": {"type": "keyword"},
         "veg": {"type": "boolean"},
         "open_hours": {"type": "keyword", "doc_values": false},
         "delivery_radius": {"type": "keyword"},
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
    ArrayNode ratings = document.putArray("rating_at_least");
    for (double rating : RATINGS) {
      if (restaurant.rating() >= rating) {
        ratings.add(Double.toString(rating));
      }
    }
    document.put(
        "weighted_rating", Ranking.DEFAULT.weightedRating(restaurant.rating(), restaurant.votes()));
    document.put("popularity", Ranking.popularity(restaurant.popularity()));
    document.put("price_level", Integer.toString(restaurant.priceLevel()));
    document.put("veg", restaurant.veg());
    ArrayNode openHours = document.putArray("open_hours");
    for (int hour : openHours(restaurant)) {
      openHours.add(Integer.toString(hour));
    }
    document.put("delivery_radius", Integer.toString((int) restaurant.deliveryRadiusMeters()));
    document.put("free_delivery", restaurant.deliveryFee().atMeters(1) == 0);
    document
        .putObject("shown")
        .put("city", restaurant.cityId().value())
        .put("rating", restaurant.rating())
        .put("votes", restaurant.votes())
        .put("fee_base", restaurant.deliveryFee().baseMinor())
        .put("fee_per_kilometre", restaurant.deliveryFee().perKilometreMinor())
        .put("prep_minutes", restaurant.prepTime().toMinutes());
    return document;
  }

  /** The hours of a week in which it is open; what is made up opens and closes with the hour. */
  private static SortedSet<Integer> openHours(Restaurant restaurant) {
    SortedSet<Integer> hours = new TreeSet<>();
    if (restaurant.open()) {
      for (Span span : WeekMinutes.open(restaurant, QueryLog.AT)) {
        for (int hour = span.from() / 60; hour <= span.to() / 60; hour++) {
          hours.add(hour);
        }
      }
    }
    return hours;
  }
}
