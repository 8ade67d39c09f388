package io.dabba.geo;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One query at a time over the tiles around its center: first those that should hold enough riders,
 * by how many are in its own block, and then wider until nobody farther can be an answer.
 *
 * <p>It runs beside the writers and waits for none but one who is just then writing what it reads,
 * or filing it in another tile. At the end it asks whether the lists that it read have changed
 * since: if not, it has missed nobody and met nobody twice, since a rider is in one list at every
 * moment. If they have, it begins anew; after some tries, and where the tiles to look at are more
 * than the riders, it looks at all slots instead, of which every rider has one, the same as long as
 * he is enrolled.
 *
 * <p>Not thread-safe; made once and used for many queries, of any index.
 */
final class TileSearch {
  private static final int TRIES = 4;

  /** So many blocks are looked up before it is asked whether riders are fewer. */
  private static final int BLOCKS_AT_LEAST = 32;

  /**
   * Of the circle that should hold just enough riders a narrower one at first: with riders enough
   * in and around it the rest is searched no farther than need be.
   */
  private static final double NARROWER = 0.8;

  private static final int PAGES = 32;

  /** More room than this is not kept for the next query. */
  private static final int PAGES_KEPT = 1_024;

  /** Less would not save a tile. */
  private static final double LEAST_METERS = Tiles.SIDE_METERS / 4;

  private static final double WIDEN_LEAST = 1.5;
  private static final double WIDEN_MOST = 4;

  /** More than rounding can move a point over the edge of a tile. */
  private static final double ROUNDING_METERS = 1;

  /** Up to here x + x³ is not below the arc sine of x. */
  private static final double SMALL_RADIANS = 0.5;

  private final QueryCenter center = new QueryCenter();
  private final NearestHits hits = new NearestHits(center);
  private TilePage[] pages = new TilePage[PAGES];
  private int[] versions = new int[PAGES];
  private int visited;

  private RiderSlots slots = RiderSlots.EMPTY;
  private long filter;
  private long seenSince;
  private @Nullable Predicate<RiderId> riders;
  private boolean asksForRiders;

  /** Answers the query, from riders seen at this microsecond or later. */
  List<NearbyRider> nearest(NearbyQuery query, long since, RiderSlots of, TileLists tiles) {
    slots = of;
    filter = query.filter();
    seenSince = since;
    riders = query.riders();
    asksForRiders = riders != null;
    center.set(query.center());
    hits.begin(of, query.limit(), query.radiusMeters());
    try {
      for (int attempt = 0; attempt < TRIES; attempt++) {
        @Nullable List<NearbyRider> answer = searchTiles(query, tiles);
        if (answer != null) {
          return answer;
        }
        hits.begin(of, query.limit(), query.radiusMeters());
      }
      return searchSlots();
    } finally {
      end();
    }
  }

  private void end() {
    hits.end();
    slots = RiderSlots.EMPTY;
    riders = null;
    leavePages();
    if (pages.length > PAGES_KEPT) {
      pages = new TilePage[PAGES];
      versions = new int[PAGES];
    }
  }

  /** Null if the lists were changed meanwhile. */
  private @Nullable List<NearbyRider> searchTiles(NearbyQuery query, TileLists tiles) {
    TileDirectory directory = tiles.directory();
    int added = directory.added();
    leavePages();
    double radius = query.radiusMeters();
    double done = -1;
    double meters = Math.min(radius, firstMeters(query.limit(), directory));
    while (true) {
      if (blocks(meters) > BLOCKS_AT_LEAST + slots.end() / 2) {
        return searchSlots();
      }
      if (!visit(directory, meters, done)) {
        return null;
      }
      done = meters;
      if (done >= radius || (hits.isFull() && hits.reachMeters() <= done)) {
        break;
      }
      meters =
          Math.min(radius, hits.isFull() ? hits.reachMeters() : done * widening(query.limit()));
    }
    NearbyRider[] nearestFirst = new NearbyRider[hits.size()];
    boolean whole = hits.drainTo(nearestFirst);
    return whole && isUnchanged() && directory.isUnchanged(added) && tiles.directory() == directory
        ? Collections.unmodifiableList(Arrays.asList(nearestFirst))
        : null;
  }

  /**
   * Looks at every slot; and again if somebody in the answer left and came to another meanwhile.
   */
  private List<NearbyRider> searchSlots() {
    asksForRiders = true;
    while (true) {
      int begun = slots.givenBack();
      int end = slots.end();
      hits.beginKeepingRiders(end);
      for (int slot = 0; slot < end; slot++) {
        consider(slot);
      }
      NearbyRider[] nearestFirst = new NearbyRider[hits.size()];
      hits.drainTo(nearestFirst);
      List<NearbyRider> answer = Collections.unmodifiableList(Arrays.asList(nearestFirst));
      if (begun == slots.givenBack() || areDistinct(answer)) {
        return answer;
      }
    }
  }

  private static boolean areDistinct(List<NearbyRider> answer) {
    return answer.stream().map(NearbyRider::rider).distinct().count() == answer.size();
  }

  private double firstMeters(int limit, TileDirectory directory) {
    int row = Tiles.row(center.lat());
    int column = Tiles.column(center.lng(), Tiles.columns(row));
    TilePage page = directory.find(Tiles.block(row, column));
    int near = page == null ? 1 : Math.max(1, page.riders());
    double meters = NARROWER * Tiles.BLOCK_SIDE_METERS * Math.sqrt(limit / (Math.PI * near));
    return Math.max(LEAST_METERS, meters);
  }

  private double widening(int limit) {
    double missing = Math.sqrt((double) limit / Math.max(1, hits.size()));
    return Math.clamp(missing, WIDEN_LEAST, WIDEN_MOST);
  }

