package io.dabba.benchmarks.bench.search;

import io.dabba.geo.GeoPoint;
import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;

/** The doc values of one segment, read document by document in order. For one thread. */
final class RawColumns {
  private final NumericDocValues lat;
  private final NumericDocValues lng;
  private final NumericDocValues rating;
  private final NumericDocValues weightedRating;
  private final NumericDocValues popularity;
  private final NumericDocValues priceLevel;
  private final NumericDocValues flags;
  private final NumericDocValues deliveryRadius;
  private final SortedNumericDocValues hours;
  private final SortedSetDocValues cuisines;
  private final SortedDocValues ids;

  RawColumns(LeafReader reader) throws IOException {
    lat = DocValues.getNumeric(reader, RawDocument.LAT);
    lng = DocValues.getNumeric(reader, RawDocument.LNG);
    rating = DocValues.getNumeric(reader, RawDocument.RATING);
    weightedRating = DocValues.getNumeric(reader, RawDocument.WEIGHTED_RATING);
    popularity = DocValues.getNumeric(reader, RawDocument.POPULARITY);
    priceLevel = DocValues.getNumeric(reader, RawDocument.PRICE_LEVEL);
    flags = DocValues.getNumeric(reader, RawDocument.FLAGS);
    deliveryRadius = DocValues.getNumeric(reader, RawDocument.DELIVERY_RADIUS);
    hours = DocValues.getSortedNumeric(reader, RawDocument.HOURS);
    cuisines = DocValues.getSortedSet(reader, RawDocument.CUISINE);
    ids = DocValues.getSorted(reader, RawDocument.ID);
  }

  static BinaryDocValues rows(LeafReader reader) throws IOException {
    return DocValues.getBinary(reader, RawDocument.ROW);
  }

  SortedSetDocValues cuisines() {
    return cuisines;
  }

  GeoPoint point(int document) throws IOException {
    return new GeoPoint(number(lat, document), number(lng, document));
  }

  double rating(int document) throws IOException {
    return number(rating, document);
  }

  double weightedRating(int document) throws IOException {
    return number(weightedRating, document);
  }

  double popularity(int document) throws IOException {
    return number(popularity, document);
  }

  double deliveryRadiusMeters(int document) throws IOException {
    return number(deliveryRadius, document);
  }

  int priceLevel(int document) throws IOException {
    return (int) bits(priceLevel, document);
  }

  int flags(int document) throws IOException {
    return (int) bits(flags, document);
  }

  int idOrdinal(int document) throws IOException {
    ids.advanceExact(document);
    return ids.ordValue();
  }

  /** Puts the ordinals of its cuisines into an array that is large enough; how many. */
  int cuisines(int document, int[] ordinals) throws IOException {
    if (!cuisines.advanceExact(document)) {
      return 0;
    }
    int count = cuisines.docValueCount();
    for (int i = 0; i < count; i++) {
      ordinals[i] = (int) cuisines.nextOrd();
    }
    return count;
  }

  boolean isWithinHours(int document, int minute) throws IOException {
    if (hours.advanceExact(document)) {
      for (int i = hours.docValueCount(); i > 0; i--) {
        if (RawDocument.isWithin(hours.nextValue(), minute)) {
          return true;
        }
      }
    }
    return false;
  }

  private static double number(NumericDocValues values, int document) throws IOException {
    return Double.longBitsToDouble(bits(values, document));
  }

  private static long bits(NumericDocValues values, int document) throws IOException {
    if (!values.advanceExact(document)) {
      throw new IllegalStateException("document=%d lacks a number".formatted(document));
    }
    return values.longValue();
  }
}
