package io.dabba.search;

import io.dabba.geo.DistancesFrom;
import io.dabba.geo.GeoPoint;
import io.dabba.search.Suggestion.Kind;
import io.dabba.search.SuggestionSearch.Ranked;
import io.dabba.search.space.CircleRuns;
import io.dabba.search.text.Word;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * A look at the restaurants near: counts what of theirs begins as was typed. What is the same in
 * several segments is told by the hash of its words. For one thread.
 */
final class SuggestionPass {
  private final Searched index;
  private final DistancesFrom point;
  private final double radiusMeters;
  private final List<String> typed;
  private final boolean corrected;
  private final Map<String, Counted> cuisines = new HashMap<>();
  private final Map<Long, Counted> dishes = new HashMap<>();
  private final Map<Long, Named> names = new HashMap<>();

  SuggestionPass(
      Searched index, GeoPoint point, double radiusMeters, List<String> typed, boolean corrected) {
    this.index = index;
    this.point = DistancesFrom.of(point);
    this.radiusMeters = radiusMeters;
    this.typed = typed;
    this.corrected = corrected;
  }

  /** A cuisine or a dish, however it is written. */
  private static final class Counted {
    private final int slips;
    private int restaurants;
    private int ofSpelling;
    private int number;
    private LeafReaderContext leaf;

    Counted(int slips, LeafReaderContext leaf) {
      this.slips = slips;
      this.leaf = leaf;
    }

    /** Adds some that write it the same way. */
    void add(int count, int spelling, LeafReaderContext of) {
      restaurants += count;
      if (count > ofSpelling) {
        ofSpelling = count;
        number = spelling;
        leaf = of;
      }
    }
  }

  /** A name of restaurants, and the best of them. */
  private static final class Named {
    private final int slips;
    private int restaurants;
    private double score = -1;
    private int document;

    Named(int slips) {
      this.slips = slips;
    }
  }

  /** Looks at no more than so many; returns at how many. */
  int run(LeafReaderContext leaf, CircleRuns runs, int most) throws IOException {
    return new InLeaf(leaf).run(runs, most);
  }

  int maxSlips() {
    return corrected ? typed.stream().mapToInt(TypedWords::slips).sum() : 0;
  }

  /** The first so many. */
  List<Ranked> cuisines(int most) {
    return first(cuisines.values(), most)
        .map(cuisine -> {
          LeafReaderContext leaf = cuisine.leaf;
          String text = leaf == null ? "" : index.columns(leaf).cuisines.get(cuisine.number);
          return SuggestionSearch.ranked(Kind.CUISINE, text, cuisine.slips, cuisine.restaurants);
        })
        .sorted(Ranked.BEST_FIRST)
        .toList();
  }

  /** The first so many. */
  List<Ranked> dishes(int most) throws IOException {
    List<Counted> first = first(dishes.values(), most).toList();
    SortedSetDocValues[] names =
        new SortedSetDocValues[index.searcher().getIndexReader().leaves().size()];
    Ranked[] ranked = new Ranked[first.size()];
    for (int i = 0; i < ranked.length; i++) {
      Counted dish = first.get(i);
      if (names[dish.leaf.ord] == null) {
        names[dish.leaf.ord] =
            DocValues.getSortedSet(dish.leaf.reader(), RestaurantDocument.DISHES);
      }
      String text = Dishes.shown(names[dish.leaf.ord].lookupOrd(dish.number));
      ranked[i] = SuggestionSearch.ranked(Kind.DISH, text, dish.slips, dish.restaurants);
    }
    Arrays.sort(ranked, Ranked.BEST_FIRST);
    return List.of(ranked);
  }

  /** The first so many. */
  List<Ranked> restaurants(int most) throws IOException {
    List<Named> first =
        names.values().stream()
            .sorted(
                Comparator.<Named>comparingInt(name -> name.slips)
                    .thenComparingDouble(name -> -name.score)
                    .thenComparingInt(name -> name.document))
            .limit(most)
            .toList();
    List<RestaurantRow> rows = index.rows(first.stream().map(name -> name.document).toList());
    Ranked[] ranked = new Ranked[first.size()];
    for (int i = 0; i < ranked.length; i++) {
      Named name = first.get(i);
      RestaurantRow row = rows.get(i);
      Suggestion suggestion =
          new Suggestion(
              Kind.RESTAURANT,
              row.name(),
              Optional.of(new RestaurantId(row.id())),
              name.restaurants);
      ranked[i] = new Ranked(name.slips, name.score, suggestion);
    }
    Arrays.sort(ranked, Ranked.BEST_FIRST);
    return List.of(ranked);
  }

  private static Stream<Counted> first(Collection<Counted> counted, int most) {
    return counted.stream()
        .sorted(
            Comparator.<Counted>comparingInt(one -> one.slips)
                .thenComparingInt(one -> -one.restaurants))
        .limit(most);
  }

  private final class InLeaf {
    private final LeafReaderContext leaf;
    private final Columns columns;
    private final Dishes segment;
    private final TypedWords words;
    private final @Nullable Bits live;
    private final SortedSetDocValues dishesOf;
    private final SortedSetDocValues nameWordsOf;
    private final DishCounts counts = new DishCounts();
    private final int[] ofCuisine;
    private int[] name = new int[16];

