package io.dabba.search;

import io.dabba.search.text.Word;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Words that say nothing about the food: how others belong together, or that one is hungry. A
 * restaurant that has them is welcome, and none is left out for not having them.
 */
final class SmallWords {
  private static final Set<String> SMALL =
      Set.of(
          // English
          "a",
          "an",
          "and",
          "any",
          "around",
          "at",
          "best",
          "cheap",
          "cheapest",
          "deliver",
          "delivery",
          "famous",
          "find",
          "food",
          "for",
          "from",
          "get",
          "good",
          "here",
          "i",
          "in",
          "me",
          "my",
          "n",
          "near",
          "nearby",
          "nearest",
          "nice",
          "now",
          "of",
          "on",
          "open",
          "or",
          "order",
          "outlet",
          "place",
          "popular",
          "pure",
          "restaurant",
          "shop",
          "some",
          "tasty",
          "the",
          "to",
          "top",
          "want",
          "with",
          // Hindi
          "aur",
          "da",
          "di",
          "ka",
          "ke",
          "ki",
          "mein",
          "wala",
          "wale",
          "wali");

  private SmallWords() {}

  /**
   * Whether one of the words is small: not where it is the only one, nor where it and its neighbour
   * are a cuisine, as in <i>fast food</i>.
   *
   * @param isCuisine tells the keys of cuisines
   */
  static boolean isSmall(List<Word> words, int i, Predicate<String> isCuisine) {
    Word word = words.get(i);
    boolean small = SMALL.contains(word.typed()) || SMALL.contains(word.stem());
    if (!small || words.size() == 1) {
      return false;
    }
    boolean withNext = i + 1 < words.size() && isCuisine.test(pair(word, words.get(i + 1)));
    boolean withLast = i > 0 && isCuisine.test(pair(words.get(i - 1), word));
    return !withNext && !withLast;
  }

  private static String pair(Word first, Word second) {
    return first.typed() + " " + second.typed();
  }
}
