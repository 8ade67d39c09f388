package io.dabba.search;

/** How freely a word is understood; each but the last finds what those before it do, and more. */
enum Generosity {
  /** As it was typed. */
  TYPED(0),
  /** With the usual corrections. */
  CORRECTED(1),
  /** With corrections of short words, of more slips, and by sound. */
  WIDENED(2),
  /** Not at all: it is left out. */
  IGNORED(3);

  private final int level;

  Generosity(int level) {
    this.level = level;
  }

  /** How free it is; stands in cursors. */
  int level() {
    return level;
  }

  /** That of a level, of which there are four. */
  static Generosity of(int level) {
    for (Generosity each : values()) {
      if (each.level == level) {
        return each;
      }
    }
    throw new IllegalArgumentException("level=%d is none".formatted(level));
  }
}
