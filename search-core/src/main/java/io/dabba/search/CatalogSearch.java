package io.dabba.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.function.FunctionMatchQuery;
import org.apache.lucene.queries.function.FunctionScoreQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.BytesRef;

/** One query answered on one state of the index. */
final class CatalogSearch {
  // Lucene keeps points to about a centimetre and on a slightly larger Earth: its circle, a little
  // wider, only finds candidates, and the stored doubles decide.
  private static final double CANDIDATE_SLACK_METERS = 1;
  private static final float DISTANCE_COST = 50;

  private final IndexSearcher searcher;
  private final RestaurantQuery query;
  private final TextQuery text;

  private CatalogSearch(IndexSearcher searcher, RestaurantQuery query) throws IOException {
    this.searcher = searcher;
    this.query = query;
    this.text = TextQuery.of(query.text(), new Dictionary(searcher.getIndexReader()));
  }

  static RestaurantHits run(IndexSearcher searcher, RestaurantQuery query) throws IOException {
    Optional<Cursor> after = query.cursor().map(cursor -> Cursor.read(cursor, query));
    return new CatalogSearch(searcher, query).run(after);
  }

  private RestaurantHits run(Optional<Cursor> after) throws IOException {
    TopFieldCollectorManager top =
        new TopFieldCollectorManager(
            sort().rewrite(searcher),
            query.limit() + 1,
            after.map(this::position).orElse(null),
            Integer.MAX_VALUE);
    TopFieldDocs found;
    CuisineCount[] cuisines;
    if (query.cuisines().isEmpty()) {
      Object[] both =
          searcher.search(matches(true), new MultiCollectorManager(top, new CuisineCounter()));
      found = (TopFieldDocs) both[0];
      cuisines = (CuisineCount[]) both[1];
    } else {
      found = searcher.search(matches(true), top);
      cuisines = searcher.search(matches(false), new CuisineCounter());
    }
    boolean more = found.scoreDocs.length > query.limit();
    List<ScoreDoc> page =
        List.of(found.scoreDocs).subList(0, more ? query.limit() : found.scoreDocs.length);
    List<RestaurantHit> hits = new ArrayList<>();
    StoredFields stored = searcher.storedFields();
    for (ScoreDoc hit : page) {
      hits.add(RestaurantDocument.hit(stored.document(hit.doc), query.point(), score(hit)));
    }
    return new RestaurantHits(
        hits,
        Math.toIntExact(found.totalHits.value()),
        List.of(cuisines),
        text.corrections(),
        more ? Optional.of(cursor(page.getLast()).write(query)) : Optional.empty());
  }

  private Query matches(boolean byCuisine) {
    BooleanQuery.Builder matches = new BooleanQuery.Builder();
    matches.add(text.query(), Occur.MUST);
    double candidateMeters = query.radiusMeters() + CANDIDATE_SLACK_METERS;
    matches.add(
        LatLonPoint.newDistanceQuery(
            RestaurantDocument.POINT, query.point().lat(), query.point().lng(), candidateMeters),
        Occur.FILTER);
    matches.add(atMost(Measure.distanceMeters(query.point()), query.radiusMeters()), Occur.FILTER);
    if (byCuisine && !query.cuisines().isEmpty()) {
      List<BytesRef> keys = query.cuisines().stream().map(BytesRef::new).toList();
      matches.add(new TermInSetQuery(RestaurantDocument.CUISINE_KEY, keys), Occur.FILTER);
    }
    if (query.vegOnly()) {
      matches.add(flag(RestaurantDocument.VEG), Occur.FILTER);
    }
    if (query.openOnly()) {
      matches.add(flag(RestaurantDocument.OPEN), Occur.FILTER);
    }
    if (query.minRating() > 0) {
      matches.add(
          DoublePoint.newRangeQuery(
              RestaurantDocument.RATING, query.minRating(), Restaurant.MAX_RATING),
          Occur.FILTER);
    }
    if (query.maxPriceLevel() < Restaurant.MAX_PRICE_LEVEL) {
      matches.add(
          IntPoint.newRangeQuery(RestaurantDocument.PRICE_LEVEL, 1, query.maxPriceLevel()),
          Occur.FILTER);
    }
    if (query.deliversHere()) {
      matches.add(atMost(Measure.pastDeliveryMeters(query.point()), 0), Occur.FILTER);
    }
    return new FunctionScoreQuery(
        matches.build(), Measure.score(query.ranking(), query.point(), text.words()));
  }

  private static Query atMost(Measure measure, double most) {
    return new FunctionMatchQuery(measure, value -> value <= most, DISTANCE_COST);
  }

  private static Query flag(String name) {
    return new TermQuery(new Term(RestaurantDocument.FLAGS, name));
  }

  // Every order ends in score and id, so that no two restaurants tie and a cursor has one form.
  private Sort sort() {
    SortField score = SortField.FIELD_SCORE;
    SortField id = new SortField(RestaurantDocument.ID, SortField.Type.STRING);
    return switch (query.sort()) {
      case RELEVANCE -> new Sort(score, score, id);
      case DISTANCE ->
          new Sort(Measure.distanceMeters(query.point()).getSortField(false), score, id);
      case RATING ->
          new Sort(Measure.weightedRating(query.ranking()).getSortField(true), score, id);
      case PRICE -> new Sort(Measure.priceLevel().getSortField(false), score, id);
    };
  }

  private FieldDoc position(Cursor cursor) {
    Object key = query.sort() == SortBy.RELEVANCE ? (Object) cursor.score() : (Object) cursor.key();
    Object[] values = {key, cursor.score(), new BytesRef(cursor.id())};
    // Past every document: what equals the cursor is the hit that it was made of.
    return new FieldDoc(Integer.MAX_VALUE, Float.NaN, values);
  }

  private static Cursor cursor(ScoreDoc hit) {
    Object[] values = ((FieldDoc) hit).fields;
    return new Cursor(
        ((Number) values[0]).doubleValue(), score(hit), ((BytesRef) values[2]).utf8ToString());
  }

  private static float score(ScoreDoc hit) {
    return (Float) ((FieldDoc) hit).fields[1];
  }
}
