package io.dabba.search;

import io.dabba.search.Reading.Slot;
import io.dabba.search.Reading.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/** A reading prepared for one searcher, and how often each of its corrections was what fit. */
final class ReadingWeights {
  private final Reading reading;
  private final List<List<Weight>> weights = new ArrayList<>();
  private final List<int[]> fits = new ArrayList<>();

  ReadingWeights(Reading reading, IndexSearcher searcher) throws IOException {
    this.reading = reading;
    for (Slot word : reading.words()) {
      List<Weight> ofWord = new ArrayList<>(word.variants().size());
      for (Variant variant : word.variants()) {
        ofWord.add(searcher.createWeight(searcher.rewrite(variant.query()), ScoreMode.COMPLETE, 1));
      }
      weights.add(ofWord);
      fits.add(new int[word.variants().size()]);
    }
  }

  /** What fits in one segment; empty if nothing does. */
  Optional<TextMatch> in(LeafReaderContext leaf) throws IOException {
    List<WordMatch> required = new ArrayList<>();
    List<WordMatch> welcome = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      Slot word = reading.words().get(i);
      Optional<WordMatch> match = WordMatch.of(word.variants(), weights.get(i), leaf, fits.get(i));
      if (match.isPresent()) {
        (word.required() ? required : welcome).add(match.get());
      } else if (word.required() && !reading.anyWord()) {
        return Optional.empty();
      }
    }
    return required.isEmpty()
        ? Optional.empty()
        : Optional.of(new TextMatch(required, welcome, reading));
  }

  /** The corrections that fit, by how often. */
  List<Correction> corrections() {
    record Used(Correction correction, int times) {}
    List<Correction> corrections = new ArrayList<>();
    for (int i = 0; i < reading.words().size(); i++) {
      List<Variant> variants = reading.words().get(i).variants();
      List<Used> used = new ArrayList<>();
      for (int v = 0; v < variants.size(); v++) {
        int times = fits.get(i)[v];
        if (times > 0) {
          variants.get(v).correction().ifPresent(c -> used.add(new Used(c, times)));
        }
      }
      used.stream()
          .sorted((one, other) -> other.times() - one.times())
          .map(Used::correction)
          .filter(correction -> !corrections.contains(correction))
          .forEach(corrections::add);
    }
    return corrections;
  }
}
