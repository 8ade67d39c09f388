package io.dabba.benchmarks.bench.search;

/** Slips between two words: letters more, less or other, or two neighbours swapped. */
final class EditDistance {
  private EditDistance() {}

  /** By optimal string alignment: no part is touched twice. O(product of the lengths). */
  static int between(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : best(rows, i, j, a, b);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int best(int[][] rows, int i, int j, String a, String b) {
    int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1);
    best = Math.min(best, rows[i - 1][j - 1] + other);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
