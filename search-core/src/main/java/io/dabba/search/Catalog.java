package io.dabba.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * All restaurants, to be searched: a Lucene index in memory or in a directory of its own. A copy
 * for reading, never the truth: what it loses, its owner puts again.
 *
 * <p>Any number of threads may call everything at once. What was put or removed is found only after
 * {@link #refresh}, and is on disk only after {@link #commit} or {@link #close}. Each search sees
 * one state of the whole catalogue. Searches burn CPU and commits write files: call them on
 * platform threads, and on few.
 *
 * <p>After {@link #close} every call throws {@link IllegalStateException}; a failing disk is an
 * {@link UncheckedIOException}.
 */
public final class Catalog implements AutoCloseable {
  private static final String SCHEMA_KEY = "dabba.search.schema";

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  private Catalog(Directory directory) throws IOException {
    this.directory = directory;
    checkSchema(directory);
    this.writer = new IndexWriter(directory, new IndexWriterConfig(Word.ANALYZER));
    writer.setLiveCommitData(Map.of(SCHEMA_KEY, RestaurantDocument.SCHEMA).entrySet());
    this.searchers = new SearcherManager(writer, new Searchers());
  }

  /** An empty catalogue in memory. */
  public static Catalog inMemory() {
    try {
      return new Catalog(new ByteBuffersDirectory());
    } catch (IOException e) {
      throw new UncheckedIOException("catalog=in memory", e);
    }
  }

  /**
   * The catalogue of a directory, which is made if it is not there. One process may have it open,
   * once.
   *
   * @throws UncheckedIOException if the directory cannot be used or is open already
   * @throws IllegalStateException if another version of this library wrote it and its fields
   *     differ; the directory is not touched
   */
  public static Catalog open(Path directory) {
    try {
      return open(FSDirectory.open(directory));
    } catch (IOException e) {
      throw new UncheckedIOException("catalog=%s".formatted(directory), e);
    }
  }

  private static Catalog open(Directory directory) throws IOException {
    try {
      return new Catalog(directory);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Adds the restaurant, or replaces the one with its id. */
  public void put(Restaurant restaurant) {
    run(() ->
        writer.updateDocument(
            RestaurantDocument.idTerm(restaurant.id()), RestaurantDocument.of(restaurant)));
  }

  /** Puts each in turn; not atomic. */
  public void putAll(Collection<Restaurant> restaurants) {
    restaurants.forEach(this::put);
  }

  /** Removes the restaurant; nothing happens if there is none. */
  public void remove(RestaurantId id) {
    run(() -> writer.deleteDocuments(RestaurantDocument.idTerm(id)));
  }

  /** Makes everything put and removed before this call visible to searches. */
  public void refresh() {
    run(searchers::maybeRefreshBlocking);
  }

  /** Makes everything put and removed before this call survive the process; visible or not. */
  public void commit() {
    run(writer::commit);
  }

  /** How many restaurants there are, as of the last refresh. */
  public int size() {
    return withSearcher(searcher -> searcher.getIndexReader().numDocs());
  }

  /**
   * The restaurants that fit the query, as of the last refresh. O(restaurants of the circle that
   * have the words), and of the catalogue's distinct words for each word to correct.
   *
   * @throws IllegalArgumentException if the cursor is damaged or is of another query
   */
  public RestaurantHits search(RestaurantQuery query) {
    return withSearcher(searcher -> CatalogSearch.run(searcher, query));
  }

  /** Commits and closes; once closed, nothing happens. */
  @Override
  public void close() {
    run(() -> IOUtils.close(searchers, writer, directory));
  }

  private static void checkSchema(Directory directory) throws IOException {
    Map<String, String> committed;
    try {
      committed = SegmentInfos.readLatestCommit(directory).getUserData();
    } catch (IndexNotFoundException e) {
      return;
    }
    String schema = committed.getOrDefault(SCHEMA_KEY, "none");
    if (!schema.equals(RestaurantDocument.SCHEMA)) {
      throw new IllegalStateException(
          "directory=%s has schema=%s, not %s; delete it and put all restaurants again"
              .formatted(directory, schema, RestaurantDocument.SCHEMA));
    }
  }

  private <T> T withSearcher(Search<T> search) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return search.on(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void run(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("catalog=%s".formatted(directory), e);
  }

  private interface Step {
    void run() throws IOException;
  }

  private interface Search<T> {
    T on(IndexSearcher searcher) throws IOException;
  }

  /** Searchers without Lucene's process-wide query cache: no query's answer lives past it. */
  private static final class Searchers extends SearcherFactory {
    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      return searcher;
    }
  }
}
