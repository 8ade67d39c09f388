package io.dabba.search;

import io.dabba.search.TextSearch.Found;
import io.dabba.search.TopHits.Top;
import io.dabba.search.space.CircleRuns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;

/** One query answered on one state of the catalogue. */
final class CatalogSearch {
  private final Searched index;
  private final RestaurantQuery query;
  private final TextSearch text;

  /**
   * @param query with the moment of the cursor if it has one
   */
  CatalogSearch(Searched index, RestaurantQuery query) {
    this.index = index;
    this.query = query;
    this.text = new TextSearch(index, query, CircleRuns.of(query.point(), query.radiusMeters()));
  }

  /**
   * @param cursor where to begin
   * @param snapshot keeps the state of the catalogue for a next page, and returns its number
   */
  RestaurantHits run(Optional<Cursor> cursor, LongSupplier snapshot) throws IOException {
    int size = query.limit() + 1;
    Found found =
        cursor.isPresent()
            ? text.find(
                Understanding.of(cursor.get().understanding()), size, cursor.map(Cursor::last))
            : text.find(size);
    SearchPass pass = found.pass();
    List<Top> tops = pass.hits();
    boolean more = tops.size() > query.limit();
    List<RestaurantHit> hits = hits(more ? tops.subList(0, query.limit()) : tops);
    Optional<String> next = Optional.empty();
    if (more) {
      Top last = tops.get(query.limit() - 1);
      next =
          Optional.of(
              new Cursor(last, found.understanding().code(), query.at(), snapshot.getAsLong())
                  .write(query));
    }
    return new RestaurantHits(
        hits, pass.total(), pass.facets(), pass.corrections(), found.ignored(), next);
  }

  /** The parts of the score of one restaurant; empty if it is not near or lacks the text. */
  Optional<ScoreParts> explain(RestaurantId id) throws IOException {
    IndexSearcher searcher = index.searcher();
    TopDocs documents = searcher.search(new TermQuery(RestaurantDocument.idTerm(id)), 1);
    if (documents.scoreDocs.length == 0) {
      return Optional.empty();
    }
    int document = documents.scoreDocs[0].doc;
    LeafReaderContext leaf = index.leaf(document);
    Columns columns = index.columns(leaf);
    int inLeaf = document - leaf.docBase;
    double distanceMeters = query.point().distanceMeters(columns.point(inLeaf));
    if (distanceMeters > query.radiusMeters()) {
      return Optional.empty();
    }
    LeafScores scores = new LeafScores(columns, query);
    Optional<Reading> reading = text.find(1).reading();
    if (reading.isEmpty()) {
      return Optional.of(scores.parts(inLeaf, 0, 1, distanceMeters));
    }
    Optional<TextMatch> match = reading.get().in(leaf);
    if (match.isEmpty() || match.get().advance(inLeaf) != inLeaf) {
      return Optional.empty();
    }
    double relevance = Ranking.relevance(match.get().score(), reading.get().required());
    return Optional.of(scores.parts(inLeaf, match.get().slips(), relevance, distanceMeters));
  }

  private List<RestaurantHit> hits(List<Top> tops) throws IOException {
    List<RestaurantRow> rows = index.rows(tops.stream().map(Top::document).toList());
    List<RestaurantHit> hits = new ArrayList<>(tops.size());
    for (int i = 0; i < rows.size(); i++) {
      RestaurantCard card = new RestaurantCard(rows.get(i));
      double distanceMeters = query.point().distanceMeters(card.point());
      hits.add(card.hit(query, distanceMeters, tops.get(i), index.settings().travelTime()));
    }
    return hits;
  }
}
