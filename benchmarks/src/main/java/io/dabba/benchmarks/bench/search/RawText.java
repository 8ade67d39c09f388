package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.bench.search.RawWords.Meant;
import io.dabba.benchmarks.bench.search.RawWords.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * neighbour, or as something else that was meant. What is nearer to what was typed counts alone: a
 * step for each slip less is added to the score, larger than any BM25, and taken off again.
 *
 * @param query whose score is BM25 and the steps
 * @param words how many there are
 */
record RawText(Query query, int words, boolean corrected) {
  private static final int MOST_SLIPS = 3;
  private static final float STEP = 32;
  private static final float NAME_BOOST = 3;
  private static final float CUISINES_BOOST = 2.5f;
  private static final float OTHER_FIELDS = 0.1f;
  private static final float JOINED = 0.5f;

  static RawText of(Words words) {
    List<String> typed = words.typed();
    boolean corrected = words.meant().stream().anyMatch(meant -> !meant.isEmpty());
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (int i = 0; i < typed.size(); i++) {
      List<Query> variants = new ArrayList<>();
      variants.add(stepped(anywhere(typed.get(i)), 0, corrected));
      if (i > 0) {
        variants.add(stepped(joined(typed.get(i - 1), typed.get(i)), 0, corrected));
      }
      if (i + 1 < typed.size()) {
        variants.add(stepped(joined(typed.get(i), typed.get(i + 1)), 0, corrected));
      }
      for (Meant meant : words.meant().get(i)) {
        variants.add(stepped(anywhere(meant.word()), meant.slips(), true));
      }
      all.add(
          variants.size() == 1 ? variants.getFirst() : new DisjunctionMaxQuery(variants, 0),
          Occur.MUST);
    }
    return new RawText(all.build(), typed.size(), corrected);
  }

  /** How many slips a document with such a score has. */
  int slips(double score) {
    return corrected ? MOST_SLIPS * words - (int) (score / STEP) : 0;
  }

  /** The BM25 of such a score. */
  double bm25(double score) {
    return corrected ? score % STEP : score;
  }

  private static Query joined(String first, String second) {
    return new BoostQuery(anywhere(first + second), JOINED);
  }

  private static Query stepped(Query query, int slips, boolean corrected) {
    return corrected
        ? new FunctionScoreQuery(query, new Stepped(STEP * (MOST_SLIPS - slips)))
        : query;
  }

  private static Query anywhere(String word) {
    return new DisjunctionMaxQuery(
        List.of(
            new BoostQuery(new TermQuery(new Term(RawDocument.NAME, word)), NAME_BOOST),
            new BoostQuery(new TermQuery(new Term(RawDocument.CUISINES, word)), CUISINES_BOOST),
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
        public double doubleValue() throws IOException {
          return scores.doubleValue() + more;
        }

        @Override
        public boolean advanceExact(int document) throws IOException {
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
