package io.dabba.benchmarks.bench.search;

import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.PerFieldSimilarityWrapper;
import org.apache.lucene.search.similarities.Similarity;

/** BM25 without the rarity of words, and for cuisines without their number. */
final class RawSimilarity extends PerFieldSimilarityWrapper {
  private static final Similarity TEXT = new WithoutRarity(0.75f);
  private static final Similarity CUISINES = new WithoutRarity(0);

  @Override
  public Similarity get(String field) {
    return field.equals(RawDocument.CUISINES) ? CUISINES : TEXT;
  }

  private static final class WithoutRarity extends BM25Similarity {
    WithoutRarity(float b) {
      super(1.2f, b);
    }

    @Override
    protected float idf(long documentsWithWord, long documents) {
      return 1;
    }
  }
}
