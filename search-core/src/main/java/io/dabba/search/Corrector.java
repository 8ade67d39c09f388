package io.dabba.search;

import io.dabba.search.Slot.Variant;
import io.dabba.search.text.Dictionary;
import io.dabba.search.text.Word;
import io.dabba.search.text.WordTrie.Meant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What else may have been meant by a word. For one thread. */
final class Corrector {
  private static final int MAX_MEANT = 8;
  private static final int MAX_WIDELY_MEANT = 24;
  private static final int MAX_BEGINNINGS = 4;
  private static final int SOUNDS_ALIKE = 3;

  /**
   * A word that restaurants have elsewhere is only taken for one that so many times as many have; a
   * long one, which is less likely to be near another by chance, for one that as many have.
   */
  private static final int MUCH_MORE_COMMON = 20;

  private static final int MANY = 64;

  private final Dictionary dictionary;
  private final boolean wide;
  private final List<Variant> variants;
  private final Set<String> used = new HashSet<>();

  /**
   * @param wide whether to go as far as it takes to find something
   * @param variants to which it adds
   */
  Corrector(Dictionary dictionary, boolean wide, List<Variant> variants) {
    this.dictionary = dictionary;
    this.wide = wide;
    this.variants = variants;
  }

  /**
   * Adds the words that may have been meant.
   *
   * @param typed the letters typed
   * @param shown as they were typed, with a space where two words may be one
   * @param restaurants how many have it as it was typed
   */
  void addWords(String typed, String shown, int restaurants) {
    used.add(typed);
    int slips = slips(typed);
    if (slips == 0) {
      return;
    }
    List<Meant> meant = new ArrayList<>(dictionary.within(typed, restaurants > 0 ? 1 : slips));
    if (wide && restaurants == 0) {
      dictionary
          .sounding(typed, SOUNDS_ALIKE)
          .forEach(alike -> meant.add(new Meant(alike.word(), SOUNDS_ALIKE, alike.restaurants())));
    }
    boolean isLong = typed.length() >= RestaurantQuery.MIN_TWICE_CORRECTED_LENGTH;
    long least = (long) restaurants * (isLong ? 1 : MUCH_MORE_COMMON);
    int left = wide ? MAX_WIDELY_MEANT : MAX_MEANT;
    for (Meant one : meant) {
      if (left > 0 && one.restaurants() >= least && used.add(one.word())) {
        left--;
        variants.add(
            new Variant(
                WordQueries.anywhere(Word.of(one.word())),
                Math.max(1, one.slips()),
                Optional.of(new Correction(shown, one.word()))));
      }
    }
  }

  /** Adds words that begin almost like this; they are a slip farther off than whole words. */
  void addBeginnings(String typed) {
    if (slips(typed) == 0) {
      return;
    }
    List<Meant> beginnings = dictionary.prefixesWithin(typed, 1);
    int most = Math.min(MAX_BEGINNINGS, beginnings.size());
    for (Meant beginning : beginnings.subList(0, most)) {
      List<Meant> words = dictionary.withPrefix(beginning.word(), MANY);
      Optional<Correction> correction =
          words.stream()
              .max(Comparator.comparingInt(Meant::restaurants))
              .map(commonest -> new Correction(typed, commonest.word()));
      variants.add(
          new Variant(
              WordQueries.beginning(beginning.word(), words), 1 + beginning.slips(), correction));
    }
  }

  /** How many slips a word of its length may have; none with digits in it. */
  private int slips(String typed) {
    if (typed.codePoints().anyMatch(Character::isDigit)) {
      return 0;
    }
    int letters = typed.codePointCount(0, typed.length());
    int twice =
        wide
            ? RestaurantQuery.MIN_TWICE_WIDENED_LENGTH
            : RestaurantQuery.MIN_TWICE_CORRECTED_LENGTH;
    int once = wide ? RestaurantQuery.MIN_WIDENED_LENGTH : RestaurantQuery.MIN_CORRECTED_LENGTH;
    return letters >= twice ? 2 : letters >= once ? 1 : 0;
  }
}
