package io.dabba.search;

import io.dabba.search.text.WordTrie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader.CacheHelper;
import org.apache.lucene.index.IndexReader.CacheKey;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/**
 * What is kept in memory of a segment of the index: its columns, its words and its dishes. Holds
 * what is deleted too. Immutable.
 */
record Segment(Columns columns, WordTrie words, Dishes dishes) {

  private static Segment load(LeafReader reader) {
    try {
      return new Segment(Columns.load(reader), words(reader), Dishes.load(reader));
    } catch (IOException e) {
      throw new UncheckedIOException("segment=%s".formatted(reader), e);
    }
  }

  private static WordTrie words(LeafReader reader) throws IOException {
    WordTrie.Builder words = new WordTrie.Builder();
    Terms terms = reader.terms(RestaurantDocument.WORDS);
    if (terms != null) {
      TermsEnum each = terms.iterator();
      for (BytesRef word = each.next(); word != null; word = each.next()) {
        words.add(word.utf8ToString(), each.docFreq());
      }
    }
    return words.build();
  }

  /** The segments in memory, each as long as a reader has it open. Thread-safe. */
  static final class Cache {
    private final Map<CacheKey, Segment> segments = new ConcurrentHashMap<>();

    /** That of a reader; loaded the first time, O(its restaurants). */
    Segment of(LeafReader reader) {
      CacheHelper core = reader.getCoreCacheHelper();
      Segment known = segments.get(core.getKey());
      if (known != null) {
        return known;
      }
      return segments.computeIfAbsent(
          core.getKey(),
          key -> {
            core.addClosedListener(segments::remove);
            return load(reader);
          });
    }
  }
}
