package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.geo.GeoPoint;
import io.dabba.search.Catalog;
import io.dabba.search.Restaurant;
import io.dabba.search.RestaurantHit;
import io.dabba.search.RestaurantQuery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Misspellings of single words that stand in real names and cuisines, each asked alone. It finds
 * what was meant if one of the first {@value #FIRST} hits has the very word in its name or a
 * cuisine, both in lower case without diacritics and apostrophes, the plural not taken off. It is
 * asked where that restaurant with the word stands whose id is smallest (as text), with the globe
 * for a radius, so that anything may come up and the right ones are near.
 */
final class TypoRecall {
  static final int FIRST = 10;

  private static final int FEWEST_LETTERS_OF_ONE = 4;
  private static final int FEWEST_LETTERS_OF_TWO = 8;
  private static final int SHOWN = 40;

  private final Recall one = new Recall();
  private final Recall two = new Recall();
  private final Recall all = new Recall();
  private final Recall exact = new Recall();
  private final List<String> missed = new ArrayList<>();
  private final Map<String, Restaurant> placeOf = new HashMap<>();

  /** A row of the file: distance is Damerau and Levenshtein's between the two. */
  private record Typo(String typed, String word, int distance) {}

  private TypoRecall(Restaurants restaurants) {
    List<Restaurant> byId = new ArrayList<>();
    for (int i = 0; i < restaurants.size(); i++) {
      byId.add(restaurants.restaurant(i));
    }
    byId.sort(Comparator.comparing(restaurant -> restaurant.id().value()));
    for (Restaurant restaurant : byId) {
      for (String word : words(restaurant.name(), restaurant.cuisines())) {
        placeOf.putIfAbsent(word, restaurant);
      }
    }
  }

  /** Puts the figures; tells what was missed at distance 1, and how many words no place has. */
  static void measure(
      Catalog catalog, Restaurants restaurants, Path file, Figures figures, PrintStream out)
      throws IOException {
    TypoRecall recall = new TypoRecall(restaurants);
    int noPlace = 0;
    Set<String> correct = new HashSet<>();
    for (Typo typo : read(file)) {
      String word = String.join("", FoldedWords.of(typo.word));
      Restaurant place = recall.placeOf.get(word);
      if (place == null) {
        noPlace++;
      } else {
        recall.ask(catalog, typo, word, place.point());
        if (correct.add(word)) {
          recall.exact.add(finds(catalog, typo.word, word, place.point()));
        }
      }
    }
    recall.put(figures);
    out.printf(
        "typos: %d asked, %d of words that no restaurant with a place has; missed of those"
            + " counted at distance 1 or 2: %s%n",
        recall.all.asked(), noPlace, String.join(", ", recall.missed));
  }

  private void ask(Catalog catalog, Typo typo, String word, GeoPoint place) {
    boolean found = finds(catalog, typo.typed, word, place);
    int letters = typo.word.codePointCount(0, typo.word.length());
    boolean ofOne = typo.distance == 1 && letters >= FEWEST_LETTERS_OF_ONE;
    boolean ofTwo = typo.distance == 2 && letters >= FEWEST_LETTERS_OF_TWO;
    all.add(found);
    if (ofOne) {
      one.add(found);
    }
    if (ofTwo) {
      two.add(found);
    }
    if (!found && (ofOne || ofTwo) && missed.size() < SHOWN) {
      missed.add(typo.typed + " for " + typo.word);
    }
  }

  private void put(Figures figures) {
    figures.put("typo1_recall10", one.share());
    figures.put("typo2_recall10", two.share());
    figures.put("typo_all_recall10", all.share());
    figures.put("exact_recall10", exact.share());
    figures.put("typos_asked", all.asked());
    figures.put("typos_asked_at_1", one.asked());
    figures.put("typos_asked_at_2", two.asked());
    figures.put("words_asked", exact.asked());
  }

  private static boolean finds(Catalog catalog, String typed, String word, GeoPoint place) {
    RestaurantQuery query =
        RestaurantQuery.near(place)
            .text(typed)
            .radiusMeters(RestaurantQuery.MAX_RADIUS_METERS)
            .limit(FIRST)
            .build();
    for (RestaurantHit hit : catalog.search(query).hits()) {
      if (words(hit.name(), hit.cuisines()).contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> words(String name, List<String> cuisines) {
    Set<String> words = new HashSet<>(FoldedWords.of(name));
    cuisines.forEach(cuisine -> words.addAll(FoldedWords.of(cuisine)));
    return words;
  }

  private static List<Typo> read(Path file) throws IOException {
    Csv csv = Csv.read(file);
    List<Typo> typos = new ArrayList<>();
    for (int row = 0; row < csv.size(); row++) {
      typos.add(
          new Typo(
              csv.cell(row, "typo"), csv.cell(row, "word"), Integer.parseInt(csv.cell(row, "dl"))));
    }
    return typos;
  }
}
