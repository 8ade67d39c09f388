package io.dabba.search;

import io.dabba.geo.CityId;
import io.dabba.geo.GeoPoint;
import io.dabba.search.Reading.Slot;
import io.dabba.search.TopHits.Top;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;

/** One query answered on one state of the catalogue. */
final class CatalogSearch {
  /** With so many hits as typed, nobody looks for what else may have been meant. */
  private static final int ENOUGH = 10;

  private final Searched index;
  private final RestaurantQuery query;
  private final TextReader text;

  /**
   * @param query with the moment of the cursor if it has one
   */
  CatalogSearch(Searched index, RestaurantQuery query) {
    this.index = index;
    this.query = query;
    this.text =
        new TextReader(
            query.text(),
            index.searcher().getIndexReader(),
            index.dictionary(),
            index.settings().synonyms());
  }

  /** How the text was understood in the end, and what that found. */
  private record Found(
      Generosity generosity, Optional<Reading> reading, List<String> ignored, SearchPass pass) {}

  /**
   * @param cursor where to begin
   * @param snapshot keeps the state of the catalogue for a next page, and returns its number
   */
  RestaurantHits run(Optional<Cursor> cursor, LongSupplier snapshot) throws IOException {
    Found found =
        cursor.isPresent()
            ? find(cursor.get().generosity(), query.limit() + 1, cursor.map(Cursor::last))
            : find(query.limit() + 1);
    List<Top> tops = found.pass.hits();
    boolean more = tops.size() > query.limit();
    List<RestaurantHit> hits = new ArrayList<>(query.limit());
    for (Top top : more ? tops.subList(0, query.limit()) : tops) {
      hits.add(hit(top));
    }
    Optional<String> next = Optional.empty();
    if (more) {
      Top last = tops.get(query.limit() - 1);
      next =
          Optional.of(
              new Cursor(last, found.generosity, query.at(), snapshot.getAsLong()).write(query));
    }
    return new RestaurantHits(
        hits,
        found.pass.total(),
        found.pass.facets(),
        found.pass.corrections(),
        found.ignored,
        next);
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
    Optional<Reading> reading = find(1).reading;
    if (reading.isEmpty()) {
      return Optional.of(scores.parts(inLeaf, 0, 1, distanceMeters));
    }
    Optional<TextMatch> match = new ReadingWeights(reading.get(), searcher).in(leaf);
    if (match.isEmpty() || match.get().advance(inLeaf) != inLeaf) {
      return Optional.empty();
    }
    double relevance = Ranking.relevance(match.get().score(), reading.get().required());
    return Optional.of(scores.parts(inLeaf, match.get().slips(), relevance, distanceMeters));
  }

  /** As freely as it takes to find something. */
  private Found find(int size) throws IOException {
    Found typed = find(Generosity.TYPED, size, Optional.empty());
    if (text.isEmpty()
        || typed.pass.near() >= ENOUGH
        || (typed.pass.near() > 0 && text.knowsAll())) {
      return typed;
    }
    Found found = typed;
    for (Generosity more : EnumSet.range(Generosity.CORRECTED, Generosity.LOOSE)) {
      found = find(more, size, Optional.empty());
      if (found.pass.near() > 0) {
        return found;
      }
    }
    return found;
  }

  private Found find(Generosity generosity, int size, Optional<Top> after) throws IOException {
    if (text.isEmpty()) {
      SearchPass pass = new SearchPass(index, query, Optional.empty(), size, after).run();
      return new Found(generosity, Optional.empty(), List.of(), pass);
    }
    Reading reading = text.read(generosity);
    List<String> ignored = List.of();
    if (generosity == Generosity.LOOSE) {
      Reading strict = reading;
      List<Slot> near = new ArrayList<>();
      for (Slot word : strict.words()) {
        if (word.required() && isNear(word)) {
          near.add(word);
        }
      }
      ignored =
          strict.words().stream()
              .filter(word -> word.required() && !near.contains(word))
              .map(Slot::typed)
              .toList();
      reading = new Reading(near, false);
      if (near.isEmpty() || pass(reading, 1, Optional.empty()).near() == 0) {
        reading = new Reading(near, true);
      }
    }
    return new Found(generosity, Optional.of(reading), ignored, pass(reading, size, after));
  }

  private boolean isNear(Slot word) throws IOException {
    return pass(new Reading(List.of(word), false), 1, Optional.empty()).near() > 0;
  }

  private SearchPass pass(Reading reading, int size, Optional<Top> after) throws IOException {
    SearchPass pass = new SearchPass(index, query, Optional.of(reading), size, after);
    return reading.isPossible() ? pass.run() : pass;
  }

  private RestaurantHit hit(Top top) throws IOException {
    RestaurantRow row = index.row(top.document());
    GeoPoint point = new GeoPoint(row.lat(), row.lng());
    double distanceMeters = query.point().distanceMeters(point);
    boolean open = row.open() && query.at().map(row.schedule()::isOpenAt).orElse(true);
    Duration prepTime = Duration.ofMillis(row.prepMillis());
    return new RestaurantHit(
        new RestaurantId(row.id()),
        new CityId(row.cityId()),
        row.name(),
        point,
        distanceMeters,
        row.cuisines(),
        row.rating(),
        row.votes(),
        row.priceLevel(),
        row.veg(),
        open,
        distanceMeters <= row.deliveryRadiusMeters(),
        row.deliveryFee().atMeters(distanceMeters),
        prepTime,
        prepTime.plus(index.settings().travelTime().between(point, query.point())),
        Stream.of(row.image()).filter(image -> !image.isEmpty()).findFirst(),
        top.slips() > 0,
        top.score());
  }
}
