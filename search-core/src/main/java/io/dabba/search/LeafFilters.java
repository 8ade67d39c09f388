package io.dabba.search;

import java.util.Arrays;

/**
 * The filters of a query on one segment. Which of them a restaurant misses is a set of bits, so
 * that a facet can count those that miss none but its own.
 */
final class LeafFilters {
  static final int CUISINE = 1;
  static final int VEG = 2;
  static final int RATING = 4;
  static final int PRICE = 8;
  static final int OPEN = 16;
  static final int DELIVERS = 32;
  static final int FEE = 64;

  static final byte UNKNOWN = -1;

  private final Columns columns;
  private final RestaurantQuery query;
  private final Filters filters;
  private final boolean anyCuisine;
  private final boolean[] wanted;
  private final byte[] scheduleOpen;

  LeafFilters(Columns columns, RestaurantQuery query) {
    this(columns, query, unknown(columns));
  }

  /**
   * @param scheduleOpen for each schedule 1 if it is open at the query's moment, 0 if not, or
   *     {@link #UNKNOWN}, which is then replaced
   */
  LeafFilters(Columns columns, RestaurantQuery query, byte[] scheduleOpen) {
    this.columns = columns;
    this.query = query;
    this.filters = query.filters();
    anyCuisine = filters.cuisines().isEmpty();
    wanted = new boolean[anyCuisine ? 0 : columns.cuisines.size()];
    if (!anyCuisine) {
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = filters.cuisines().contains(columns.cuisineKeys.get(i));
      }
    }
    this.scheduleOpen = scheduleOpen;
  }

  static byte[] unknown(Columns columns) {
    byte[] scheduleOpen = new byte[columns.schedules.size()];
    Arrays.fill(scheduleOpen, UNKNOWN);
    return scheduleOpen;
  }

  /** Which filters a restaurant at a distance misses. */
  int missed(int document, double distanceMeters) {
    int missed = hasCuisine(document) ? 0 : CUISINE;
    if (filters.vegOnly() && !columns.veg[document]) {
      missed |= VEG;
    }
    if (columns.rating[document] < filters.minRating()) {
      missed |= RATING;
    }
    if (columns.priceLevel[document] > filters.maxPriceLevel()) {
      missed |= PRICE;
    }
    if (filters.openOnly() && !isOpen(document)) {
      missed |= OPEN;
    }
    if (filters.deliversHere() && !delivers(document, distanceMeters)) {
      missed |= DELIVERS;
    }
    if (filters.maxDeliveryFeeMinor().isPresent()
        && feeMinor(document, distanceMeters) > filters.maxDeliveryFeeMinor().getAsLong()) {
      missed |= FEE;
    }
    return missed;
  }

  boolean isOpen(int document) {
    return columns.open[document]
        && (query.at().isEmpty() || isScheduled(columns.schedule[document]));
  }

  boolean delivers(int document, double distanceMeters) {
    return distanceMeters <= columns.deliveryRadiusMeters[document];
  }

  long feeMinor(int document, double distanceMeters) {
    return columns.deliveryFees.get(columns.deliveryFee[document]).atMeters(distanceMeters);
  }

  private boolean isScheduled(int schedule) {
    if (scheduleOpen[schedule] == UNKNOWN) {
      boolean isOpen = columns.schedules.get(schedule).isOpenAt(query.at().orElseThrow());
      scheduleOpen[schedule] = (byte) (isOpen ? 1 : 0);
    }
    return scheduleOpen[schedule] == 1;
  }

  private boolean hasCuisine(int document) {
    if (anyCuisine) {
      return true;
    }
    for (int i = columns.cuisinesFrom[document]; i < columns.cuisinesFrom[document + 1]; i++) {
      if (wanted[columns.cuisineOf[i]]) {
        return true;
      }
    }
    return false;
  }
}
