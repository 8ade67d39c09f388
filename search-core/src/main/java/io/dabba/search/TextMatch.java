package io.dabba.search;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;

/** Where a reading is found in one segment: its documents in order, each with slips and score. */
final class TextMatch {
  private final WordMatch[] required;
  private final WordMatch[] welcome;
  private final Reading reading;
  private final boolean anyWord;
  private final int rarity;
  private int document = -1;

  TextMatch(List<WordMatch> required, List<WordMatch> welcome, Reading reading) {
    this.required =
        required.stream()
            .sorted(Comparator.comparingLong(WordMatch::cost))
            .toArray(WordMatch[]::new);
    this.welcome = welcome.toArray(new WordMatch[0]);
    this.reading = reading;
    this.anyWord = reading.isAnyWord();
    this.rarity = reading.rarity();
  }

  /** Goes to the first document that fits and is not before the target. */
  int advance(int target) throws IOException {
    document = anyWord ? first(target) : firstOfAll(target);
    return document;
  }

  private int first(int target) throws IOException {
    int next = DocIdSetIterator.NO_MORE_DOCS;
    for (WordMatch word : required) {
      next = Math.min(next, word.advance(target));
    }
    return next;
  }

  private int firstOfAll(int target) throws IOException {
    int next = required[0].advance(target);
    int agreed = 1;
    while (agreed < required.length && next != DocIdSetIterator.NO_MORE_DOCS) {
      int other = required[agreed].advance(next);
      if (other == next) {
        agreed++;
      } else {
        next = required[0].advance(other);
        agreed = 1;
      }
    }
    return next;
  }

  /**
   * How far the document is from what was typed, over all words: the slips, and what is not there
   * by how rare it is, in steps that are more than all slips.
   */
  int slips() {
    int sum = 0;
    int absent = rarity;
    for (WordMatch word : required) {
      if (word.document() == document) {
        sum += word.slips();
        absent -= word.rarity();
      }
    }
    return sum + absent * Reading.NOT_THERE;
  }

  /** How well it fits, over all words. */
  float score() throws IOException {
    float sum = 0;
    for (WordMatch word : required) {
      if (word.document() == document) {
        sum += word.score(word.slips());
      }
    }
    for (WordMatch word : welcome) {
      if (word.advance(document) == document) {
        sum += word.score(word.slips());
      }
    }
    return sum;
  }

  /** Counts the corrections that this document, scored before, has, if none has fewer slips. */
  void count(int slips) {
    if (reading.isBest(slips)) {
      for (WordMatch word : required) {
        if (word.document() == document) {
          word.count();
        }
      }
    }
  }
}
