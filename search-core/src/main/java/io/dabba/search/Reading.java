package io.dabba.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;

/**
 * A text understood in one way: what a restaurant has to have.
 *
 * @param anyWord whether one of the words will do
 */
record Reading(List<PreparedWord> words, boolean anyWord) {
  /** How far a word is off that is not there: more than all corrections. */
  static final int NOT_THERE = 100;

  Reading {
    words = List.copyOf(words);
  }

  /** How many words count. */
  int required() {
    int required = 0;
    for (PreparedWord word : words) {
      required += word.slot().required() ? 1 : 0;
    }
    return required;
  }

  /** Whether a restaurant could fit. */
  boolean isPossible() {
    for (PreparedWord word : words) {
      if (word.slot().required() && word.isPossible() == anyWord) {
        return anyWord;
      }
    }
    return !anyWord && required() > 0;
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

  void forgetFits() {
    words.forEach(PreparedWord::forgetFits);
  }

  /** The corrections that fit. */
  List<Correction> corrections() {
    Set<Correction> corrections = new LinkedHashSet<>();
    words.forEach(word -> corrections.addAll(word.corrections()));
    return List.copyOf(corrections);
  }
}
