package io.dabba.search;

import io.dabba.geo.DistancesFrom;
import io.dabba.geo.GeoPoint;
import io.dabba.search.space.Curve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;

/**
 * The numbers of a segment's restaurants in arrays, by document: what filters, facets and scores
 * are computed from. Read once when a segment is opened; about 90 bytes a restaurant. Immutable.
 */
final class Columns {
  final double[] lat;
  final double[] lng;
  final double[] cosLat;
  final double[] rating;
  final double[] deliveryRadiusMeters;
  final double[] popularity;
  final int[] votes;
  final int[] prepMillis;
  final byte[] priceLevel;
  final boolean[] veg;
  final boolean[] open;

  /** Which of {@link #schedules}. */
  final int[] schedule;

  /** Which of {@link #deliveryFees}. */
  final int[] deliveryFee;

  final List<Schedule> schedules;
  final List<DeliveryFee> deliveryFees;

  /** Each way in which a cuisine is written. */
  final List<String> cuisines;

  /** The key of each. */
  final List<String> cuisineKeys;

  /** Where the cuisines of a document begin in {@link #cuisineOf}; one more than documents. */
  final int[] cuisinesFrom;

  final int[] cuisineOf;

  private Columns(Loader loaded) {
    lat = loaded.lat;
    lng = loaded.lng;
    cosLat = loaded.cosLat;
    rating = loaded.rating;
    deliveryRadiusMeters = loaded.deliveryRadiusMeters;
    popularity = loaded.popularity;
    votes = loaded.votes;
    prepMillis = loaded.prepMillis;
    priceLevel = loaded.priceLevel;
    veg = loaded.veg;
    open = loaded.open;
    schedule = loaded.schedule;
    deliveryFee = loaded.deliveryFee;
    schedules = List.copyOf(loaded.schedules.keySet());
    deliveryFees = List.copyOf(loaded.deliveryFees.keySet());
    cuisines = List.copyOf(loaded.cuisines.keySet());
    cuisineKeys = cuisines.stream().map(Cuisines::key).toList();
    cuisinesFrom = loaded.cuisinesFrom;
    cuisineOf = Arrays.copyOf(loaded.cuisineOf, loaded.cuisinesFrom[lat.length]);
  }

  static Columns load(LeafReader reader) throws IOException {
    Loader loader = new Loader(reader.maxDoc());
    BinaryDocValues rows = reader.getBinaryDocValues(RestaurantDocument.ROW);
    for (int document = 0; document < reader.maxDoc(); document++) {
      if (rows == null || !rows.advanceExact(document)) {
        throw new IllegalStateException("document=%d has no row".formatted(document));
      }
      loader.take(document, RestaurantRow.read(rows.binaryValue()));
    }
    return new Columns(loader);
  }

  /** Those of some restaurants by themselves, numbered in their order. */
  static Columns of(List<RestaurantRow> rows) {
    Loader loader = new Loader(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      loader.take(i, rows.get(i));
    }
    return new Columns(loader);
  }

  double meters(DistancesFrom point, int document) {
    return point.meters(lat[document], lng[document], cosLat[document]);
  }

  GeoPoint point(int document) {
    return new GeoPoint(lat[document], lng[document]);
  }

  /** The first document whose place on the curve is not before this one. */
  int from(long place) {
    int low = 0;
    int high = lat.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Curve.place(lat[middle], lng[middle]) < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static final class Loader {
    private final double[] lat;
    private final double[] lng;
    private final double[] cosLat;
    private final double[] rating;
    private final double[] deliveryRadiusMeters;
    private final double[] popularity;
    private final int[] votes;
    private final int[] prepMillis;
    private final byte[] priceLevel;
    private final boolean[] veg;
    private final boolean[] open;
    private final int[] schedule;
    private final int[] deliveryFee;
    private final Map<Schedule, Integer> schedules = new LinkedHashMap<>();
    private final Map<DeliveryFee, Integer> deliveryFees = new LinkedHashMap<>();
    private final Map<String, Integer> cuisines = new LinkedHashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final int[] cuisinesFrom;
    private int[] cuisineOf;

    Loader(int documents) {
      lat = new double[documents];
      lng = new double[documents];
      cosLat = new double[documents];
      rating = new double[documents];
      deliveryRadiusMeters = new double[documents];
      popularity = new double[documents];
      votes = new int[documents];
      prepMillis = new int[documents];
      priceLevel = new byte[documents];
      veg = new boolean[documents];
      open = new boolean[documents];
      schedule = new int[documents];
      deliveryFee = new int[documents];
      cuisinesFrom = new int[documents + 1];
      cuisineOf = new int[2 * documents];
    }

    void take(int document, RestaurantRow row) {
      lat[document] = row.lat();
      lng[document] = row.lng();
      cosLat[document] = DistancesFrom.cosLat(row.lat());
      rating[document] = row.rating();
      deliveryRadiusMeters[document] = row.deliveryRadiusMeters();
      popularity[document] = Ranking.popularity(row.popularity());
      votes[document] = row.votes();
      prepMillis[document] = row.prepMillis();
      priceLevel[document] = (byte) row.priceLevel();
      veg[document] = row.veg();
      open[document] = row.open();
      schedule[document] = number(schedules, row.schedule());
      deliveryFee[document] = number(deliveryFees, row.deliveryFee());
      takeCuisines(document, row.cuisines());
    }

    /** Those that differ only in case or diacritics are one, as written first. */
    private void takeCuisines(int document, List<String> names) {
      int end = cuisinesFrom[document];
      List<String> taken = new ArrayList<>(names.size());
      for (String name : names) {
        String shown = name.strip();
        String key = keys.computeIfAbsent(shown, Cuisines::key);
        if (!taken.contains(key)) {
          taken.add(key);
          if (end == cuisineOf.length) {
            cuisineOf = Arrays.copyOf(cuisineOf, 2 * end + 8);
          }
          cuisineOf[end++] = number(cuisines, shown);
        }
      }
      cuisinesFrom[document + 1] = end;
    }

    private static <T> int number(Map<T, Integer> numbers, T value) {
      Integer number = numbers.get(value);
      if (number == null) {
        number = numbers.size();
        numbers.put(value, number);
      }
      return number;
    }
  }
}
