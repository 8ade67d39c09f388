package io.dabba.benchmarks.bench.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Made-up words that sound like dishes, frequent ones shorter, drawn as {@link Zipf} has it. None
 * ends as a plural does, and few are two others joined: every side takes them as they are.
 */
final class FoodWords {
  private static final int WORDS = 30_000;
  private static final String[] ONSETS = {
    "b", "bh", "ch", "d", "dh", "f", "g", "gh", "h", "j", "k", "kh", "l", "m", "n", "p", "pr", "r",
    "s", "sh", "t", "th", "tr", "v", "y", "z"
  };
  private static final String[] VOWELS = {"a", "a", "a", "e", "i", "i", "o", "u", "aa", "ee", "oo"};
  private static final String[] LAST_VOWELS = {"a", "i", "o", "u"};
  private static final String[] CODAS = {
    "k", "l", "m", "n", "r", "t", "ng", "nk", "nt", "rk", "rt", "lt", "d", "b"
  };

  private final List<String> words;
  private final Zipf zipf = new Zipf(WORDS);

  FoodWords(SplittableRandom random) {
    Set<String> made = new LinkedHashSet<>();
    while (made.size() < WORDS) {
      String word = word(syllables(made.size(), random), random);
      if (!isOfTwo(word, made)) {
        made.add(word);
      }
    }
    words = new ArrayList<>(made);
  }

  String draw(SplittableRandom random) {
    return words.get(zipf.draw(random));
  }

  /** So many different words, parted by spaces. */
  String draw(int count, SplittableRandom random) {
    Set<String> drawn = new LinkedHashSet<>();
    while (drawn.size() < count) {
      drawn.add(draw(random));
    }
    return String.join(" ", drawn);
  }

  private static int syllables(int rank, SplittableRandom random) {
    int fewest = rank < 3_000 ? 2 : 3;
    return fewest + (random.nextInt(4) == 0 ? 1 : 0);
  }

  private static String word(int syllables, SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      boolean last = i == syllables - 1;
      word.append(any(ONSETS, random)).append(any(last ? LAST_VOWELS : VOWELS, random));
      if (random.nextInt(100) < (last ? 40 : 20)) {
        word.append(any(CODAS, random));
      }
    }
    return word.toString();
  }

  private static boolean isOfTwo(String word, Set<String> others) {
    for (int at = 1; at < word.length(); at++) {
      if (others.contains(word.substring(0, at)) && others.contains(word.substring(at))) {
        return true;
      }
    }
    return false;
  }

  private static String any(String[] parts, SplittableRandom random) {
    return parts[random.nextInt(parts.length)];
  }
}
