package io.dabba.search;

import io.dabba.search.Slot.Variant;
import io.dabba.search.text.Dictionary;
import io.dabba.search.text.Word;
import io.dabba.search.text.WordTrie.Meant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Understands a text by the words of one state of the index: each word in one of its fields. */
final class TextReader {
  private static final float NAME_BOOST = 3;
  private static final float CUISINES_BOOST = 2;
  private static final float MENU_BOOST = 1;
  private static final float OTHER_FIELDS = 0.1f;
  // Small against BM25, so that a finished word comes before one that only begins alike.
  private static final float NAME_PREFIX_SCORE = 0.1f;
  private static final float PREFIX_SCORE = 0.01f;

  /** Up to so many words that begin alike are looked up one by one. */
  private static final int FEW_WORDS = 16;

  private static final int MAX_MEANT = 8;
  private static final int MAX_WIDELY_MEANT = 24;
  private static final int MIN_PART_LENGTH = 2;
  private static final int SOUNDS_ALIKE = 3;

  /** Words that say how others belong together: they add to the score and exclude nothing. */
  private static final Set<String> SMALL_WORDS =
      Set.of(
          "a", "an", "and", "at", "for", "from", "in", "me", "my", "n", "near", "of", "on", "or",
          "the", "to", "with");

  private final IndexReader index;
  private final Dictionary dictionary;
  private final Synonyms synonyms;
  private final List<Word> words;
  private final boolean onlySmall;

  /** Which word may go on; none if a space came after the last. */
  private final int unfinished;

  TextReader(String text, IndexReader index, Dictionary dictionary, Synonyms synonyms) {
    this.index = index;
    this.dictionary = dictionary;
    this.synonyms = synonyms;
    List<Word> all = Word.all(text);
    words = all.subList(0, Math.min(all.size(), RestaurantQuery.MAX_WORDS));
    unfinished = text.endsWith(" ") ? -1 : words.size() - 1;
    onlySmall = words.stream().allMatch(word -> SMALL_WORDS.contains(word.typed()));
  }

  int size() {
    return words.size();
  }

  String typed(int i) {
    return words.get(i).typed();
  }

  /** Whether a restaurant must have the word. */
  boolean isRequired(int i) {
    return onlySmall || !SMALL_WORDS.contains(words.get(i).typed());
  }

  /** Whether it is a whole word of some restaurant's. */
  boolean knows(int i) throws IOException {
    return has(words.get(i));
  }

  Slot read(int i, Generosity generosity) throws IOException {
    List<Variant> variants = new ArrayList<>();
    Word word = words.get(i);
    if (!isRequired(i)) {
      variants.add(typed(anywhere(word)));
    } else if (generosity != Generosity.IGNORED) {
      addTyped(i, variants);
      if (generosity != Generosity.TYPED) {
        addCorrected(i, generosity, variants);
      }
    }
    return new Slot(word.typed(), isRequired(i), variants);
  }

  private void addTyped(int i, List<Variant> variants) throws IOException {
    Word word = words.get(i);
    boolean known = has(word);
    if (known) {
      variants.add(typed(anywhere(word)));
    }
    for (List<String> synonym : synonyms.of(word)) {
      variants.add(typed(all(synonym)));
    }
    if (i == unfinished) {
      addBeginnings(word.typed(), 0, Optional.empty(), variants);
    }
    for (String joined : joined(i)) {
      Word one = Word.all(joined).getFirst();
      if (has(one)) {
        variants.add(typed(anywhere(one)));
      }
    }
    if (!known) {
      addSplit(word.typed(), variants);
    }
  }

  private void addCorrected(int i, Generosity generosity, List<Variant> variants) {
    String typed = words.get(i).typed();
    Set<String> used = new HashSet<>(Set.of(typed));
    boolean wide = generosity != Generosity.CORRECTED;
    addMeant(typed, typed, wide, used, variants);
    if (i == unfinished && slips(typed, wide) > 0) {
      List<Meant> beginnings = dictionary.prefixesWithin(typed, 1);
      for (Meant meant : beginnings.subList(0, Math.min(MAX_MEANT / 2, beginnings.size()))) {
        Correction correction = new Correction(typed, meant.word());
        addBeginnings(meant.word(), 1 + meant.slips(), Optional.of(correction), variants);
      }
    }
    if (i + 1 < words.size()) {
      String next = words.get(i + 1).typed();
      addMeant(typed + next, typed + " " + next, wide, used, variants);
    }
    if (i > 0) {
      String before = words.get(i - 1).typed();
      addMeant(before + typed, before + " " + typed, wide, used, variants);
    }
  }

