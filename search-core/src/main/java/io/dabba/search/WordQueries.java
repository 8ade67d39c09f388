package io.dabba.search;

import io.dabba.search.text.Word;
import io.dabba.search.text.WordTrie.Meant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

/** Lucene's queries for words, each of them in any of the text fields, the best field counting. */
final class WordQueries {
  /** Up to so many words that begin alike are looked up one by one. */
  static final int FEW_WORDS = 8;

  private static final float NAME_BOOST = 3;
  private static final float CUISINES_BOOST = 2.5f;
  private static final float MENU_BOOST = 1;
  private static final float OTHER_FIELDS = 0.1f;

  /** What a word counts of which only the beginning was typed: a finished one comes before it. */
  private static final float BEGINNING = 0.8f;

  // about what a whole word scores there
  private static final float NAME_BEGINNING = BEGINNING * NAME_BOOST / 2;
  private static final float ANY_BEGINNING = BEGINNING * MENU_BOOST / 2;

  private WordQueries() {}

  static Query anywhere(Word word) {
    return bestOf(field -> new TermQuery(new Term(field, word.stem())));
  }

  /** All of the words, each of them anywhere. */
  static Query all(List<String> words) {
    if (words.size() == 1) {
      return anywhere(Word.of(words.getFirst()));
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    words.forEach(word -> all.add(anywhere(Word.of(word)), Occur.MUST));
    return all.build();
  }

  /** The words one after the other. */
  static Query phrase(List<String> words) {
    String[] stems = words.stream().map(word -> Word.of(word).stem()).toArray(String[]::new);
    return bestOf(field -> new PhraseQuery(field, stems));
  }

  /**
   * Words that begin like this.
   *
   * @param words some of them; all if they are no more than {@link #FEW_WORDS}
   */
  static Query beginning(String prefix, List<Meant> words) {
    List<Query> any = new ArrayList<>();
    if (words.size() <= FEW_WORDS) {
      words.forEach(word -> any.add(new BoostQuery(anywhere(Word.of(word.word())), BEGINNING)));
    } else {
      any.add(constant(RestaurantDocument.NAME_WORDS, prefix, NAME_BEGINNING));
      any.add(constant(RestaurantDocument.WORDS, prefix, ANY_BEGINNING));
    }
    return new DisjunctionMaxQuery(any, 0);
  }

  private static Query constant(String field, String prefix, float score) {
    Query words = new PrefixQuery(new Term(field, prefix), MultiTermQuery.DOC_VALUES_REWRITE);
    return new BoostQuery(new ConstantScoreQuery(words), score);
  }

  private static Query bestOf(Function<String, Query> inField) {
    return new DisjunctionMaxQuery(
        List.of(
            new BoostQuery(inField.apply(RestaurantDocument.NAME), NAME_BOOST),
            new BoostQuery(inField.apply(RestaurantDocument.CUISINES), CUISINES_BOOST),
            new BoostQuery(inField.apply(RestaurantDocument.MENU), MENU_BOOST)),
        OTHER_FIELDS);
  }
}
