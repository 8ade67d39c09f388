package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.bench.search.RawWords.Words;
import io.dabba.search.Facets;
import io.dabba.search.RestaurantHit;
import io.dabba.search.RestaurantHits;
import io.dabba.search.RestaurantQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Lucene by hand, as the limit: the words and the circle as one query of stock clauses, the rest in
 * one collector. What else a word was meant to be is not looked for, but given.
 */
final class RawLuceneSide implements Side {
  static final String NAME = "raw_lucene";

  private static final Similarity SIMILARITY = new RawSimilarity();

  // Lucene's Earth is a little larger, and its points are rounded: the collector decides.
  private static final double SLACK_METERS = 1;
  private static final double RAM_BUFFER_MEGABYTES = 256;

  private final FSDirectory directory;
  private List<Words> words = List.of();
  private @Nullable DirectoryReader reader;

  private RawLuceneSide(FSDirectory directory) {
    this.directory = directory;
  }

  static RawLuceneSide in(Path folder) throws IOException {
    return new RawLuceneSide(FSDirectory.open(folder));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void fill(Restaurants restaurants) throws IOException {
    IndexWriterConfig config =
        new IndexWriterConfig(FoldedWords.ANALYZER)
            .setIndexSort(RawDocument.ORDER)
            .setSimilarity(SIMILARITY)
            .setRAMBufferSizeMB(RAM_BUFFER_MEGABYTES);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      Filling.inTwo(
          restaurants,
          (all, from, to) -> {
            for (int i = from; i < to; i++) {
              writer.addDocument(RawDocument.of(all.restaurant(i)));
            }
          });
      writer.forceMerge(1);
    }
    reader = DirectoryReader.open(directory);
  }

  /**
   * Finds out what the words of each query of the log are looked for as.
   *
   * @param answers Dabba's to each, without filters
   */
  void understand(List<LoggedQuery> log, List<RestaurantHits> answers) throws IOException {
    RawWords all = new RawWords(reader());
    List<Words> understood = new ArrayList<>();
    for (LoggedQuery logged : log) {
      understood.add(all.of(logged, answers.get(logged.number())));
    }
    words = List.copyOf(understood);
  }

  @Override
  public Asker asker() {
    return query -> search(query).total();
  }

  /** What is compared with Dabba's. */
  record Found(List<RestaurantHit> hits, int total, Facets facets) {}

  Found search(LoggedQuery logged) throws IOException {
    IndexSearcher searcher = new IndexSearcher(reader());
    searcher.setQueryCache(null);
    searcher.setSimilarity(SIMILARITY);
    RestaurantQuery query = logged.query();
    RawText text = RawText.of(words.get(logged.number()));
    LeafReader leaf = searcher.getIndexReader().leaves().getFirst().reader();
    RawPass pass = new RawPass(query, text, new RawColumns(leaf));
    searcher.search(inCircle(query, text), new OnlyCollector(pass));
    List<RestaurantHit> hits = new ArrayList<>();
    BinaryDocValues rows = RawColumns.rows(leaf);
    for (RawPass.Top top : pass.inOrder()) {
      // doc values go forward only
      if (rows.docID() >= top.document()) {
        rows = RawColumns.rows(leaf);
      }
      rows.advanceExact(top.document());
      hits.add(RawRow.hit(rows.binaryValue(), top));
    }
    return new Found(hits, pass.total(), pass.facets().facets());
  }

  @Override
  public long indexBytes() throws IOException {
    long bytes = 0;
    for (String file : directory.listAll()) {
      bytes += directory.fileLength(file);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
    directory.close();
  }

  private DirectoryReader reader() {
    if (reader == null) {
      throw new IllegalStateException("nothing was put yet");
    }
    return reader;
  }

  private static Query inCircle(RestaurantQuery query, RawText text) {
    return new BooleanQuery.Builder()
        .add(text.query(), Occur.MUST)
        .add(
            LatLonPoint.newDistanceQuery(
                RawDocument.POINT,
                query.point().lat(),
                query.point().lng(),
                query.radiusMeters() + SLACK_METERS),
            Occur.FILTER)
        .build();
  }

  /** The pass as the only collector, since there is one segment. */
  private record OnlyCollector(RawPass pass) implements CollectorManager<RawPass, RawPass> {
    @Override
    public RawPass newCollector() {
      return pass;
    }

    @Override
    public RawPass reduce(Collection<RawPass> collectors) {
      return pass;
    }
  }
}
