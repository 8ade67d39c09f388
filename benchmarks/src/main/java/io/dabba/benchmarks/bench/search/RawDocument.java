package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.bench.search.WeekMinutes.Span;
import io.dabba.search.MenuItem;
import io.dabba.search.Ranking;
import io.dabba.search.Restaurant;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.geo.GeoEncodingUtils;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BitUtil;
import org.apache.lucene.util.BytesRef;

/**
 * A restaurant as somebody would index it for these queries with Lucene alone: texts without
 * positions, each number in doc values of its own, what a hit shows in one row, everything sorted
 * along a Morton curve.
 */
final class RawDocument {
  static final String NAME = "name";
  static final String CUISINES = "cuisines";
  static final String MENU = "menu";
  static final String POINT = "point";
  static final String ID = "id";
  static final String LAT = "lat";
  static final String LNG = "lng";
  static final String RATING = "rating";
  static final String WEIGHTED_RATING = "weightedRating";
  static final String POPULARITY = "popularity";
  static final String PRICE_LEVEL = "priceLevel";
  static final String FLAGS = "flags";
  static final String HOURS = "hours";
  static final String DELIVERY_RADIUS = "deliveryRadius";
  static final String CUISINE = "cuisine";
  static final String ROW = "row";

  /** Between the folded and the shown name of a cuisine. */
  static final char SEPARATOR = '\u001f';

  static final int VEG = 1;
  static final int OPEN = 2;
  static final int FREE = 4;

  static final Sort ORDER = new Sort(new SortField("place", SortField.Type.LONG));

  private static final FieldType TEXT = text();

  private RawDocument() {}

  static Document of(Restaurant restaurant) {
    Document document = new Document();
    document.add(new Field(NAME, restaurant.name(), TEXT));
    for (String cuisine : restaurant.cuisines()) {
      document.add(new Field(CUISINES, cuisine, TEXT));
      String key = String.join(" ", FoldedWords.of(cuisine));
      document.add(new SortedSetDocValuesField(CUISINE, new BytesRef(key + SEPARATOR + cuisine)));
    }
    for (MenuItem item : restaurant.menu()) {
      for (int times = item.popular() ? 2 : 1; times > 0; times--) {
        document.add(new Field(MENU, item.name(), TEXT));
      }
    }
    addPlace(document, restaurant);
    document.add(new SortedDocValuesField(ID, new BytesRef(restaurant.id().value())));
    document.add(new DoubleDocValuesField(RATING, restaurant.rating()));
    document.add(
        new DoubleDocValuesField(
            WEIGHTED_RATING,
            Ranking.DEFAULT.weightedRating(restaurant.rating(), restaurant.votes())));
    document.add(new DoubleDocValuesField(POPULARITY, Ranking.popularity(restaurant.popularity())));
    document.add(new NumericDocValuesField(PRICE_LEVEL, restaurant.priceLevel()));
    boolean free = restaurant.deliveryFee().atMeters(1) == 0;
    int flags = (restaurant.veg() ? VEG : 0) | (restaurant.open() ? OPEN : 0) | (free ? FREE : 0);
    document.add(new NumericDocValuesField(FLAGS, flags));
    for (Span span : WeekMinutes.open(restaurant, QueryLog.AT)) {
      document.add(new SortedNumericDocValuesField(HOURS, hours(span.from(), span.to())));
    }
    document.add(new DoubleDocValuesField(DELIVERY_RADIUS, restaurant.deliveryRadiusMeters()));
    document.add(new BinaryDocValuesField(ROW, RawRow.write(restaurant)));
    return document;
  }

  /** Whether a minute lies in hours as they are kept. */
  static boolean isWithin(long hours, int minute) {
    return hours >> Short.SIZE <= minute && minute <= (hours & 0xffff);
  }

  private static long hours(int from, int to) {
    return (long) from << Short.SIZE | to;
  }

  private static void addPlace(Document document, Restaurant restaurant) {
    double lat = restaurant.point().lat();
    double lng = restaurant.point().lng();
    document.add(new LatLonPoint(POINT, lat, lng));
    document.add(new DoubleDocValuesField(LAT, lat));
    document.add(new DoubleDocValuesField(LNG, lng));
    int flipped = Integer.MIN_VALUE;
    long place =
        BitUtil.interleave(
            GeoEncodingUtils.encodeLongitude(lng) ^ flipped,
            GeoEncodingUtils.encodeLatitude(lat) ^ flipped);
    document.add(new NumericDocValuesField("place", place));
  }

  private static FieldType text() {
    FieldType text = new FieldType();
    text.setTokenized(true);
    text.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    text.freeze();
    return text;
  }
}
