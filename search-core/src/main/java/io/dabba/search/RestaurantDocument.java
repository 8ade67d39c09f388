package io.dabba.search;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleDocValuesField;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/**
 * A restaurant as a Lucene document: fields to match, doc values to compute with, stored fields to
 * show. A change of meaning here is a new {@link #SCHEMA}.
 */
final class RestaurantDocument {
  /** The version of the fields; an index of another is refused. */
  static final String SCHEMA = "1";

  static final String ID = "id";
  static final String NAME = "name";
  static final String CUISINES = "cuisines";
  static final String MENU = "menu";

  /** Every word as typed, of name, cuisines and menu: the dictionary for corrections. */
  static final String WORDS = "words";

  static final String POINT = "point";
  static final String LAT = "lat";
  static final String LNG = "lng";
  static final String CUISINE_KEY = "cuisineKey";
  static final String CUISINE_FACET = "cuisineFacet";
  static final String RATING = "rating";
  static final String VOTES = "votes";
  static final String PRICE_LEVEL = "priceLevel";
  static final String DELIVERY_RADIUS = "deliveryRadiusMeters";

  /** The flags that are true. */
  static final String FLAGS = "flags";

  static final String VEG = "veg";
  static final String OPEN = "open";

  /** Between key and shown name of a cuisine facet; keys have letters, digits and spaces only. */
  static final char FACET_SEPARATOR = '\u001f';

  private static final String CITY = "cityId";
  private static final String PREP_TIME = "prepTimeMillis";

  private RestaurantDocument() {}

  static Term idTerm(RestaurantId id) {
    return new Term(ID, id.value());
  }

  static Document of(Restaurant restaurant) {
    Document document = new Document();
    document.add(new StringField(ID, restaurant.id().value(), Field.Store.YES));
    document.add(new SortedDocValuesField(ID, new BytesRef(restaurant.id().value())));
    document.add(new StoredField(CITY, restaurant.cityId().value()));
    document.add(new StoredField(PREP_TIME, restaurant.prepTime().toMillis()));
    addWords(document, restaurant);
    addCuisines(document, restaurant);
    GeoPoint point = restaurant.point();
    document.add(new LatLonPoint(POINT, point.lat(), point.lng()));
    addNumber(document, LAT, point.lat());
    addNumber(document, LNG, point.lng());
    addNumber(document, RATING, restaurant.rating());
    document.add(new DoublePoint(RATING, restaurant.rating()));
    addNumber(document, VOTES, restaurant.votes());
    addNumber(document, PRICE_LEVEL, restaurant.priceLevel());
    document.add(new IntPoint(PRICE_LEVEL, restaurant.priceLevel()));
    addNumber(document, DELIVERY_RADIUS, restaurant.deliveryRadiusMeters());
    if (restaurant.veg()) {
      document.add(new StringField(FLAGS, VEG, Field.Store.YES));
    }
    if (restaurant.open()) {
      document.add(new StringField(FLAGS, OPEN, Field.Store.YES));
    }
    return document;
  }

  private static void addNumber(Document document, String field, double value) {
    document.add(new DoubleDocValuesField(field, value));
    document.add(new StoredField(field, value));
  }

  private static void addWords(Document document, Restaurant restaurant) {
    Set<String> words = new LinkedHashSet<>();
    addText(document, NAME, restaurant.name(), words);
    restaurant.cuisines().forEach(cuisine -> addText(document, CUISINES, cuisine, words));
    restaurant.menu().forEach(item -> addText(document, MENU, item.name(), words));
    document.add(new StoredField(NAME, restaurant.name()));
    words.forEach(word -> document.add(new StringField(WORDS, word, Field.Store.NO)));
  }

  private static void addText(Document document, String field, String text, Set<String> words) {
    document.add(new TextField(field, Word.clean(text), Field.Store.NO));
    Word.all(text).forEach(word -> words.add(word.typed()));
  }

  private static void addCuisines(Document document, Restaurant restaurant) {
    Set<String> keys = new LinkedHashSet<>();
    for (String cuisine : restaurant.cuisines()) {
      document.add(new StoredField(CUISINES, cuisine));
      String key = Cuisines.key(cuisine);
      if (keys.add(key)) {
        document.add(new StringField(CUISINE_KEY, key, Field.Store.NO));
        BytesRef facet = new BytesRef(key + FACET_SEPARATOR + cuisine.strip());
        document.add(new SortedSetDocValuesField(CUISINE_FACET, facet));
      }
    }
  }

  static RestaurantHit hit(Document stored, GeoPoint from, double score) {
    GeoPoint point = new GeoPoint(number(stored, LAT), number(stored, LNG));
    double distanceMeters = from.distanceMeters(point);
    List<String> flags = List.of(stored.getValues(FLAGS));
    return new RestaurantHit(
        new RestaurantId(stored.get(ID)),
        new CityId(stored.get(CITY)),
        stored.get(NAME),
        point,
        distanceMeters,
        List.of(stored.getValues(CUISINES)),
        number(stored, RATING),
        (int) number(stored, VOTES),
        (int) number(stored, PRICE_LEVEL),
        flags.contains(VEG),
        flags.contains(OPEN),
        distanceMeters <= number(stored, DELIVERY_RADIUS),
        Duration.ofMillis((long) number(stored, PREP_TIME)),
        score);
  }

  private static double number(Document stored, String field) {
    IndexableField value = stored.getField(field);
    return value.numericValue().doubleValue();
  }
}
