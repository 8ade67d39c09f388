package io.dabba.search;

import io.dabba.search.space.Curve;
import io.dabba.search.text.Word;
import io.dabba.search.text.WordTokens;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/**
 * A restaurant as a Lucene document: texts to match, a row to compute with and to show, and the
 * place on the curve by which documents are sorted. A change of meaning here is a new {@link
 * #SCHEMA}.
 */
final class RestaurantDocument {
  /** The version of the fields; an index of another is not read. */
  static final String SCHEMA = "3";

  static final String ID = "id";
  static final String NAME = "name";
  static final String CUISINES = "cuisines";
  static final String MENU = "menu";

  /** Every word of the name as typed, for beginnings. */
  static final String NAME_WORDS = "nameWords";

  /** Every word as typed, of name, cuisines and menu: for beginnings, and to correct by. */
  static final String WORDS = "words";

  /** Each dish by its folded words, and as it is written, for suggestions. */
  static final String DISHES = "dishes";

  static final String ROW = "row";
  static final String PLACE = "place";

  static final Sort ORDER = new Sort(new SortField(PLACE, SortField.Type.LONG));

  private RestaurantDocument() {}

  static Term idTerm(RestaurantId id) {
    return new Term(ID, id.value());
  }

  static Document of(Restaurant restaurant) {
    Document document = new Document();
    document.add(new StringField(ID, restaurant.id().value(), Field.Store.NO));
    document.add(new BinaryDocValuesField(ROW, RestaurantRow.write(restaurant)));
    long place = Curve.place(restaurant.point().lat(), restaurant.point().lng());
    document.add(new NumericDocValuesField(PLACE, place));
    Set<String> words = new LinkedHashSet<>();
    addText(document, NAME, restaurant.name(), words);
    words.forEach(word -> addWord(document, NAME_WORDS, word));
    restaurant.cuisines().forEach(cuisine -> addText(document, CUISINES, cuisine, words));
    Dishes.Menu dishes = new Dishes.Menu();
    restaurant.menu().forEach(item -> dishes.add(item, addDish(document, item, words)));
    dishes.values().forEach(dish -> document.add(new SortedSetDocValuesField(DISHES, dish)));
    words.forEach(word -> addWord(document, WORDS, word));
    return document;
  }

  /** Returns the folded words of its name. */
  private static String addDish(Document document, MenuItem item, Set<String> words) {
    if (item.popular()) {
      // said twice, it counts more
      addText(document, MENU, item.name(), words);
    }
    return addText(document, MENU, item.name(), words);
  }

  private static String addText(Document document, String field, String text, Set<String> words) {
    List<Word> found = Word.all(text);
    document.add(new TextField(field, new WordTokens(found)));
    StringJoiner folded = new StringJoiner(" ");
    for (Word word : found) {
      words.add(word.typed());
      folded.add(word.typed());
    }
    return folded.toString();
  }

  private static void addWord(Document document, String field, String word) {
    document.add(new StringField(field, word, Field.Store.NO));
    document.add(new SortedSetDocValuesField(field, new BytesRef(word)));
  }
}
