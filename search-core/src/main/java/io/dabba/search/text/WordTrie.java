package io.dabba.search.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.language.DoubleMetaphone;
import org.jspecify.annotations.Nullable;

/**
 * Words with how many restaurants have each, by their letters: finds those that begin like one,
 * that are a few slips away, or that sound alike. Immutable and thread-safe; about 15 bytes for
 * each letter that does not begin another word too.
 */
public final class WordTrie {
  private static final int NONE = -1;
  private static final int SOUND_LENGTH = 8;

  private final char[] letters;
  private final int[] firstChild;
  private final int[] nextSibling;
  private final int[] restaurants;
  private volatile @Nullable Map<String, List<Meant>> bySound;

  private WordTrie(Builder built) {
    letters = Arrays.copyOf(built.letters, built.size);
    firstChild = Arrays.copyOf(built.firstChild, built.size);
    nextSibling = Arrays.copyOf(built.nextSibling, built.size);
    restaurants = Arrays.copyOf(built.restaurants, built.size);
  }

  /**
   * A word that may have been meant.
   *
   * @param slips how far it is from what was typed
   * @param restaurants how many have it
   */
  public record Meant(String word, int slips, int restaurants) {}

  /** Takes words in an order in which those that begin alike come together. For one thread. */
  public static final class Builder {
    private char[] letters = new char[64];
    private int[] firstChild = new int[64];
    private int[] nextSibling = new int[64];
    private int[] restaurants = new int[64];
    private int size = 1;

    /** The nodes of the word before, the root first. */
    private int[] path = new int[32];

    private String before = "";

    public Builder() {
      firstChild[0] = NONE;
      nextSibling[0] = NONE;
    }

    /**
     * Adds a word of at least a letter, which was not added yet.
     *
     * @param count how many restaurants have it, at least 1
     */
    public void add(String word, int count) {
      int shared = 0;
      while (shared < Math.min(word.length(), before.length())
          && word.charAt(shared) == before.charAt(shared)) {
        shared++;
      }
      if (path.length <= word.length()) {
        path = Arrays.copyOf(path, 2 * word.length());
      }
      for (int depth = shared; depth < word.length(); depth++) {
        int parent = path[depth];
        // what was added last below the parent is where the word before goes on
        int elder = depth == shared && depth < before.length() ? path[depth + 1] : NONE;
        int node = node(word.charAt(depth));
        if (elder == NONE) {
          firstChild[parent] = node;
        } else {
          nextSibling[elder] = node;
        }
        path[depth + 1] = node;
      }
      restaurants[path[word.length()]] = count;
      before = word;
    }

    public WordTrie build() {
      return new WordTrie(this);
    }

    private int node(char letter) {
      if (size == letters.length) {
        letters = Arrays.copyOf(letters, 2 * size);
        firstChild = Arrays.copyOf(firstChild, 2 * size);
        nextSibling = Arrays.copyOf(nextSibling, 2 * size);
        restaurants = Arrays.copyOf(restaurants, 2 * size);
      }
      letters[size] = letter;
      firstChild[size] = NONE;
      nextSibling[size] = NONE;
      return size++;
    }
  }

  /** How many restaurants have just this word. */
  public int restaurants(String word) {
    int node = find(word);
    return node == NONE ? 0 : restaurants[node];
  }

  /** Adds the words that begin like this, until the list has so many. */
  public void addWithPrefix(String prefix, int bound, List<Meant> found) {
    int node = find(prefix);
    if (node != NONE) {
      collect(node, new StringBuilder(prefix), bound, found);
    }
  }

  private void collect(int node, StringBuilder word, int bound, List<Meant> found) {
    if (restaurants[node] > 0 && found.size() < bound) {
      found.add(new Meant(word.toString(), 0, restaurants[node]));
    }
    for (int child = firstChild[node];
        child != NONE && found.size() < bound;
        child = nextSibling[child]) {
      word.append(letters[child]);
      collect(child, word, bound, found);
      word.setLength(word.length() - 1);
    }
  }

  /**
   * Adds the words at most so many slips away: a letter more, less or other, or two neighbours
   * swapped (optimal string alignment). O(words that begin nearly alike).
   */
  public void addWithin(String typed, int slips, List<Meant> found) {
    new Walk(typed, slips, false, found).visit(0, 0);
  }