  private static double blocks(double meters) {
    double side = 2 * meters / Tiles.BLOCK_SIDE_METERS + 2;
    return side * side;
  }

  /**
   * Visits the tiles that hold every point within so many metres, but for those that hold every
   * point within so many as are done.
   *
   * @return false if a list was changed meanwhile
   */
  private boolean visit(TileDirectory directory, double meters, double done) {
    double degrees = degrees(meters);
    int firstRow = firstRow(degrees);
    int lastRow = lastRow(degrees);
    double wide = degreesWide(degrees);
    boolean anew = done < 0;
    double degreesDone = anew ? 0 : degrees(done);
    int firstRowDone = anew ? Integer.MAX_VALUE : firstRow(degreesDone);
    int lastRowDone = anew ? Integer.MIN_VALUE : lastRow(degreesDone);
    double wideDone = anew ? 0 : degreesWide(degreesDone);
    for (int row = firstRow; row <= lastRow; row = nextBlock(row)) {
      int lastInBlock = Math.min(lastRow, nextBlock(row) - 1);
      int columns = Tiles.columns(row);
      int own = Tiles.column(center.lng(), columns);
      int west = own - west(wide, columns);
      int east = own + east(wide, columns);
      int westDone = own - west(wideDone, columns);
      int eastDone = own + east(wideDone, columns);
      for (int column = west; column <= east; column = nextBlock(column)) {
        int wrapped = column < 0 ? column + columns : column >= columns ? column - columns : column;
        TilePage page = directory.find(Tiles.block(row, wrapped));
        if (page == null) {
          continue;
        }
        int version = begin(page);
        int lastColumn = Math.min(east, nextBlock(column) - 1);
        long unseen = page.occupied() & Tiles.rectangle(row, lastInBlock, column, lastColumn);
        int fromRow = Math.max(row, firstRowDone);
        int toRow = Math.min(lastInBlock, lastRowDone);
        int fromColumn = Math.max(column, westDone);
        int toColumn = Math.min(lastColumn, eastDone);
        if (fromRow <= toRow && fromColumn <= toColumn) {
          unseen &= ~Tiles.rectangle(fromRow, toRow, fromColumn, toColumn);
        }
        if (!considerAll(page, unseen, version)) {
          return false;
        }
      }
    }
    return true;
  }

  private void leavePages() {
    Arrays.fill(pages, 0, visited, null);
    visited = 0;
  }

  private static int nextBlock(int rowOrColumn) {
    return (rowOrColumn | Tiles.BLOCK - 1) + 1;
  }

  private int begin(TilePage page) {
    int version = page.beginRead();
    if (visited == pages.length) {
      int[] moreVersions = Arrays.copyOf(versions, 2 * visited);
      pages = Arrays.copyOf(pages, 2 * visited);
      versions = moreVersions;
    }
    pages[visited] = page;
    versions[visited++] = version;
    return version;
  }

  private boolean isUnchanged() {
    for (int i = 0; i < visited; i++) {
      if (!pages[i].isUnchanged(versions[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean considerAll(TilePage page, long tiles, int version) {
    for (long rest = tiles; rest != 0; rest &= rest - 1) {
      int slot = page.head(Long.numberOfTrailingZeros(rest));
      while (slot != TilePage.NONE) {
        consider(slot);
        slot = TileLists.next(slots.chunk(slot), RiderSlots.offset(slot));
        // Else the list may go on in another tile, and come back.
        if (slot != TilePage.NONE && !page.isUnchanged(version)) {
          return false;
        }
      }
    }
    return true;
  }

  private void consider(int slot) {
    long[] chunk = slots.chunk(slot);
    int offset = RiderSlots.offset(slot);
    long word;
    double lat;
    double lng;
    long at;
    @Nullable RiderId rider;
    do {
      word = RiderSlots.beginRead(chunk, offset);
      if ((filter >>> word & 1) == 0) {
        return;
      }
      lat = RiderSlots.lat(chunk, offset);
      lng = RiderSlots.lng(chunk, offset);
      at = RiderSlots.at(chunk, offset);
      rider = asksForRiders ? slots.rider(slot) : null;
    } while (!RiderSlots.isUnchanged(chunk, offset, word));
    if (at < seenSince) {
      return;
    }
    double haversine = center.haversine(lat, lng);
    if (haversine > hits.bound() || (riders != null && (rider == null || !riders.test(rider)))) {
      return;
    }
    hits.offer(haversine, lat, lng, at, slot, RiderSlots.state(word), rider);
  }

  private static double degrees(double meters) {
    return Math.toDegrees((meters + ROUNDING_METERS) / GeoPoint.EARTH_RADIUS_METERS);
  }

  private int firstRow(double degrees) {
    return Tiles.row(Math.max(-90, center.lat() - degrees));
  }

  private int lastRow(double degrees) {
    return Tiles.row(Math.min(90, center.lat() + degrees));
  }

  /** How far east or west a point within so many degrees may be, in degrees; 360 is anywhere. */
  private double degreesWide(double degrees) {
    if (Math.abs(center.lat()) + degrees >= 90) {
      return 360;
    }
    double radians = Math.toRadians(degrees);
    double atMost = radians / center.cosLat();
    if (atMost < SMALL_RADIANS) {
      return Math.toDegrees(atMost * (1 + atMost * atMost));
    }
    double sin = Math.sin(radians) / center.cosLat();
    return sin >= 1 ? 360 : Math.toDegrees(Math.asin(sin));
  }

  /** How many columns to the west, so that with those to the east each comes once at most. */
  private static int west(double degrees, int columns) {
    return Math.min((columns - 1) / 2, (int) (degrees / 360 * columns) + 1);
  }

  private static int east(double degrees, int columns) {
    return Math.min(columns / 2, (int) (degrees / 360 * columns) + 1);
  }
}
