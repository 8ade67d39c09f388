package io.dabba.search;

import io.dabba.search.text.Word;
import java.util.List;
import java.util.stream.Collectors;

/** How cuisines are compared: by their folded words, so that {@code Café} is {@code cafe}. */
final class Cuisines {
  /** Folding makes some letters several. */
  private static final int MAX_KEY_LENGTH = 32 * Restaurant.MAX_CUISINE_LENGTH;

  private Cuisines() {}

  /**
   * That of a cuisine, or of a key, which is itself.
   *
   * @throws IllegalArgumentException if it is far too long or has no letter or digit
   */
  static String key(String cuisine) {
    Checks.text("cuisine", cuisine, MAX_KEY_LENGTH);
    List<Word> words = Word.all(cuisine);
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "cuisine=%s has neither letter nor digit".formatted(Checks.excerpt(cuisine)));
    }
    return words.stream().map(Word::typed).collect(Collectors.joining(" "));
  }
}
