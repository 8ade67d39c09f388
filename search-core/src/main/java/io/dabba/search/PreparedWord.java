package io.dabba.search;

import io.dabba.search.Slot.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;

/** A word prepared for one searcher, and how often each of its variants was what fit. */
final class PreparedWord {
  private static final double RARITY_STEPS = 2;

  private final Slot slot;
  private final List<Weight> weights;
  private final int[] fits;
  private int rarity = 1;

  PreparedWord(Slot slot, IndexSearcher searcher) throws IOException {
    this.slot = slot;
    weights = new ArrayList<>(slot.variants().size());
    for (Variant variant : slot.variants()) {
      weights.add(searcher.createWeight(searcher.rewrite(variant.query()), ScoreMode.COMPLETE, 1));
    }
    fits = new int[weights.size()];
  }

  Slot slot() {
    return slot;
  }

  /** How much it is to have the word, from 1; the same for all until it is weighed. */
  int rarity() {
    return rarity;
  }

  /** Finds out how rare it is in the whole index. */
  void weigh(IndexSearcher searcher) throws IOException {
    double having = 1;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      for (Weight weight : weights) {
        ScorerSupplier fitting = weight.scorerSupplier(leaf);
        having += fitting == null ? 0 : fitting.cost();
      }
    }
    double times = Math.max(1, searcher.getIndexReader().maxDoc() / having);
    rarity = 1 + (int) Math.round(RARITY_STEPS * Math.log(times));
  }

  boolean isPossible() {
    return !weights.isEmpty();
  }

  /** Where it is found in a segment; empty if nowhere. */
  Optional<WordMatch> in(LeafReaderContext leaf) throws IOException {
    return WordMatch.of(this, weights, leaf, fits);
  }

  void forgetFits() {
    Arrays.fill(fits, 0);
  }

  /** The corrections that fit, the most frequent first. */
  List<Correction> corrections() {
    record Used(Correction correction, int times) {}
    List<Used> used = new ArrayList<>();
    for (int v = 0; v < fits.length; v++) {
      int times = fits[v];
      if (times > 0) {
        slot.variants().get(v).correction().ifPresent(c -> used.add(new Used(c, times)));
      }
    }
    return used.stream()
        .sorted((one, other) -> other.times() - one.times())
        .map(Used::correction)
        .toList();
  }
}
