package io.dabba.search;

import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.Query;

/**
 * A text understood in one way: what a restaurant has to have.
 *
 * @param words one for each word that counts
 * @param anyWord whether one of them will do, those with most coming first
 */
record Reading(List<Slot> words, boolean anyWord) {
  /** How far a word is off that was left out where {@link #anyWord}: more than all corrections. */
  static final int LEFT_OUT = 100;

  Reading {
    words = List.copyOf(words);
  }

  /**
   * A word of the text, which a restaurant has if it fits any of the variants.
   *
   * @param required whether it must have it
   */
  record Slot(String typed, boolean required, List<Variant> variants) {
    Slot {
      variants = List.copyOf(variants);
    }
  }

  /**
   * @param slips how far it is from what was typed; what is nearer counts alone
   * @param correction what to tell if it is what fits
   */
  record Variant(Query query, int slips, Optional<Correction> correction) {}

  int required() {
    return (int) words.stream().filter(Slot::required).count();
  }

  /** Whether a restaurant could fit at all. */
  boolean isPossible() {
    return anyWord
        || words.stream().noneMatch(word -> word.required() && word.variants().isEmpty());
  }

  /** Whether some variant is not just what was typed. */
  boolean hasCorrections() {
    return words.stream()
        .anyMatch(word -> word.variants().stream().anyMatch(variant -> variant.slips() > 0));
  }
}
