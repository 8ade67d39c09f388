package io.dabba.search;

import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.PerFieldSimilarityWrapper;
import org.apache.lucene.search.similarities.Similarity;

/**
 * BM25 without the rarity of words: as all words of a text are asked for, it would only tell how
 * many others have the word in the same field, and set a rare word of a name above the very cuisine
 * that was asked for. So scores do not change with what else is in the index. A restaurant is none
 * the less of a cuisine for having others.
 */
final class WordSimilarity extends PerFieldSimilarityWrapper {
  private static final float K1 = 1.2f;
  private static final float B = 0.75f;

  private static final Similarity TEXT = new Rarityless(B);
  private static final Similarity CUISINES = new Rarityless(0);

  @Override
  public Similarity get(String field) {
    return field.equals(RestaurantDocument.CUISINES) ? CUISINES : TEXT;
  }

  private static final class Rarityless extends BM25Similarity {
    Rarityless(float b) {
      super(K1, b);
    }

    @Override
    protected float idf(long documentsWithWord, long documents) {
      return 1;
    }
  }
}
