package io.dabba.search;

import io.dabba.search.Slot.Variant;
import io.dabba.search.text.Dictionary;
import io.dabba.search.text.Word;
import io.dabba.search.text.WordTrie.Meant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;

/** Understands the words of a text by those of one state of the index. */
final class TextReader {
  private static final int MIN_PART_LENGTH = 2;
  private static final int MAX_PARTS = 4;
  private static final int MAX_SPLITS = 4;
  private static final int MAX_PARTS_LOOKED_AT = 400;
  private static final int MAX_SPLIT_LENGTH = 40;
  private static final int MAX_JOINED_LENGTH = 24;

  /** A word is also taken as two if so many times as many restaurants have each of them. */
  private static final int MUCH_MORE_COMMON = 10;

  /** Two words typed apart are both found in one joined, which counts once. */
  private static final float HALF = 0.5f;

  private static final float WELCOME = 0.2f;

  private final Searched index;
  private final Dictionary dictionary;
  private final Synonyms synonyms;
  private final List<Word> words;
  private final boolean[] required;

  /** Which word may go on; none if a space came after the last. */
  private final int unfinished;

  private int partsLookedAt;

  TextReader(String text, Searched searched) {
    this.index = searched;
    this.dictionary = searched.dictionary();
    this.synonyms = searched.settings().synonyms();
    List<Word> all = Word.all(text);
    words = all.subList(0, Math.min(all.size(), RestaurantQuery.MAX_WORDS));
    unfinished = text.endsWith(" ") ? -1 : words.size() - 1;
    required = new boolean[words.size()];
    for (int i = 0; i < required.length; i++) {
      required[i] = !SmallWords.isSmall(words, i, searched::isCuisine);
    }
  }

  int size() {
    return words.size();
  }

  String typed(int i) {
    return words.get(i).typed();
  }

  /** Whether a restaurant must have the word. */
  boolean isRequired(int i) {
    return required[i];
  }

  /** Whether there is nothing that a restaurant must have. */
  boolean isEmpty() {
    for (boolean one : required) {
      if (one) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is a whole word of some restaurant's. */
  boolean knows(int i) throws IOException {
    return restaurants(words.get(i)) > 0;
  }

  Slot read(int i, Generosity generosity) throws IOException {
    List<Variant> variants = new ArrayList<>();
    Word word = words.get(i);
    if (!isRequired(i)) {
      variants.add(typed(new BoostQuery(WordQueries.anywhere(word), WELCOME)));
    } else if (generosity != Generosity.IGNORED) {
      addTyped(i, variants);
      if (generosity != Generosity.TYPED) {
        addCorrected(i, generosity, variants);
      }
    }
    return new Slot(word.typed(), isRequired(i), variants);
  }

  private void addTyped(int i, List<Variant> variants) throws IOException {
    Word word = words.get(i);
    int restaurants = restaurants(word);
    if (restaurants > 0) {
      variants.add(typed(WordQueries.anywhere(word)));
    }
    for (List<String> synonym : synonyms.of(word)) {
      variants.add(typed(WordQueries.all(synonym)));
    }
    if (i == unfinished) {
      List<Meant> beginning = dictionary.withPrefix(word.typed(), WordQueries.FEW_WORDS + 1);
      if (!beginning.isEmpty()) {
        variants.add(typed(WordQueries.beginning(word.typed(), beginning)));
      }
    }
    if (i > 0) {
      addJoined(typed(i - 1) + word.typed(), variants);
    }
    if (i + 1 < words.size()) {
      addJoined(word.typed() + typed(i + 1), variants);
    }
    List<List<String>> splits = new ArrayList<>();
    if (word.typed().length() <= MAX_SPLIT_LENGTH) {
      partsLookedAt = 0;
      split(word.typed(), new ArrayList<>(), (long) restaurants * MUCH_MORE_COMMON, splits);
    }
    splits.forEach(parts -> variants.add(typed(WordQueries.phrase(parts))));
  }

  private void addJoined(String joined, List<Variant> variants) throws IOException {
    Word word = Word.of(joined);
    if (restaurants(word) > 0) {
      variants.add(typed(new BoostQuery(WordQueries.anywhere(word), HALF)));
    }
  }

  /**
   * Adds the ways to take a word as several.
   *
   * @param least how many restaurants must have each of the parts
   */
  private void split(String rest, List<String> parts, long least, List<List<String>> splits) {
    if (parts.size() == MAX_PARTS - 1 || splits.size() == MAX_SPLITS) {
      return;
    }
    for (int at = MIN_PART_LENGTH; at <= rest.length() - MIN_PART_LENGTH; at++) {
      if (++partsLookedAt > MAX_PARTS_LOOKED_AT) {
        return;
      }
      String left = rest.substring(0, at);
      int having = dictionary.restaurants(left);
      if (having > 0 && having >= least) {
        String right = rest.substring(at);
        parts.add(left);
        int others = dictionary.restaurants(right);
        if (others > 0 && others >= least && splits.size() < MAX_SPLITS) {
          List<String> all = new ArrayList<>(parts);
          all.add(right);
          splits.add(all);
        }
        split(right, parts, least, splits);
        parts.removeLast();
      }
    }
  }

  private void addCorrected(int i, Generosity generosity, List<Variant> variants)
      throws IOException {
    Word word = words.get(i);
    if (!synonyms.of(word).isEmpty()) {
      // it is a word of the trade, whether or not somebody has it
      return;
    }
    int restaurants = restaurants(word);
    boolean wide = generosity != Generosity.CORRECTED;
    Corrector corrector = new Corrector(dictionary, wide, variants);
    corrector.addWords(word.typed(), word.typed(), restaurants);
    if (restaurants > 0) {
      return;
    }
    if (i == unfinished) {
      corrector.addBeginnings(word.typed());
    }
    if (i + 1 < words.size()) {
      String next = typed(i + 1);
      addJoined(corrector, word.typed(), next);
    }
    if (i > 0) {
      String before = typed(i - 1);
      addJoined(corrector, before, word.typed());
    }
  }

  private static void addJoined(Corrector corrector, String first, String second) {
    if (first.length() + second.length() <= MAX_JOINED_LENGTH) {
      corrector.addWords(first + second, first + " " + second, 0);
    }
  }

  /** About how many have the word: those in that field where most have it. */
  private int restaurants(Word word) throws IOException {
    return Math.max(
        index.restaurants(new Term(RestaurantDocument.MENU, word.stem())),
        Math.max(
            index.restaurants(new Term(RestaurantDocument.NAME, word.stem())),
            index.restaurants(new Term(RestaurantDocument.CUISINES, word.stem()))));
  }

  private static Variant typed(Query query) {
    return new Variant(query, 0, Optional.empty());
  }
}
