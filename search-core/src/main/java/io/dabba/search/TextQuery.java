package io.dabba.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * A text as a Lucene query: every word in one of the text fields, the best field counting.
 *
 * @param words how many words every hit must have; with none, all documents match
 */
record TextQuery(Query query, int words, List<Correction> corrections) {
  private static final float NAME_BOOST = 3;
  private static final float CUISINES_BOOST = 2;
  private static final float MENU_BOOST = 1;
  // Small against BM25, so that a finished word comes before one that only begins alike.
  private static final float PREFIX_BOOST = 0.1f;
  private static final float OTHER_FIELDS = 0.1f;

  /** Words that say how others belong together: they add to the score and exclude nothing. */
  private static final Set<String> SMALL_WORDS =
      Set.of(
          "a", "an", "and", "at", "for", "from", "in", "me", "my", "n", "near", "of", "on", "or",
          "the", "to", "with");

  static TextQuery of(String text, Dictionary dictionary) throws IOException {
    List<Word> all = Word.all(text);
    List<Word> words = all.subList(0, Math.min(all.size(), RestaurantQuery.MAX_WORDS));
    if (words.isEmpty()) {
      return new TextQuery(MatchAllDocsQuery.INSTANCE, 0, List.of());
    }
    boolean onlySmall = words.stream().allMatch(word -> SMALL_WORDS.contains(word.typed()));
    List<Correction> corrections = new ArrayList<>();
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    int required = 0;
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      boolean small = !onlySmall && SMALL_WORDS.contains(word.typed());
      boolean last = i == words.size() - 1;
      if (!small && !dictionary.has(word) && !(last && dictionary.hasPrefix(word.typed()))) {
        Optional<String> meant = dictionary.correct(word.typed());
        if (meant.isPresent()) {
          corrections.add(new Correction(word.typed(), meant.get()));
          word = Word.all(meant.get()).getFirst();
          last = false;
        }
      }
      required += small ? 0 : 1;
      query.add(anywhere(word, last), small ? Occur.SHOULD : Occur.MUST);
    }
    return new TextQuery(query.build(), required, List.copyOf(corrections));
  }

  private static Query anywhere(Word word, boolean alsoPrefix) {
    List<Query> fields = new ArrayList<>();
    addField(fields, RestaurantDocument.NAME, NAME_BOOST, word, alsoPrefix);
    addField(fields, RestaurantDocument.CUISINES, CUISINES_BOOST, word, alsoPrefix);
    addField(fields, RestaurantDocument.MENU, MENU_BOOST, word, alsoPrefix);
    return new DisjunctionMaxQuery(fields, OTHER_FIELDS);
  }

  private static void addField(
      List<Query> fields, String field, float boost, Word word, boolean alsoPrefix) {
    fields.add(new BoostQuery(new TermQuery(new Term(field, word.stem())), boost));
    if (alsoPrefix) {
      Query prefix = new PrefixQuery(new Term(field, word.typed()));
      fields.add(new BoostQuery(prefix, boost * PREFIX_BOOST));
    }
  }
}