    InLeaf(LeafReaderContext leaf) throws IOException {
      this.leaf = leaf;
      this.columns = index.columns(leaf);
      Segment whole = index.segments().of(leaf.reader());
      this.segment = whole.dishes();
      this.words = new TypedWords(typed, whole, corrected);
      this.live = leaf.reader().getLiveDocs();
      this.dishesOf = DocValues.getSortedSet(leaf.reader(), RestaurantDocument.DISHES);
      this.nameWordsOf = DocValues.getSortedSet(leaf.reader(), RestaurantDocument.NAME_WORDS);
      this.ofCuisine = new int[columns.cuisines.size()];
    }

    int run(CircleRuns runs, int most) throws IOException {
      int looked = 0;
      for (int run = 0; run < runs.size() && looked < most; run++) {
        int to = columns.from(runs.to(run));
        for (int document = columns.from(runs.from(run));
            document < to && looked < most;
            document++) {
          looked++;
          look(document);
        }
      }
      finish();
      return looked;
    }

    private void look(int document) throws IOException {
      if (live != null && !live.get(document)) {
        return;
      }
      double distanceMeters = columns.meters(point, document);
      if (distanceMeters > radiusMeters) {
        return;
      }
      for (int i = columns.cuisinesFrom[document]; i < columns.cuisinesFrom[document + 1]; i++) {
        ofCuisine[columns.cuisineOf[i]]++;
      }
      if (dishesOf.advanceExact(document)) {
        for (int left = dishesOf.docValueCount(); left > 0; left--) {
          counts.add((int) dishesOf.nextOrd());
        }
      }
      if (nameWordsOf.advanceExact(document)) {
        lookAtName(document, distanceMeters);
      }
    }

    private void lookAtName(int document, double distanceMeters) throws IOException {
      int count = nameWordsOf.docValueCount();
      if (count > name.length) {
        name = new int[2 * count];
      }
      for (int i = 0; i < count; i++) {
        name[i] = segment.nameWordOf[(int) nameWordsOf.nextOrd()];
      }
      int slips = words.slips(name, 0, count);
      if (slips >= TypedWords.FAR) {
        return;
      }
      long key = 0;
      for (int i = 0; i < count; i++) {
        key += segment.words.hash(name[i]);
      }
      Named named = names.computeIfAbsent(key, k -> new Named(slips));
      named.restaurants++;
      double score = Ranking.DEFAULT.nearness(distanceMeters) + columns.popularity[document];
      if (score > named.score) {
        named.score = score;
        named.document = leaf.docBase + document;
      }
    }

    private void finish() {
      for (int i = 0; i < ofCuisine.length; i++) {
        if (ofCuisine[i] > 0) {
          int slips = cuisineSlips(i);
          if (slips < TypedWords.FAR) {
            cuisines
                .computeIfAbsent(columns.cuisineKeys.get(i), key -> new Counted(slips, leaf))
                .add(ofCuisine[i], i, leaf);
          }
        }
      }
      counts.finish();
    }

    private int cuisineSlips(int cuisine) {
      List<Word> of = Word.all(columns.cuisineKeys.get(cuisine));
      int[] numbers = new int[of.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = segment.words.find(of.get(i).typed());
        if (numbers[i] < 0) {
          return TypedWords.FAR;
        }
      }
      return words.slips(numbers, 0, numbers.length);
    }

    /** How many restaurants have each dish that fits, by its number: a table with open places. */
    private final class DishCounts {
      private static final int NOTHING = -1;

      private int[] dish = new int[1 << 10];
      private int[] count = new int[dish.length];
      private int used;

      DishCounts() {
        Arrays.fill(dish, NOTHING);
      }

      void add(int number) {
        int place = place(number);
        if (dish[place] == NOTHING) {
          if (2 * used > dish.length) {
            grow();
            place = place(number);
          }
          used++;
          dish[place] = number;
          count[place] = slips(number) < TypedWords.FAR ? 1 : NOTHING;
        } else if (count[place] != NOTHING) {
          count[place]++;
        }
      }

      private int slips(int number) {
        if (!words.mayFit(segment.letters[number])) {
          return TypedWords.FAR;
        }
        return words.slips(
            segment.wordOf, segment.wordsFrom[number], segment.wordsFrom[number + 1]);
      }

      private int place(int number) {
        int mask = dish.length - 1;
        int place = ((number * 0x9E3779B9) >>> 7) & mask;
        while (dish[place] != NOTHING && dish[place] != number) {
          place = (place + 1) & mask;
        }
        return place;
      }

      private void grow() {
        int[] dishes = dish;
        int[] counts = count;
        dish = new int[2 * dishes.length];
        count = new int[dish.length];
        Arrays.fill(dish, NOTHING);
        for (int i = 0; i < dishes.length; i++) {
          if (dishes[i] != NOTHING) {
            int place = place(dishes[i]);
            dish[place] = dishes[i];
            count[place] = counts[i];
          }
        }
      }

      /** Adds them to those of all segments. */
      void finish() {
        for (int i = 0; i < dish.length; i++) {
          if (dish[i] != NOTHING && count[i] != NOTHING) {
            int number = dish[i];
            dishes
                .computeIfAbsent(segment.keys[number], key -> new Counted(slips(number), leaf))
                .add(count[i], number, leaf);
          }
        }
      }
    }
  }
}
