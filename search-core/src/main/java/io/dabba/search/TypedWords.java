package io.dabba.search;

import io.dabba.search.text.WordList;
import io.dabba.search.text.WordTrie.Meant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How far each word of a segment is from beginning like each word that was typed. */
final class TypedWords {
  /** More than all slips. */
  static final int FAR = 100;

  private static final long FIRST_LETTER = 0xffffffffL;

  private final byte[][] slips;

  /** The letters that words which fit begin with. */
  private final long[] letters;

  /**
   * @param corrected whether words may have slips in them
   */
  TypedWords(List<String> typed, Segment segment, boolean corrected) {
    WordList words = segment.dishes().words;
    slips = new byte[typed.size()][words.size()];
    letters = new long[typed.size()];
    for (int i = 0; i < slips.length; i++) {
      Arrays.fill(slips[i], (byte) FAR);
      String word = typed.get(i);
      for (int most = corrected ? slips(word) : 0; most > 0; most--) {
        List<Meant> near = new ArrayList<>();
        segment.words().addPrefixesWithin(word, most, near);
        for (Meant prefix : near) {
          fill(i, words, prefix.word(), prefix.slips());
        }
      }
      fill(i, words, word, 0);
    }
  }

  /** How many slips a word may have; none with digits in it. */
  static int slips(String word) {
    int letters = word.codePointCount(0, word.length());
    if (letters < Suggestions.MIN_CORRECTED_LENGTH
        || word.codePoints().anyMatch(Character::isDigit)) {
      return 0;
    }
    return letters < Suggestions.MIN_TWICE_CORRECTED_LENGTH ? 1 : 2;
  }

  private void fill(int typed, WordList words, String prefix, int most) {
    byte[] of = slips[typed];
    int to = words.to(prefix);
    for (int word = words.from(prefix); word < to; word++) {
      of[word] = (byte) Math.min(of[word], most);
      letters[typed] |= words.letters(word);
    }
  }

  /** Whether words that begin with such letters may fit. */
  boolean mayFit(long beginnings) {
    for (long ofTyped : letters) {
      long common = ofTyped & beginnings;
      if ((common & FIRST_LETTER) == 0 || (common & ~FIRST_LETTER) == 0) {
        return false;
      }
    }
    return true;
  }

  /** How far some words are from all typed; {@link #FAR} or more if one is not there. */
  int slips(int[] words, int from, int to) {
    int sum = 0;
    for (byte[] ofTyped : slips) {
      int least = FAR;
      for (int i = from; i < to; i++) {
        least = Math.min(least, ofTyped[words[i]]);
      }
      sum += least;
      if (sum >= FAR) {
        return FAR;
      }
    }
    return sum;
  }
}