  /** Adds the words that may have been meant by one. */
  private void addMeant(
      String typed, String shown, boolean wide, Set<String> used, List<Variant> variants) {
    int slips = slips(typed, wide);
    if (slips == 0) {
      return;
    }
    List<Meant> meant = new ArrayList<>(dictionary.within(typed, slips));
    if (wide) {
      for (Meant alike : dictionary.sounding(typed)) {
        meant.add(new Meant(alike.word(), SOUNDS_ALIKE, alike.restaurants()));
      }
    }
    int left = wide ? MAX_WIDELY_MEANT : MAX_MEANT;
    for (Meant one : meant) {
      if (left > 0 && used.add(one.word())) {
        left--;
        Query query = anywhere(Word.all(one.word()).getFirst());
        Correction correction = new Correction(shown, one.word());
        variants.add(new Variant(query, Math.max(1, one.slips()), Optional.of(correction)));
      }
    }
  }

  /** How many slips a word of its length may have; none with digits in it. */
  private static int slips(String typed, boolean wide) {
    if (typed.codePoints().anyMatch(Character::isDigit)) {
      return 0;
    }
    int letters = typed.codePointCount(0, typed.length());
    int twice =
        wide
            ? RestaurantQuery.MIN_TWICE_WIDENED_LENGTH
            : RestaurantQuery.MIN_TWICE_CORRECTED_LENGTH;
    int once = wide ? RestaurantQuery.MIN_WIDENED_LENGTH : RestaurantQuery.MIN_CORRECTED_LENGTH;
    return letters >= twice ? 2 : letters >= once ? 1 : 0;
  }

  /** The word with the one before it, and with the one after it. */
  private List<String> joined(int i) {
    List<String> joined = new ArrayList<>();
    if (i > 0) {
      joined.add(words.get(i - 1).typed() + words.get(i).typed());
    }
    if (i + 1 < words.size()) {
      joined.add(words.get(i).typed() + words.get(i + 1).typed());
    }
    return joined;
  }

  /** Adds the word as two that stand together. */
  private void addSplit(String typed, List<Variant> variants) throws IOException {
    for (int at = MIN_PART_LENGTH; at <= typed.length() - MIN_PART_LENGTH; at++) {
      String left = typed.substring(0, at);
      String right = typed.substring(at);
      if (dictionary.has(left)) {
        Word second = new Word(right, Word.all(right).getFirst().stem());
        if (has(second)) {
          variants.add(typed(phrase(Word.all(left).getFirst(), second)));
        }
      }
    }
  }

  private void addBeginnings(
      String prefix, int slips, Optional<Correction> correction, List<Variant> variants) {
    List<Meant> beginning = dictionary.withPrefix(prefix, FEW_WORDS + 1);
    if (!beginning.isEmpty()) {
      Query all = beginning(RestaurantDocument.WORDS, prefix, beginning, PREFIX_SCORE);
      Query name = beginning(RestaurantDocument.NAME_WORDS, prefix, beginning, NAME_PREFIX_SCORE);
      variants.add(new Variant(new DisjunctionMaxQuery(List.of(name, all), 0), slips, correction));
    }
  }

  private static Query beginning(String field, String prefix, List<Meant> words, float score) {
    Query query;
    if (words.size() > FEW_WORDS) {
      query = new PrefixQuery(new Term(field, prefix), MultiTermQuery.DOC_VALUES_REWRITE);
    } else {
      BooleanQuery.Builder any = new BooleanQuery.Builder();
      words.forEach(word -> any.add(new TermQuery(new Term(field, word.word())), Occur.SHOULD));
      query = any.build();
    }
    return new BoostQuery(new ConstantScoreQuery(query), score);
  }

  private boolean has(Word word) throws IOException {
    return index.docFreq(new Term(RestaurantDocument.MENU, word.stem())) > 0
        || index.docFreq(new Term(RestaurantDocument.NAME, word.stem())) > 0
        || index.docFreq(new Term(RestaurantDocument.CUISINES, word.stem())) > 0;
  }

  private static Variant typed(Query query) {
    return new Variant(query, 0, Optional.empty());
  }

  private static Query all(List<String> texts) {
    if (texts.size() == 1) {
      return anywhere(Word.all(texts.getFirst()).getFirst());
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    texts.forEach(text -> all.add(anywhere(Word.all(text).getFirst()), Occur.MUST));
    return all.build();
  }

  private static Query anywhere(Word word) {
    return bestOf(field -> new TermQuery(new Term(field, word.stem())));
  }

  private static Query phrase(Word first, Word second) {
    return bestOf(field -> new PhraseQuery(field, first.stem(), second.stem()));
  }

  private interface OfField {
    Query query(String field);
  }

  private static Query bestOf(OfField text) {
    return new DisjunctionMaxQuery(
        List.of(
            new BoostQuery(text.query(RestaurantDocument.NAME), NAME_BOOST),
            new BoostQuery(text.query(RestaurantDocument.CUISINES), CUISINES_BOOST),
            new BoostQuery(text.query(RestaurantDocument.MENU), MENU_BOOST)),
        OTHER_FIELDS);
  }
}
