package io.dabba.search.text;

/**
 * Takes the English plural off a word, for matching only: a stem need not be a word, it must only
 * be the same for singular and plural ({@code cookie}, {@code cookies} and {@code curry}, {@code
 * curries} alike). Lighter than Porter's: {@code panner} never becomes {@code pan}.
 */
final class Plurals {
  private Plurals() {}

  static String stem(String word) {
    String singular =
        word.length() >= 4 && word.endsWith("s") && !word.endsWith("ss") ? cut(word, 1) : word;
    if (singular.length() < 4) {
      return singular;
    }
    if (singular.endsWith("ie")) {
      return cut(singular, 2) + "y";
    }
    // sandwich(es) and quiche(s), glass(es) and mousse(s), potato(es) and oboe(s)
    boolean softE =
        singular.endsWith("che")
            || singular.endsWith("she")
            || singular.endsWith("sse")
            || singular.endsWith("xe")
            || singular.endsWith("oe");
    return softE ? cut(singular, 1) : singular;
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}
