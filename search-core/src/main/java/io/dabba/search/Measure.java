package io.dabba.search;

import io.dabba.geo.GeoPoint;
import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.IndexSearcher;

/**
 * A number computed of a restaurant's own numbers, exactly as they were put. Filters, sorts and the
 * score are all such measures. Equal to itself only, hence never cached.
 */
final class Measure extends DoubleValuesSource {
  /** What is computed; the text score is 0 unless the measure needs it. */
  interface Formula {
    double of(Numbers numbers, double textScore) throws IOException;
  }

  private final Formula formula;
  private final boolean needsScores;

  private Measure(Formula formula, boolean needsScores) {
    this.formula = formula;
    this.needsScores = needsScores;
  }

  static Measure distanceMeters(GeoPoint from) {
    return new Measure((numbers, text) -> from.distanceMeters(numbers.point()), false);
  }

  /** How far the point lies past the delivery radius; 0 and less is within. */
  static Measure pastDeliveryMeters(GeoPoint door) {
    return new Measure(
        (numbers, text) -> {
          double distanceMeters = door.distanceMeters(numbers.point());
          return distanceMeters <= numbers.deliveryRadiusMeters() ? 0 : 1;
        },
        false);
  }

  static Measure weightedRating(Ranking ranking) {
    return new Measure(
        (numbers, text) -> ranking.weightedRating(numbers.rating(), numbers.votes()), false);
  }

  static Measure priceLevel() {
    return new Measure((numbers, text) -> numbers.priceLevel(), false);
  }

  /** The score by a ranking, around a query whose score is the text's. */
  static Measure score(Ranking ranking, GeoPoint from, int words) {
    return new Measure(
        (numbers, text) ->
            ranking.score(
                Ranking.relevance(text, words),
                from.distanceMeters(numbers.point()),
                numbers.rating(),
                numbers.votes()),
        words > 0);
  }

  @Override
  public DoubleValues getValues(LeafReaderContext leaf, DoubleValues scores) throws IOException {
    Numbers numbers = new Numbers(leaf);
    return new DoubleValues() {
      @Override
      public double doubleValue() throws IOException {
        return formula.of(numbers, needsScores ? scores.doubleValue() : 0);
      }

      @Override
      public boolean advanceExact(int document) throws IOException {
        numbers.document = document;
        return !needsScores || scores.advanceExact(document);
      }
    };
  }

  @Override
  public boolean needsScores() {
    return needsScores;
  }

  @Override
  public DoubleValuesSource rewrite(IndexSearcher searcher) {
    return this;
  }

  @Override
  public boolean isCacheable(LeafReaderContext leaf) {
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "measure";
  }

  /** The numbers of one document at a time, read when asked for. */
  static final class Numbers {
    private final NumericDocValues lat;
    private final NumericDocValues lng;
    private final NumericDocValues rating;
    private final NumericDocValues votes;
    private final NumericDocValues priceLevel;
    private final NumericDocValues deliveryRadius;
    private int document;

    private Numbers(LeafReaderContext leaf) throws IOException {
      lat = DocValues.getNumeric(leaf.reader(), RestaurantDocument.LAT);
      lng = DocValues.getNumeric(leaf.reader(), RestaurantDocument.LNG);
      rating = DocValues.getNumeric(leaf.reader(), RestaurantDocument.RATING);
      votes = DocValues.getNumeric(leaf.reader(), RestaurantDocument.VOTES);
      priceLevel = DocValues.getNumeric(leaf.reader(), RestaurantDocument.PRICE_LEVEL);
      deliveryRadius = DocValues.getNumeric(leaf.reader(), RestaurantDocument.DELIVERY_RADIUS);
    }

    GeoPoint point() throws IOException {
      return new GeoPoint(read(lat), read(lng));
    }

    double rating() throws IOException {
      return read(rating);
    }

    int votes() throws IOException {
      return (int) read(votes);
    }

    double priceLevel() throws IOException {
      return read(priceLevel);
    }

    double deliveryRadiusMeters() throws IOException {
      return read(deliveryRadius);
    }

    private double read(NumericDocValues values) throws IOException {
      if (!values.advanceExact(document)) {
        throw new IllegalStateException("document=%d lacks a number".formatted(document));
      }
      return Double.longBitsToDouble(values.longValue());
    }
  }
}
