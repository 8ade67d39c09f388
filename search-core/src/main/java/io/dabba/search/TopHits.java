package io.dabba.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** The first so many of all hits, in the order of the pages. For one thread. */
final class TopHits {
  /**
   * A hit and its place in the order: fewer slips first, then the smaller key, the higher score,
   * and the id, so that no two are in the same place.
   *
   * @param document in the whole index
   */
  record Top(int slips, double key, float score, String id, int document) {
    static final Comparator<Top> ORDER = Top::compare;

    private static int compare(Top one, Top other) {
      if (one.slips != other.slips) {
        return one.slips - other.slips;
      }
      int order = Double.compare(one.key, other.key);
      if (order == 0) {
        order = Float.compare(other.score, one.score);
      }
      return order == 0 ? one.id.compareTo(other.id) : order;
    }
  }

  /** Finds the id of a document of the index. */
  @FunctionalInterface
  interface Ids {
    String of(int document) throws IOException;
  }

  private final int size;
  private final Optional<Top> after;
  private final PriorityQueue<Top> last = new PriorityQueue<>(Top.ORDER.reversed());

  /**
   * @param after where to begin; the document there does not matter
   */
  TopHits(int size, Optional<Top> after) {
    this.size = size;
    this.after = after;
  }

  /** Keeps it if it is among the first, of which only then the id is asked. */
  void offer(int slips, double key, float score, int document, Ids ids) throws IOException {
    boolean full = last.size() == size;
    if (full && isWorse(slips, key, score, last.peek())) {
      return;
    }
    if (after.isPresent() && isBetter(slips, key, score, after.get())) {
      return;
    }
    Top top = new Top(slips, key, score, ids.of(document), document);
    if (after.isPresent() && Top.ORDER.compare(top, after.get()) <= 0) {
      return;
    }
    if (full) {
      if (Top.ORDER.compare(top, last.peek()) >= 0) {
        return;
      }
      last.poll();
    }
    last.add(top);
  }

  /** In order. */
  List<Top> inOrder() {
    List<Top> ordered = new ArrayList<>(last);
    ordered.sort(Top.ORDER);
    return ordered;
  }

  private static boolean isWorse(int slips, double key, float score, Top than) {
    if (slips != than.slips()) {
      return slips > than.slips();
    }
    return key != than.key() ? key > than.key() : score < than.score();
  }

  private static boolean isBetter(int slips, double key, float score, Top than) {
    if (slips != than.slips()) {
      return slips < than.slips();
    }
    return key != than.key() ? key < than.key() : score > than.score();
  }
}
