package io.dabba.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;

/**
 * A text understood in one way: what a restaurant has to have, and which corrections fit best. For
 * one thread.
 */
final class Reading {
  /** How far words are off that are not there is a multiple of this: more than all corrections. */
  static final int NOT_THERE = 128;

  private final List<PreparedWord> words;
  private final boolean anyWord;
  private int fewestSlips = Integer.MAX_VALUE;

  /**
   * @param anyWord whether one of the words will do
   */
  Reading(List<PreparedWord> words, boolean anyWord) {
    this.words = List.copyOf(words);
    this.anyWord = anyWord;
  }

  boolean isAnyWord() {
    return anyWord;
  }

  /** How many words count. */
  int required() {
    int required = 0;
    for (PreparedWord word : words) {
      required += word.slot().required() ? 1 : 0;
    }
    return required;
  }

  /** How rare the words that count are, together. */
  int rarity() {
    int sum = 0;
    for (PreparedWord word : words) {
      sum += word.slot().required() ? word.rarity() : 0;
    }
    return sum;
  }

  /** Whether a restaurant could fit. */
  boolean isPossible() {
    int possible = 0;
    for (PreparedWord word : words) {
      possible += word.slot().required() && word.isPossible() ? 1 : 0;
    }
    return anyWord ? possible > 0 : possible > 0 && possible == required();
  }

  /** What fits in one segment; empty if nothing does. */
  Optional<TextMatch> in(LeafReaderContext leaf) throws IOException {
    List<WordMatch> required = new ArrayList<>(words.size());
    List<WordMatch> welcome = new ArrayList<>();
    for (PreparedWord word : words) {
      Optional<WordMatch> match = word.in(leaf);
      if (match.isPresent()) {
        (word.slot().required() ? required : welcome).add(match.get());
      } else if (word.slot().required() && !anyWord) {
        return Optional.empty();
      }
    }
    return required.isEmpty()
        ? Optional.empty()
        : Optional.of(new TextMatch(required, welcome, this));
  }

  /** Begins to count anew what fits. */
  void forgetFits() {
    fewestSlips = Integer.MAX_VALUE;
    words.forEach(PreparedWord::forgetFits);
  }

  /** Whether nothing with fewer slips has fit, in which case what has fit before does not count. */
  boolean isBest(int slips) {
    if (slips < fewestSlips) {
      forgetFits();
      fewestSlips = slips;
    }
    return slips == fewestSlips;
  }

  /** The corrections of what fits best. */
  List<Correction> corrections() {
    Set<Correction> corrections = new LinkedHashSet<>();
    words.forEach(word -> corrections.addAll(word.corrections()));
    return List.copyOf(corrections);
  }
}
