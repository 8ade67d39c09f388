package io.dabba.search;

import io.dabba.geo.GeoPoint;
import io.dabba.search.text.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherLifetimeManager;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * All restaurants, to be searched: a Lucene index in memory or in a directory of its own. A copy
 * for reading, never the truth: what it loses, its owner puts again.
 *
 * <p>Any number of threads may call everything at once. What was put or removed is found only after
 * {@link #refresh}, which takes milliseconds, and is on disk only after {@link #commit} or {@link
 * #close}. Each search sees one state of the whole catalogue. Searches burn CPU and commits write
 * files: call them on platform threads, and on few. About 100 bytes a restaurant are kept in
 * memory.
 *
 * <p>After {@link #close} every call throws {@link IllegalStateException}; a failing disk is an
 * {@link UncheckedIOException}.
 */
public final class Catalog implements AutoCloseable {
  private static final String SCHEMA_KEY = "dabba.search.schema";
  private static final String POSITION_KEY = "dabba.search.position";
  private static final double RAM_BUFFER_MEGABYTES = 64;
  private static final int MAX_PAGED_STATES = 600;
  private static final double PAGED_SECONDS = 120;

  private static final WordSimilarity SIMILARITY = new WordSimilarity();

  private final Directory directory;
  private final CatalogSettings settings;
  private final Segment.Cache segments = new Segment.Cache();
  private final SearcherLifetimeManager paged = new SearcherLifetimeManager();
  private final Closings closings = new Closings();
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private volatile Optional<String> position;

  private Catalog(Directory directory, CatalogSettings settings) throws IOException {
    this.directory = directory;
    this.settings = settings;
    Map<String, String> committed =
        IndexFiles.check(directory, SCHEMA_KEY, RestaurantDocument.SCHEMA);
    this.position = Optional.ofNullable(committed.get(POSITION_KEY));
    IndexWriterConfig config =
        new IndexWriterConfig(Word.ANALYZER)
            .setIndexSort(RestaurantDocument.ORDER)
            .setSimilarity(SIMILARITY)
            .setRAMBufferSizeMB(RAM_BUFFER_MEGABYTES)
            .setMergedSegmentWarmer(segments::of);
    this.writer = new IndexWriter(directory, config);
    try {
      tell(position);
      this.searchers = new SearcherManager(writer, new Searchers());
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(writer);
      throw e;
    }
  }

  /** An empty catalogue in memory. */
  public static Catalog inMemory() {
    return inMemory(CatalogSettings.DEFAULT);
  }

  /** An empty catalogue in memory. */
  public static Catalog inMemory(CatalogSettings settings) {
    try {
      return new Catalog(new ByteBuffersDirectory(), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("catalog=in memory", e);
    }
  }

  /** The catalogue of a directory, with the standard settings. */
  public static Catalog open(Path directory) {
    return open(directory, CatalogSettings.DEFAULT);
  }

  /**
   * The catalogue of a directory, which is made if it is not there; O(its size), which is read once
   * to see whether it is whole. One process may have it open, once. If it is damaged, or another
   * version of this library wrote it and its fields differ, that is logged, and it begins empty,
   * without a {@link #position}: its owner puts everything again.
   *
   * @throws UncheckedIOException if the directory cannot be used or is open already
   */
  public static Catalog open(Path directory, CatalogSettings settings) {
    try {
      Directory files = IndexFiles.open(directory);
      try {
        return new Catalog(files, settings);
      } catch (IOException | RuntimeException e) {
        IOUtils.closeWhileHandlingException(files);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("catalog=%s".formatted(directory), e);
    }
  }

  /** Adds the restaurant, or replaces the one with its id. */
  public void put(Restaurant restaurant) {
    run(() ->
        writer.updateDocument(
            RestaurantDocument.idTerm(restaurant.id()), RestaurantDocument.of(restaurant)));
    if (!restaurant.open()) {
      closings.close(restaurant.id().value());
    }
  }

  /** Puts each in turn; not atomic. */
  public void putAll(Collection<Restaurant> restaurants) {
    restaurants.forEach(this::put);
  }

  /** Removes the restaurant; nothing happens if there is none. */
  public void remove(RestaurantId id) {
    run(() -> writer.deleteDocuments(RestaurantDocument.idTerm(id)));
    closings.close(id.value());
  }

  /** Removes all restaurants, and the position. */
  public void clear() {
    run(writer::deleteAll);
    closings.closeAll();
    position = Optional.empty();
    tell(position);
  }

  /** Makes everything put and removed before this call visible to searches. */
  public void refresh() {
    run(() -> {
      long closed = closings.count();
      searchers.maybeRefreshBlocking();
      closings.show(closed);
      letGo();
    });
  }

  /** Lets go the states that are kept for pages which nobody has turned for long. */
  private void letGo() throws IOException {
    int[] kept = {0};
    paged.prune((age, searcher) -> age > PAGED_SECONDS || ++kept[0] > MAX_PAGED_STATES);
  }

  /** Makes everything put and removed before this call survive the process; visible or not. */
  public void commit() {
    run(() -> {
      writer.commit();
      letGo();
    });
  }

  /**
   * The same, together with how far its owner has read what he puts, in his own words: after a
   * restart he goes on from {@link #position}.
   */
  public void commit(String position) {
    tell(Optional.of(position));
    commit();
    this.position = Optional.of(position);
  }

  /** The position of the last commit; empty if there was none, or its index was not to be used. */
  public Optional<String> position() {
    return position;
  }

  /** How many restaurants there are, as of the last refresh. */
  public int size() {
    return withSearcher(searcher -> searcher.getIndexReader().numDocs());
  }

  /**
   * Makes the index one segment, as is best after all was put at once; takes about as long as that.
   * Searches go on meanwhile.
   */
  public void merge() {
    run(() -> writer.forceMerge(1));
    refresh();
  }

  /**
   * The restaurants that fit the query, as of the last refresh, or as of when its first page was
   * made. O(restaurants of the circle that have the words); a word that nobody near has costs a
   * walk over the words that begin nearly alike.
   *
   * @throws IllegalArgumentException if the cursor is damaged or is of another query
   */
  public RestaurantHits search(RestaurantQuery query) {
    Optional<Cursor> cursor = query.cursor().map(text -> Cursor.read(text, query));
    RestaurantQuery asked =
        cursor.flatMap(Cursor::at).map(at -> query.toBuilder().at(at).build()).orElse(query);
    Search<RestaurantHits> search =
        searcher ->
            new CatalogSearch(new Searched(searcher, segments, settings), asked)
                .run(cursor, () -> keep(searcher));
    return cursor.isPresent() ? withState(cursor.get().snapshot(), search) : withSearcher(search);
  }

  /**
   * What the score of a restaurant is made of, whatever the filters; empty if it is farther than
   * the radius or lacks the text.
   */
  public Optional<ScoreParts> explain(RestaurantQuery query, RestaurantId id) {
    return withSearcher(searcher ->
        new CatalogSearch(new Searched(searcher, segments, settings), query).explain(id));
  }

  /** Which restaurants closed, so that what was found before forgets them at once. */
  Closings closings() {
    return closings;
  }

  /** What all customers of a cell can be answered from; empty if they would differ too much. */
  Optional<CellAnswer> search(CellQuery query) {
    long mark = closings.shown();
    return withSearcher(searcher ->
        new CellSearch(new Searched(searcher, segments, settings), closings, query)
            .run(mark, () -> keep(searcher)));
  }

  /** What begins as was typed, near. */
  List<Suggestion> suggest(GeoPoint point, double radiusMeters, List<String> typed, int limit) {
    return withSearcher(searcher ->
        new SuggestionSearch(
                new Searched(searcher, segments, settings), point, radiusMeters, typed, limit)
            .run());
  }

  /** Commits, with the position of the last commit, and closes; once closed, nothing happens. */
  @Override
  public void close() {
    run(() -> IOUtils.close(paged, searchers, writer, directory));
  }

  private void tell(Optional<String> position) {
    Map<String, String> data = new HashMap<>();
    data.put(SCHEMA_KEY, RestaurantDocument.SCHEMA);
    position.ifPresent(at -> data.put(POSITION_KEY, at));
    writer.setLiveCommitData(data.entrySet());
  }

  private long keep(IndexSearcher searcher) {
    try {
      return paged.record(searcher);
    } catch (IOException e) {
      throw failed(e);
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

  /** On the state of that number if it is kept still, else on the present one. */
  private <T> T withState(long number, Search<T> search) {
    IndexSearcher kept = paged.acquire(number);
    if (kept == null) {
      return withSearcher(search);
    }
    try {
      try {
        return search.on(kept);
      } finally {
        paged.release(kept);
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

  /**
   * Searchers without Lucene's process-wide query cache, of segments that are in memory already: no
   * query's answer lives past it, and none waits for a new segment.
   */
  private final class Searchers extends SearcherFactory {
    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
      List<LeafReaderContext> leaves = reader.leaves();
      leaves.forEach(leaf -> segments.of(leaf.reader()));
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      searcher.setSimilarity(SIMILARITY);
      return searcher;
    }
  }
}
