package io.dabba.benchmarks.bench.search;

import java.util.SplittableRandom;

/** A word typed with one slip: a letter more, less or other, or two neighbours swapped. */
final class Slip {
  static final int FEWEST_LETTERS = 4;

  private Slip() {}

  /**
   * The word with one slip anywhere, the first letter included; never as it was, nor shorter than
   * words are that get corrected.
   */
  static String in(String word, SplittableRandom random) {
    String typed = word;
    while (typed.equals(word) || typed.length() < FEWEST_LETTERS) {
      typed = any(word, random);
    }
    return typed;
  }

  private static String any(String word, SplittableRandom random) {
    int at = random.nextInt(word.length());
    char letter = (char) random.nextInt('a', 'z' + 1);
    StringBuilder typed = new StringBuilder(word);
    switch (random.nextInt(4)) {
      case 0 -> typed.insert(at, letter);
      case 1 -> typed.deleteCharAt(at);
      case 2 -> typed.setCharAt(at, letter);
      default -> {
        int first = Math.min(at, word.length() - 2);
        typed.setCharAt(first, word.charAt(first + 1));
        typed.setCharAt(first + 1, word.charAt(first));
      }
    }
    return typed.toString();
  }
}
