package io.dabba.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;

/**
 * The words of one state of the index. Words of removed restaurants do not count, though Lucene
 * keeps them until it merges.
 */
final class Dictionary {
  private static final List<String> TEXT_FIELDS =
      List.of(RestaurantDocument.NAME, RestaurantDocument.CUISINES, RestaurantDocument.MENU);

  private final IndexReader reader;
  private final Bits live;

  Dictionary(IndexReader reader) {
    this.reader = reader;
    Bits liveDocs = MultiBits.getLiveDocs(reader);
    this.live = liveDocs == null ? new Bits.MatchAllBits(reader.maxDoc()) : liveDocs;
  }

  /** Whether a restaurant has the word, in singular or plural. */
  boolean has(Word word) throws IOException {
    BytesRef stem = new BytesRef(word.stem());
    for (String field : TEXT_FIELDS) {
      Terms terms = MultiTerms.getTerms(reader, field);
      if (terms != null) {
        TermsEnum found = terms.iterator();
        if (found.seekExact(stem) && isLive(found)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a restaurant has a word that begins like this; O(words of removed restaurants). */
  boolean hasPrefix(String prefix) throws IOException {
    Terms terms = MultiTerms.getTerms(reader, RestaurantDocument.WORDS);
    if (terms == null) {
      return false;
    }
    BytesRef start = new BytesRef(prefix);
    TermsEnum found = terms.iterator();
    TermsEnum.SeekStatus status = found.seekCeil(start);
    if (status == TermsEnum.SeekStatus.END) {
      return false;
    }
    for (BytesRef term = found.term();
        term != null && StringHelper.startsWith(term, start);
        term = found.next()) {
      if (isLive(found)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The word meant: the fewest slips away, then with the same first letter, then in most
   * restaurants. Empty if none is near enough; words with digits are never corrected.
   */
  Optional<String> correct(String typed) throws IOException {
    int letters = typed.codePointCount(0, typed.length());
    if (letters < RestaurantQuery.MIN_CORRECTED_LENGTH
        || typed.codePoints().anyMatch(Character::isDigit)) {
      return Optional.empty();
    }
    int most = letters < RestaurantQuery.MIN_TWICE_CORRECTED_LENGTH ? 1 : 2;
    for (int slips = 1; slips <= most; slips++) {
      Optional<String> nearest = nearest(typed, slips);
      if (nearest.isPresent()) {
        return nearest;
      }
    }
    return Optional.empty();
  }

  private Optional<String> nearest(String typed, int slips) throws IOException {
    Terms terms = MultiTerms.getTerms(reader, RestaurantDocument.WORDS);
    if (terms == null) {
      return Optional.empty();
    }
    CompiledAutomaton near =
        new CompiledAutomaton(new LevenshteinAutomata(typed, true).toAutomaton(slips), false, true);
    record Candidate(String word, boolean sameStart, int restaurants) {}
    List<Candidate> candidates = new ArrayList<>();
    TermsEnum found = near.getTermsEnum(terms);
    for (BytesRef term = found.next(); term != null; term = found.next()) {
      if (isLive(found)) {
        String word = term.utf8ToString();
        boolean sameStart = word.codePointAt(0) == typed.codePointAt(0);
        candidates.add(new Candidate(word, sameStart, found.docFreq()));
      }
    }
    return candidates.stream()
        .max(
            Comparator.comparing(Candidate::sameStart)
                .thenComparingInt(Candidate::restaurants)
                .thenComparing(Candidate::word, Comparator.reverseOrder()))
        .map(Candidate::word);
  }

  private boolean isLive(TermsEnum term) throws IOException {
    PostingsEnum postings = term.postings(null, PostingsEnum.NONE);
    int document = postings.nextDoc();
    while (document != DocIdSetIterator.NO_MORE_DOCS && !live.get(document)) {
      document = postings.nextDoc();
    }
    return document != DocIdSetIterator.NO_MORE_DOCS;
  }
}
