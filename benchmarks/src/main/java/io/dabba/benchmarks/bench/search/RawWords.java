package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.bench.search.LoggedQuery.TypedWord;
import io.dabba.search.Correction;
import io.dabba.search.RestaurantHits;
import io.dabba.search.RestaurantQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * What each word of a text is looked for as, found out beforehand by brute force over all words of
 * an index: where Dabba says that it corrected a word, the words that its rules allow.
 */
final class RawWords {
  private static final List<String> FIELDS =
      List.of(RawDocument.NAME, RawDocument.CUISINES, RawDocument.MENU);
  private static final int MOST_MEANT = 8;
  private static final int MUCH_MORE_COMMON = 20;

  private final IndexReader reader;
  private final IndexSearcher searcher;
  private final Set<String> all = new TreeSet<>();

  RawWords(IndexReader reader) throws IOException {
    this.reader = reader;
    this.searcher = new IndexSearcher(reader);
    for (String field : FIELDS) {
      Terms terms = MultiTerms.getTerms(reader, field);
      if (terms != null) {
        TermsEnum each = terms.iterator();
        for (BytesRef word = each.next(); word != null; word = each.next()) {
          all.add(word.utf8ToString());
        }
      }
    }
  }

  /** A word to look for, so many slips from what was typed. */
  record Meant(String word, int slips) {}

  /** The words of a text that are not ignored, each with what else it may be. */
  record Words(List<String> typed, List<List<Meant>> meant) {}

  /**
   * The words of a query.
   *
   * @param answer Dabba's without filters, which tells what it corrected and left out
   */
  Words of(LoggedQuery logged, RestaurantHits answer) throws IOException {
    List<String> text = logged.words().stream().map(TypedWord::typed).toList();
    List<String> typed = new ArrayList<>();
    List<List<Meant>> meant = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      if (!answer.ignored().contains(text.get(i))) {
        typed.add(text.get(i));
        meant.add(isCorrected(text, i, answer.corrections()) ? meant(text, i) : List.of());
      }
    }
    return new Words(typed, meant);
  }

  private boolean isCorrected(List<String> text, int i, List<Correction> corrections) {
    String word = text.get(i);
    for (Correction correction : corrections) {
      String of = correction.typed();
      if (of.equals(word)) {
        return true;
      }
      boolean joined =
          (i > 0 && of.equals(text.get(i - 1) + " " + word))
              || (i + 1 < text.size() && of.equals(word + " " + text.get(i + 1)));
      if (joined && !all.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private List<Meant> meant(List<String> text, int i) throws IOException {
    String word = text.get(i);
    int restaurants = 0;
    for (String field : FIELDS) {
      restaurants = Math.max(restaurants, reader.docFreq(new Term(field, word)));
    }
    Set<String> used = new HashSet<>();
    List<Meant> meant = new ArrayList<>();
    add(word, restaurants, used, meant);
    if (restaurants == 0 && i + 1 < text.size()) {
      add(word + text.get(i + 1), 0, used, meant);
    }
    if (restaurants == 0 && i > 0) {
      add(text.get(i - 1) + word, 0, used, meant);
    }
    return meant;
  }

  /** Adds the likeliest: the nearest, with the same first letter, in most restaurants. */
  private void add(String typed, int restaurants, Set<String> used, List<Meant> meant)
      throws IOException {
    used.add(typed);
    boolean isLong = typed.length() >= RestaurantQuery.MIN_TWICE_CORRECTED_LENGTH;
    if (typed.length() < RestaurantQuery.MIN_CORRECTED_LENGTH) {
      return;
    }
    int most = isLong && restaurants == 0 ? 2 : 1;
    long least = (long) restaurants * (isLong ? 1 : MUCH_MORE_COMMON);
    record Candidate(String word, int slips, boolean otherStart, int restaurants) {}
    List<Candidate> candidates = new ArrayList<>();
    for (String word : all) {
      if (Math.abs(word.length() - typed.length()) <= most) {
        int slips = EditDistance.between(typed, word);
        if (slips <= most) {
          boolean otherStart = word.charAt(0) != typed.charAt(0);
          candidates.add(new Candidate(word, slips, otherStart, restaurants(word)));
        }
      }
    }
    candidates.stream()
        .sorted(
            Comparator.comparingInt(Candidate::slips)
                .thenComparing(Candidate::otherStart)
                .thenComparing(Candidate::restaurants, Comparator.reverseOrder())
                .thenComparing(Candidate::word))
        .filter(one -> one.restaurants >= least && used.add(one.word))
        .limit(MOST_MEANT)
        .forEach(one -> meant.add(new Meant(one.word, Math.max(1, one.slips))));
  }

  private int restaurants(String word) throws IOException {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    FIELDS.forEach(field -> any.add(new TermQuery(new Term(field, word)), Occur.SHOULD));
    return searcher.count(any.build());
  }
}
