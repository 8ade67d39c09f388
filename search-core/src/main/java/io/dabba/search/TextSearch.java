package io.dabba.search;

import io.dabba.geo.DistancesFrom;
import io.dabba.search.TopHits.Top;
import io.dabba.search.space.CircleRuns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;

/**
 * A query whose text is understood as freely as it takes to find something near, word by word: a
 * word that somebody near has is taken as it is, and only where nobody has it one looks for what
 * else was meant. For one thread.
 */
final class TextSearch {
  /** With so many hits as typed, nobody looks for what else may have been meant. */
  static final int ENOUGH = 10;

  /** Of more words that nobody near has, the others are left out. */
  private static final int MAX_CORRECTED = 4;

  private final Searched index;
  private final RestaurantQuery query;
  private final TextReader text;
  private final CircleRuns circle;
  private final PreparedWord[] prepared;
  private final Generosity[] preparedAs;

  TextSearch(Searched index, RestaurantQuery query, CircleRuns circle) {
    this.index = index;
    this.query = query;
    this.circle = circle;
    this.text = new TextReader(query.text(), index);
    prepared = new PreparedWord[text.size()];
    preparedAs = new Generosity[text.size()];
  }

  /**
   * A text as it was understood in the end, and what that found.
   *
   * @param reading empty if there is no text
   * @param ignored the words left out
   */
  record Found(
      Understanding understanding,
      Optional<Reading> reading,
      List<String> ignored,
      SearchPass pass) {}

  /** Understands the text, and keeps so many hits. */
  Found find(int size) throws IOException {
    Understanding understanding = new Understanding();
    Found typed = find(understanding, size, Optional.empty());
    int near = typed.pass().near();
    if (text.isEmpty() || near >= ENOUGH) {
      return typed;
    }
    if (near > 0) {
      return understandUnfinished(understanding)
          ? find(understanding, size, Optional.empty())
          : typed;
    }
    understandAbsent(understanding);
    Found found = find(understanding, size, Optional.empty());
    if (found.pass().near() > 0 || found.reading().stream().allMatch(r -> r.required() < 2)) {
      return found;
    }
    understanding.allowAnyWord();
    return find(understanding, size, Optional.empty());
  }

  /** Corrects words that only begin some restaurant's; tells whether there are any. */
  private boolean understandUnfinished(Understanding understanding) throws IOException {
    boolean any = false;
    for (int i = 0; i < text.size(); i++) {
      if (text.isRequired(i) && !text.knows(i)) {
        understanding.set(i, Generosity.CORRECTED);
        any = true;
      }
    }
    return any;
  }

  /**
   * Corrects words that nobody near has, and leaves out what stays absent; if that would be all of
   * them, corrects more freely.
   */
  private void understandAbsent(Understanding understanding) throws IOException {
    boolean anyNear = false;
    int absent = 0;
    for (int i = 0; i < text.size(); i++) {
      if (text.isRequired(i)) {
        boolean near = isNear(word(i, Generosity.TYPED));
        if (!near) {
          near = ++absent <= MAX_CORRECTED && isNear(word(i, Generosity.CORRECTED));
          understanding.set(i, near ? Generosity.CORRECTED : Generosity.IGNORED);
        }
        anyNear |= near;
      }
    }
    int left = anyNear ? 0 : MAX_CORRECTED;
    for (int i = 0; i < text.size() && left > 0; i++) {
      if (text.isRequired(i)) {
        left--;
        if (isNear(word(i, Generosity.WIDENED))) {
          understanding.set(i, Generosity.WIDENED);
        }
      }
    }
  }

  /** With the text understood like this. */
  Found find(Understanding understanding, int size, Optional<Top> after) throws IOException {
    Optional<Reading> reading = reading(understanding);
    SearchPass pass = new SearchPass(index, query, reading, size, after);
    return new Found(
        understanding,
        reading,
        ignored(understanding),
        reading.isEmpty() || reading.get().isPossible() ? pass.run(circle) : pass);
  }

  /** Whether there is nothing that a restaurant must have. */
  boolean isEmpty() {
    return text.isEmpty();
  }

  /** The text understood like this; empty if there is none. */
  Optional<Reading> reading(Understanding understanding) throws IOException {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<PreparedWord> words = new ArrayList<>(text.size());
    for (int i = 0; i < text.size(); i++) {
      if (understanding.of(i) != Generosity.IGNORED) {
        PreparedWord word = word(i, understanding.of(i));
        if (understanding.isAnyWord()) {
          word.weigh(index.searcher());
        }
        words.add(word);
      }
    }
    return Optional.of(new Reading(words, understanding.isAnyWord()));
  }

  /** The words left out. */
  List<String> ignored(Understanding understanding) {
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < text.size() && !text.isEmpty(); i++) {
      if (understanding.of(i) == Generosity.IGNORED) {
        ignored.add(text.typed(i));
      }
    }
    return ignored;
  }

  private PreparedWord word(int i, Generosity generosity) throws IOException {
    PreparedWord word = prepared[i];
    if (word == null || preparedAs[i] != generosity) {
      word = new PreparedWord(text.read(i, generosity), index.searcher());
      prepared[i] = word;
      preparedAs[i] = generosity;
    }
    return word;
  }

  private boolean isNear(PreparedWord word) throws IOException {
    for (LeafReaderContext leaf : index.searcher().getIndexReader().leaves()) {
      Optional<WordMatch> match = word.in(leaf);
      if (match.isPresent() && isNear(match.get(), leaf)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNear(WordMatch match, LeafReaderContext leaf) throws IOException {
    Columns columns = index.columns(leaf);
    Bits live = leaf.reader().getLiveDocs();
    DistancesFrom point = DistancesFrom.of(query.point());
    for (int run = 0; run < circle.size(); run++) {
      int to = columns.from(circle.to(run));
      int document = match.advance(columns.from(circle.from(run)));
      while (document < to) {
        if ((live == null || live.get(document))
            && columns.meters(point, document) <= query.radiusMeters()) {
          return true;
        }
        document = match.advance(document + 1);
      }
    }
    return false;
  }
}
