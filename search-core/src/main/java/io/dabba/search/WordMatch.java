package io.dabba.search;

import io.dabba.search.Slot.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;

/** Where a word is found in one segment: the documents that fit any of its variants, in order. */
final class WordMatch {
  private final Scorer[] scorers;
  private final DocIdSetIterator[] documents;
  private final int[] slips;
  private final int[] numbers;
  private final int[] fits;
  private final int rarity;
  private final long cost;
  private int document = -1;
  private int best;

  private WordMatch(PreparedWord word, List<Scorer> scorers, List<Integer> numbers, int[] fits) {
    this.rarity = word.rarity();
    List<Variant> variants = word.slot().variants();
    this.scorers = scorers.toArray(new Scorer[0]);
    this.documents = new DocIdSetIterator[this.scorers.length];
    this.slips = new int[this.scorers.length];
    this.numbers = new int[this.scorers.length];
    this.fits = fits;
    long sum = 0;
    for (int i = 0; i < this.scorers.length; i++) {
      documents[i] = this.scorers[i].iterator();
      this.numbers[i] = numbers.get(i);
      slips[i] = variants.get(numbers.get(i)).slips();
      sum += documents[i].cost();
    }
    this.cost = sum;
  }

  /** Empty if no document fits any. */
  static Optional<WordMatch> of(
      PreparedWord word, List<Weight> weights, LeafReaderContext leaf, int[] fits)
      throws IOException {
    List<Scorer> scorers = new ArrayList<>(weights.size());
    List<Integer> numbers = new ArrayList<>(weights.size());
    for (int i = 0; i < weights.size(); i++) {
      ScorerSupplier supplier = weights.get(i).scorerSupplier(leaf);
      if (supplier != null) {
        scorers.add(supplier.get(leaf.reader().maxDoc()));
        numbers.add(i);
      }
    }
    return scorers.isEmpty()
        ? Optional.empty()
        : Optional.of(new WordMatch(word, scorers, numbers, fits));
  }

  /** About how many documents fit. */
  long cost() {
    return cost;
  }

  int rarity() {
    return rarity;
  }

  int document() {
    return document;
  }

  /** Goes to the first document that fits and is not before the target. */
  int advance(int target) throws IOException {
    if (document >= target) {
      return document;
    }
    int next = DocIdSetIterator.NO_MORE_DOCS;
    for (DocIdSetIterator each : documents) {
      int at = each.docID();
      next = Math.min(next, at < target ? each.advance(target) : at);
    }
    document = next;
    return next;
  }

  /** The fewest slips of a variant that fits the document. */
  int slips() {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < documents.length; i++) {
      if (documents[i].docID() == document) {
        least = Math.min(least, slips[i]);
      }
    }
    return least;
  }

  /** The best score of the variants with the fewest slips. */
  float score(int leastSlips) throws IOException {
    float most = -1;
    for (int i = 0; i < documents.length; i++) {
      if (documents[i].docID() == document && slips[i] == leastSlips) {
        float score = scorers[i].score();
        if (score > most) {
          most = score;
          best = i;
        }
      }
    }
    return most;
  }

  /** Counts what was scored last as used. */
  void count() {
    fits[numbers[best]]++;
  }
}
