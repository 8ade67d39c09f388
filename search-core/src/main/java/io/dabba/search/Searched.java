package io.dabba.search;

import io.dabba.search.text.Dictionary;
import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;

/** One state of the catalogue, to search. */
record Searched(IndexSearcher searcher, Segment.Cache segments, CatalogSettings settings) {

  Columns columns(LeafReaderContext leaf) {
    return segments.of(leaf.reader()).columns();
  }

  Dictionary dictionary() {
    return new Dictionary(
        searcher.getIndexReader().leaves().stream()
            .map(leaf -> segments.of(leaf.reader()).words())
            .toList());
  }

  /** What is shown of a document of the index. */
  RestaurantRow row(int document) throws IOException {
    LeafReaderContext leaf = leaf(document);
    BinaryDocValues rows = rows(leaf);
    rows.advanceExact(document - leaf.docBase);
    return RestaurantRow.read(rows.binaryValue());
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
