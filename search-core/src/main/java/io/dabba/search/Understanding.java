package io.dabba.search;

import java.util.Arrays;

/**
 * How a text was understood: each of its words, and whether all of them must be there. Mutable
 * while it is sought. For one thread.
 */
final class Understanding {
  private static final int BITS = 2;
  private static final int ANY_WORD_BIT = 2 * RestaurantQuery.MAX_WORDS;

  private final Generosity[] words = new Generosity[RestaurantQuery.MAX_WORDS];
  private boolean anyWord;

  Understanding() {
    Arrays.fill(words, Generosity.TYPED);
  }

  /** As {@link #code} wrote it. */
  static Understanding of(long code) {
    Understanding read = new Understanding();
    for (int i = 0; i < RestaurantQuery.MAX_WORDS; i++) {
      read.words[i] = Generosity.of((int) (code >>> (BITS * i)) & 3);
    }
    read.anyWord = (code >>> ANY_WORD_BIT & 1) == 1;
    return read;
  }

  /** The whole of it as a number, for cursors. */
  long code() {
    long code = anyWord ? 1L << ANY_WORD_BIT : 0;
    for (int i = 0; i < RestaurantQuery.MAX_WORDS; i++) {
      code |= (long) words[i].level() << (BITS * i);
    }
    return code;
  }

  Generosity of(int word) {
    return words[word];
  }

  void set(int word, Generosity generosity) {
    words[word] = generosity;
  }

  boolean isAnyWord() {
    return anyWord;
  }

  /** Has one of the words be enough, those with most coming first. */
  void allowAnyWord() {
    anyWord = true;
  }
}
