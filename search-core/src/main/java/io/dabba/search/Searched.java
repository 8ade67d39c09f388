package io.dabba.search;

import io.dabba.search.text.Dictionary;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;

/** One state of the catalogue, to search. */
record Searched(IndexSearcher searcher, Segment.Cache segments, CatalogSettings settings) {
  private static final int FEW = 64;

  Columns columns(LeafReaderContext leaf) {
    return segments.of(leaf.reader()).columns();
  }

  Dictionary dictionary() {
    return new Dictionary(
        searcher.getIndexReader().leaves().stream()
            .map(leaf -> segments.of(leaf.reader()).words())
            .toList());
  }

  /**
   * How many restaurants have a word in a field; where many have it, with those removed of late.
   */
  int restaurants(Term word) throws IOException {
    IndexReader reader = searcher.getIndexReader();
    int having = reader.docFreq(word);
    return having > FEW || !reader.hasDeletions() ? having : living(word);
  }

  private int living(Term word) throws IOException {
    int living = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      PostingsEnum having = leaf.reader().postings(word, PostingsEnum.NONE);
      if (having != null) {
        Bits live = leaf.reader().getLiveDocs();
        int document = having.nextDoc();
        while (document != DocIdSetIterator.NO_MORE_DOCS) {
          living += live == null || live.get(document) ? 1 : 0;
          document = having.nextDoc();
        }
      }
    }
    return living;
  }

  /** Whether a restaurant has had the cuisine of that key. */
  boolean isCuisine(String key) {
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      if (columns(leaf).cuisineKeys.contains(key)) {
        return true;
      }
    }
    return false;
  }

  /** What is shown of some documents of the index, in their order. */
  List<RestaurantRow> rows(List<Integer> documents) throws IOException {
    // to begin to read a segment takes longer than many rows, and it is read in its own order
    RestaurantRow[] rows = new RestaurantRow[documents.size()];
    BinaryDocValues[] values = new BinaryDocValues[searcher.getIndexReader().leaves().size()];
    int[] order =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparing(documents::get))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i : order) {
      LeafReaderContext leaf = leaf(documents.get(i));
      if (values[leaf.ord] == null) {
        values[leaf.ord] = rows(leaf);
      }
      values[leaf.ord].advanceExact(documents.get(i) - leaf.docBase);
      rows[i] = RestaurantRow.read(values[leaf.ord].binaryValue());
    }
    return List.of(rows);
  }

  LeafReaderContext leaf(int document) {
    var leaves = searcher.getIndexReader().leaves();
    return leaves.get(ReaderUtil.subIndex(document, leaves));
  }

  static BinaryDocValues rows(LeafReaderContext leaf) throws IOException {
    BinaryDocValues rows = leaf.reader().getBinaryDocValues(RestaurantDocument.ROW);
    if (rows == null) {
      throw new IllegalStateException("segment=%s has no rows".formatted(leaf));
    }
    return rows;
  }
}
