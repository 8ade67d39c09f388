package io.dabba.benchmarks.bench.search;

import io.dabba.search.Correction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.function.FunctionScoreQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * The words of a text by hand: each in the best of three fields, as typed, as one with its
 * neighbour, or as Dabba found it was meant. What is nearer to what was typed counts alone: a step
 * for each slip less is added to the score, larger than any BM25, and taken off again.
 *
 * @param query whose score is BM25 and the steps
 * @param words how many there are
 */
record RawText(Query query, int words, boolean corrected) {
  private static final int MOST_SLIPS = 4;
  private static final float STEP = 256;
  private static final float OTHER_FIELDS = 0.1f;
  private static final int SOUNDS_ALIKE = 3;

  static RawText of(List<String> words, List<Correction> corrections) {
    boolean corrected = !corrections.isEmpty();
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (int i = 0; i < words.size(); i++) {
      Map<String, Integer> variants = variants(words, i, corrections);
      List<Query> queries = new ArrayList<>();
      variants.forEach((word, slips) -> {
        Query anywhere = anywhere(word);
        queries.add(
            corrected
                ? new FunctionScoreQuery(anywhere, new Stepped(STEP * (MOST_SLIPS - slips)))
                : anywhere);
      });
      all.add(
          queries.size() == 1 ? queries.getFirst() : new DisjunctionMaxQuery(queries, 0),
          Occur.MUST);
    }
    return new RawText(all.build(), words.size(), corrected);
  }

  /** How many slips a document with such a score has. */
  int slips(double score) {
    return corrected ? MOST_SLIPS * words - (int) (score / STEP) : 0;
  }

  /** The BM25 of such a score. */
  double bm25(double score) {
    return corrected ? score % STEP : score;
  }

  /** What may stand for a word, with its slips. */
  private static Map<String, Integer> variants(
      List<String> words, int i, List<Correction> corrections) {
    Map<String, Integer> variants = new HashMap<>();
    String typed = words.get(i);
    variants.put(typed, 0);
    if (i > 0) {
      variants.put(words.get(i - 1) + typed, 0);
    }
    if (i + 1 < words.size()) {
      variants.put(typed + words.get(i + 1), 0);
    }
    for (Correction correction : corrections) {
      String of = correction.typed();
      boolean before = i > 0 && of.equals(words.get(i - 1) + " " + typed);
      boolean after = i + 1 < words.size() && of.equals(typed + " " + words.get(i + 1));
      if (of.equals(typed) || before || after) {
        int slips = slips(of.replace(" ", ""), correction.used());
        variants.merge(correction.used(), slips, Math::min);
      }
    }
    return variants;
  }

  private static int slips(String typed, String used) {
    int most = typed.length() >= 5 ? 2 : 1;
    int slips = EditDistance.between(typed, used);
    return slips > most ? SOUNDS_ALIKE : Math.max(1, slips);
  }

  private static Query anywhere(String word) {
    return new DisjunctionMaxQuery(
        List.of(
            new BoostQuery(new TermQuery(new Term(RawDocument.NAME, word)), 3),
            new BoostQuery(new TermQuery(new Term(RawDocument.CUISINES, word)), 2),
            new TermQuery(new Term(RawDocument.MENU, word))),
        OTHER_FIELDS);
  }

  /** The score and so much more. */
  private static final class Stepped extends DoubleValuesSource {
    private final float more;

    Stepped(float more) {
      this.more = more;
    }

    @Override
    public DoubleValues getValues(LeafReaderContext leaf, DoubleValues scores) {
      return new DoubleValues() {
        @Override
        public double doubleValue() throws java.io.IOException {
          return scores.doubleValue() + more;
        }

        @Override
        public boolean advanceExact(int document) throws java.io.IOException {
          return scores.advanceExact(document);
        }
      };
    }

    @Override
    public boolean needsScores() {
      return true;
    }

    @Override
    public DoubleValuesSource rewrite(IndexSearcher searcher) {
      return this;
    }

    @Override
    public boolean isCacheable(LeafReaderContext leaf) {
      return false;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Stepped stepped && stepped.more == more;
    }

    @Override
    public int hashCode() {
      return Float.hashCode(more);
    }

    @Override
    public String toString() {
      return "score + " + more;
    }
  }
}
