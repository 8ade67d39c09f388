package io.dabba.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers each restaurant that is switched off or removed, as it happens, so that answers kept from
 * an earlier state of the catalogue can leave it out at once. Thread-safe.
 *
 * <p>What was found in a state goes with the {@link #shown} of before that state was taken: a
 * restaurant whose last closing has a higher number does not count in it any more, whatever became
 * of it since; one that opens again is found anew.
 */
final class Closings {
  /** So many closings are known by id; what was found before them is not to be kept. */
  static final int MAX_RECENT = 1 << 14;

  private final Cache<String, Presence> presences = Caffeine.newBuilder().weakValues().build();
  private final @Nullable String[] recent = new @Nullable String[MAX_RECENT];
  private long count;
  private volatile long shown;
  private volatile long all;

  /** What answers that hold a restaurant share, as long as one does. */
  static final class Presence {
    private volatile long closing;
    private volatile @Nullable RestaurantCard card;

    /** Whether it closed since a state of that mark. */
    boolean hasClosedSince(long mark) {
      return closing > mark;
    }

    /** Its card, the same for all who have the same row. */
    RestaurantCard card(RestaurantRow row) {
      RestaurantCard known = card;
      if (known != null && known.row().equals(row)) {
        return known;
      }
      RestaurantCard made = new RestaurantCard(row);
      card = made;
      return made;
    }
  }

  /** The one of a restaurant; what closed before it was asked for is in {@link #since}. */
  Presence presence(String id) {
    return presences.get(id, key -> new Presence());
  }

  /** After the index was told. */
  synchronized void close(String id) {
    count++;
    recent[(int) (count % MAX_RECENT)] = id;
    Presence presence = presences.getIfPresent(id);
    if (presence != null) {
      presence.closing = count;
    }
  }

  /** The same of all restaurants there are. */
  synchronized void closeAll() {
    all = ++count;
  }

  synchronized long count() {
    return count;
  }

  /** Said after a refresh that began when so many had closed. */
  synchronized void show(long closed) {
    shown = Math.max(shown, closed);
  }

  /** How many closings are in every state of the catalogue that is taken from now on. */
  long shown() {
    return shown;
  }

  /** Whether all restaurants closed since a state of that mark. */
  boolean haveAllClosedSince(long mark) {
    return all > mark;
  }

  /** The ids of what closed since a state of that mark; empty if that is not known any more. */
  synchronized Optional<Set<String>> since(long mark) {
    if (count - mark >= MAX_RECENT) {
      return Optional.empty();
    }
    Set<String> ids = new HashSet<>();
    for (long closing = mark + 1; closing <= count; closing++) {
      String id = recent[(int) (closing % MAX_RECENT)];
      if (id != null) {
        ids.add(id);
      }
    }
    return Optional.of(ids);
  }
}
