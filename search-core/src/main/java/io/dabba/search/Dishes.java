package io.dabba.search;

import io.dabba.search.text.WordList;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/**
 * The words of a segment's dishes and names by number, to tell of each at once whether it begins as
 * was typed. About 40 bytes for each way in which a dish is written. Immutable.
 */
final class Dishes {
  /** So many of a restaurant's dishes are suggested, the popular first. */
  static final int MAX_OF_RESTAURANT = 40;

  private static final char END_OF_WORDS = '\0';

  /** All words of the segment. */
  final WordList words;

  /** For each number in {@link RestaurantDocument#DISHES} the hash of its words. */
  final long[] keys;

  /** The {@link WordList#letters} of its words: one look tells of most that they do not fit. */
  final long[] letters;

  /** Where its words begin in {@link #wordOf}; one more than there are. */
  final int[] wordsFrom;

  final int[] wordOf;

  /** For each number in {@link RestaurantDocument#NAME_WORDS} that in {@link #words}. */
  final int[] nameWordOf;

  private Dishes(WordList words, LeafReader reader) throws IOException {
    this.words = words;
    SortedSetDocValues dishes = reader.getSortedSetDocValues(RestaurantDocument.DISHES);
    int count = dishes == null ? 0 : (int) dishes.getValueCount();
    keys = new long[count];
    letters = new long[count];
    wordsFrom = new int[count + 1];
    int[] numbers = new int[4 * count];
    int end = 0;
    if (dishes != null) {
      TermsEnum each = dishes.termsEnum();
      for (int i = 0; i < count; i++) {
        BytesRef dish = each.next();
        int last = dish.offset + wordsLength(dish);
        keys[i] = WordList.hash(dish.bytes, dish.offset, last);
        int from = dish.offset;
        for (int at = from; at <= last; at++) {
          if (at == last || dish.bytes[at] == ' ') {
            if (end == numbers.length) {
              numbers = Arrays.copyOf(numbers, 2 * end);
            }
            numbers[end] = words.find(dish.bytes, from, at);
            letters[i] |= words.letters(numbers[end]);
            end++;
            from = at + 1;
          }
        }
        wordsFrom[i + 1] = end;
      }
    }
    wordOf = Arrays.copyOf(numbers, end);
    nameWordOf = nameWords(words, reader);
  }

  static Dishes load(LeafReader reader) throws IOException {
    WordList.Builder words = new WordList.Builder();
    Terms terms = reader.terms(RestaurantDocument.WORDS);
    if (terms != null) {
      TermsEnum each = terms.iterator();
      for (BytesRef word = each.next(); word != null; word = each.next()) {
        words.add(word);
      }
    }
    return new Dishes(words.build(), reader);
  }

  private static int[] nameWords(WordList words, LeafReader reader) throws IOException {
    SortedSetDocValues names = reader.getSortedSetDocValues(RestaurantDocument.NAME_WORDS);
    if (names == null) {
      return new int[0];
    }
    int[] numbers = new int[(int) names.getValueCount()];
    TermsEnum each = names.termsEnum();
    for (int i = 0; i < numbers.length; i++) {
      BytesRef word = each.next();
      numbers[i] = words.find(word.bytes, word.offset, word.offset + word.length);
    }
    return numbers;
  }

  /** What stands in the index for each dish that may be suggested of a menu. */
  static final class Menu {
    private final Map<String, String> popular = new LinkedHashMap<>();
    private final Map<String, String> others = new LinkedHashMap<>();

    /**
     * @param words of the name, folded
     */
    void add(MenuItem item, String words) {
      if (!words.isEmpty()) {
        (item.popular() ? popular : others).putIfAbsent(words, item.name().strip());
      }
    }

    List<BytesRef> values() {
      Map<String, String> all = new LinkedHashMap<>(popular);
      others.forEach(all::putIfAbsent);
      return all.entrySet().stream()
          .limit(MAX_OF_RESTAURANT)
          .map(dish -> new BytesRef(dish.getKey() + END_OF_WORDS + dish.getValue()))
          .toList();
    }
  }

  /** The dish as it is written. */
  static String shown(BytesRef dish) {
    int from = wordsLength(dish) + 1;
    return new BytesRef(dish.bytes, dish.offset + from, dish.length - from).utf8ToString();
  }

  private static int wordsLength(BytesRef dish) {
    int length = 0;
    while (dish.bytes[dish.offset + length] != END_OF_WORDS) {
      length++;
    }
    return length;
  }
}
