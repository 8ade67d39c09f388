package io.dabba.search;

import io.dabba.search.CellPass.Candidate;
import io.dabba.search.Closings.Presence;
import io.dabba.search.space.CircleRuns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** The load of a {@link CellAnswer} from one state of the catalogue. */
final class CellSearch {
  private final Searched index;
  private final Closings closings;
  private final CellKey key;
  private final Cell cell;
  private final RestaurantQuery query;

  CellSearch(Searched index, Closings closings, CellQuery load) {
    this.index = index;
    this.closings = closings;
    this.key = load.key();
    this.cell = Cell.of(key.cell());
    this.query = key.query(cell, load.at());
  }

  /** How a text is understood everywhere in the cell, and what that finds. */
  private record Found(Understanding understanding, List<String> ignored, CellPass pass) {}

  /**
   * Empty if the text is not understood alike everywhere in the cell.
   *
   * @param mark of the closings that the index knows
   * @param snapshot keeps the state of the catalogue for next pages, and returns its number
   */
  Optional<CellAnswer> run(long mark, LongSupplier snapshot) throws IOException {
    Optional<Found> found = find();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    CellPass pass = found.get().pass;
    List<Candidate> candidates = pass.candidates();
    CellAnswer.Builder answer =
        new CellAnswer.Builder(
            cell,
            found.get().understanding.code(),
            found.get().ignored,
            mark,
            index.settings().travelTime());
    if (candidates.size() > 1) {
      answer.snapshot = snapshot.getAsLong();
    }
    answer.total = pass.total();
    answer.facets = pass.facets();
    answer.corrections = pass.corrections();
    answer.bound = pass.bound();
    List<Integer> documents = new ArrayList<>();
    candidates.forEach(candidate -> documents.add(candidate.best().document()));
    if (answer.bound.isEmpty() && pass.missing().isPresent()) {
      answer.hasFacets = true;
      documents.addAll(pass.missing().get());
    }
    List<RestaurantRow> rows = index.rows(documents);
    for (int i = 0; i < rows.size(); i++) {
      RestaurantRow row = rows.get(i);
      Presence presence = closings.presence(row.id());
      if (i < candidates.size()) {
        answer.add(row, presence, candidates.get(i).best(), candidates.get(i).relevance());
      } else {
        answer.addMissing(row, presence);
      }
    }
    // those that closed before they had a presence
    Optional<Set<String>> closed = closings.since(mark);
    return closed.map(answer::build);
  }

  private Optional<Found> find() throws IOException {
    TextSearch text = text(query.radiusMeters());
    Found typed = found(text, new Understanding());
    int near = typed.pass.surelyNear();
    if (text.isEmpty() || near >= TextSearch.ENOUGH) {
      return Optional.of(typed);
    }
    if (near == 0 && typed.pass.perhapsNear() > 0) {
      return Optional.empty();
    }
    // what is found, of each word too, grows with the circle: if all is understood alike in the
    // smallest circle and in the largest, it is in all between
    Understanding narrow = understanding(query.radiusMeters() - cell.reachMeters());
    Understanding wide = understanding(cell.mostMeters(query.radiusMeters()));
    if (narrow.code() != wide.code()) {
      return Optional.empty();
    }
    boolean asTyped = wide.code() == typed.understanding.code();
    return Optional.of(asTyped ? typed : found(text, wide));
  }

  private Understanding understanding(double radiusMeters) throws IOException {
    return text(radiusMeters).find(1).understanding();
  }

  private TextSearch text(double radiusMeters) {
    double radius = Math.min(radiusMeters, RestaurantQuery.MAX_RADIUS_METERS);
    RestaurantQuery around = query.toBuilder().radiusMeters(radius).build();
    return new TextSearch(index, around, CircleRuns.of(query.point(), radius));
  }

  private Found found(TextSearch text, Understanding understanding) throws IOException {
    Optional<Reading> reading = text.reading(understanding);
    CellPass pass = new CellPass(index, key, cell, query, reading);
    boolean possible = reading.map(Reading::isPossible).orElse(true);
    return new Found(understanding, text.ignored(understanding), possible ? pass.run() : pass);
  }
}
