package io.dabba.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.dabba.search.text.WordTrie.Meant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordTrieTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void wordsWithin_areThoseOfTheWholeTable() {
    for (int round = 0; round < 60; round++) {
      List<String> words = words(400);
      WordTrie trie = trie(words);
      for (int i = 0; i < 20; i++) {
        String typed = word();
        for (int slips = 0; slips <= 3; slips++) {
          List<Meant> found = new ArrayList<>();
          trie.addWithin(typed, slips, found);
          List<Meant> expected = new ArrayList<>();
          for (String word : words) {
            int distance = distance(typed, word);
            if (distance <= slips) {
              expected.add(new Meant(word, distance, word.length()));
            }
          }
          assertThat(found)
              .as("seed=%d typed=%s slips=%d", seed, typed, slips)
              .containsExactlyInAnyOrderElementsOf(expected);
        }
      }
    }
  }

  @Test
  void prefixesWithin_beginEveryWordThatHasOne() {
    for (int round = 0; round < 40; round++) {
      List<String> words = words(300);
      WordTrie trie = trie(words);
      String typed = word();
      List<Meant> found = new ArrayList<>();
      trie.addPrefixesWithin(typed, 1, found);
      for (String word : words) {
        boolean near = false;
        for (int end = 0; end <= word.length(); end++) {
          near |= distance(typed, word.substring(0, end)) <= 1;
        }
        assertThat(found.stream().anyMatch(prefix -> word.startsWith(prefix.word())))
            .as("seed=%d typed=%s word=%s", seed, typed, word)
            .isEqualTo(near);
      }
    }
  }

  @Test
  void beginnings_areFound_upToTheBound() {
    WordTrie trie = trie(List.of("a", "biryani", "bistro", "bit", "cafe"));
    assertThat(trie.restaurants("bit")).isEqualTo(3);
    assertThat(trie.restaurants("bi")).isZero();
    assertThat(trie.restaurants("")).isZero();
    List<Meant> found = new ArrayList<>();
    trie.addWithPrefix("bi", 10, found);
    assertThat(found).extracting(Meant::word).containsExactly("biryani", "bistro", "bit");
    found.clear();
    trie.addWithPrefix("bi", 2, found);
    assertThat(found).hasSize(2);
    found.clear();
    trie.addWithPrefix("x", 10, found);
    assertThat(found).isEmpty();
  }

  @Test
  void whatSoundsAlike_isFound() {
    WordTrie trie = trie(List.of("cuisine", "kitchen", "schnitzel"));
    List<Meant> found = new ArrayList<>();
    trie.addSounding("snitsel", 3, found);
    trie.addSounding("kuizine", 3, found);
    trie.addSounding("寿司", 3, found);
    assertThat(found).extracting(Meant::word).contains("cuisine");
  }

  private static WordTrie trie(List<String> words) {
    WordTrie.Builder trie = new WordTrie.Builder();
    words.forEach(word -> trie.add(word, word.length()));
    return trie.build();
  }

  private List<String> words(int count) {
    TreeSet<String> words = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      words.add(word());
    }
    return List.copyOf(words);
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int left = 1 + random.nextInt(9); left > 0; left--) {
      word.append("abcd".charAt(random.nextInt(4)));
    }
    return word.toString();
  }

  /** Optimal string alignment, by the whole table. */
  private static int distance(String one, String other) {
    int[][] table = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        table[i][j] =
            Math.min(table[i - 1][j - 1] + same, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
        }
      }
    }
    return table[one.length()][other.length()];
  }
}
