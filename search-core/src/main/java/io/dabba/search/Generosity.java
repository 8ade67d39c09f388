package io.dabba.search;

/** How freely a text is understood; each finds what those before it do, and more. */
enum Generosity {
  /** As it was typed. */
  TYPED(0),
  /** With the usual corrections. */
  CORRECTED(1),
  /** With corrections of short words, of more slips, and by sound. */
  WIDENED(2),
  /** Without words that nobody near has; if that does not help, with any of the words. */
  LOOSE(3);

  private final int level;

  Generosity(int level) {
    this.level = level;
  }

  /** How free it is; stands in cursors. */
  int level() {
    return level;
  }

  /**
   * That of a level.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  static Generosity of(int level) {
    for (Generosity each : values()) {
      if (each.level == level) {
        return each;
      }
    }
    throw new IndexOutOfBoundsException(level);
  }
}