  /** Adds the beginnings of words that are at most so many slips away, the shortest of each. */
  public void addPrefixesWithin(String typed, int slips, List<Meant> found) {
    new Walk(typed, slips, true, found).visit(0, 0);
  }

  /**
   * Adds the words that sound alike, by Double Metaphone, and are at most so many slips away.
   * O(words) the first time.
   */
  public void addSounding(String typed, int slips, List<Meant> found) {
    Map<String, List<Meant>> sounds = bySound;
    if (sounds == null) {
      sounds = sounds();
      bySound = sounds;
    }
    List<Meant> alike = sounds.getOrDefault(sound(typed), List.of());
    if (!alike.isEmpty()) {
      Builder only = new Builder();
      alike.forEach(word -> only.add(word.word(), word.restaurants()));
      only.build().addWithin(typed, slips, found);
    }
  }

  private Map<String, List<Meant>> sounds() {
    List<Meant> all = new ArrayList<>();
    addWithPrefix("", Integer.MAX_VALUE, all);
    Map<String, List<Meant>> sounds = new HashMap<>();
    for (Meant word : all) {
      String sound = sound(word.word());
      if (!sound.isEmpty()) {
        sounds.computeIfAbsent(sound, s -> new ArrayList<>()).add(word);
      }
    }
    return sounds;
  }

  private static String sound(String word) {
    DoubleMetaphone metaphone = new DoubleMetaphone();
    metaphone.setMaxCodeLen(SOUND_LENGTH);
    String sound = metaphone.doubleMetaphone(word);
    return sound == null ? "" : sound;
  }

  private int find(String prefix) {
    int node = 0;
    for (int i = 0; i < prefix.length() && node != NONE; i++) {
      node = firstChild[node];
      while (node != NONE && letters[node] != prefix.charAt(i)) {
        node = nextSibling[node];
      }
    }
    return node;
  }

  /** One walk over all words that are near, a row of the table of distances for each letter. */
  private final class Walk {
    private static final int FAR = 1 << 20;

    private final String typed;
    private final int most;
    private final boolean prefixes;
    private final List<Meant> found;
    private final int[][] rows;
    private final char[] path;

    Walk(String typed, int most, boolean prefixes, List<Meant> found) {
      this.typed = typed;
      this.most = most;
      this.prefixes = prefixes;
      this.found = found;
      int depths = typed.length() + most + 2;
      rows = new int[depths][typed.length() + 1];
      path = new char[depths];
      for (int i = 0; i <= typed.length(); i++) {
        rows[0][i] = i;
      }
    }

    /** Looks at what goes on below a node of so many letters. */
    void visit(int parent, int depth) {
      for (int node = firstChild[parent]; node != NONE; node = nextSibling[node]) {
        path[depth] = letters[node];
        int least = fill(depth + 1);
        int slips = rows[depth + 1][typed.length()];
        if (slips <= most && (prefixes || restaurants[node] > 0)) {
          found.add(new Meant(new String(path, 0, depth + 1), slips, restaurants[node]));
          if (prefixes) {
            continue;
          }
        }
        if (least <= most) {
          visit(node, depth + 1);
        }
      }
    }

    /** Fills the row of the letter just stepped on, near its middle only; the least of it. */
    private int fill(int depth) {
      int[] before = rows[depth - 1];
      int[] row = rows[depth];
      char letter = path[depth - 1];
      int from = Math.max(1, depth - most);
      int to = Math.min(typed.length(), depth + most);
      row[from - 1] = from == 1 ? depth : FAR;
      int least = row[from - 1];
      for (int i = from; i <= to; i++) {
        char other = typed.charAt(i - 1);
        int slips = before[i - 1] + (other == letter ? 0 : 1);
        if (i < depth + most) {
          slips = Math.min(slips, before[i] + 1);
        }
        slips = Math.min(slips, row[i - 1] + 1);
        if (depth > 1 && i > 1 && other == path[depth - 2] && typed.charAt(i - 2) == letter) {
          slips = Math.min(slips, rows[depth - 2][i - 2] + 1);
        }
        row[i] = slips;
        least = Math.min(least, slips);
      }
      if (to < typed.length()) {
        row[typed.length()] = FAR;
      }
      return least;
    }
  }
}
