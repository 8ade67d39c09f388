package io.dabba.search.text;

import io.dabba.search.text.WordTrie.Meant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of one state of an index, of all its segments together. Words of removed restaurants
 * stay until their segment is merged: what is meant has to be looked for. Immutable.
 */
public final class Dictionary {
  private final List<WordTrie> segments;

  public Dictionary(List<WordTrie> segments) {
    this.segments = List.copyOf(segments);
  }

  /** How many restaurants have the word, just like this. */
  public int restaurants(String word) {
    int sum = 0;
    for (WordTrie segment : segments) {
      sum += segment.restaurants(word);
    }
    return sum;
  }

  /** The words that begin like this, at least as many as the bound if there are more. */
  public List<Meant> withPrefix(String prefix, int bound) {
    List<Meant> found = new ArrayList<>();
    for (WordTrie segment : segments) {
      segment.addWithPrefix(prefix, found.size() + bound, found);
    }
    return merged(found);
  }

  /**
   * The words at most so many slips away, the likeliest first: the nearest, then with the same
   * first letter, then in most restaurants.
   */
  public List<Meant> within(String typed, int slips) {
    return likeliest(typed, (segment, found) -> segment.addWithin(typed, slips, found));
  }

  /** The same of the beginnings of words. */
  public List<Meant> prefixesWithin(String typed, int slips) {
    return likeliest(typed, (segment, found) -> segment.addPrefixesWithin(typed, slips, found));
  }

  /** The same of the words that sound alike. */
  public List<Meant> sounding(String typed, int slips) {
    return likeliest(typed, (segment, found) -> segment.addSounding(typed, slips, found));
  }

  private interface Finder {
    void addTo(WordTrie segment, List<Meant> found);
  }

  private List<Meant> likeliest(String typed, Finder finder) {
    List<Meant> found = new ArrayList<>();
    segments.forEach(segment -> finder.addTo(segment, found));
    List<Meant> merged = merged(found);
    merged.sort(likeliestFirst(typed));
    return merged;
  }

  private static Comparator<Meant> likeliestFirst(String typed) {
    char first = typed.charAt(0);
    return Comparator.comparingInt(Meant::slips)
        .thenComparing((Meant meant) -> meant.word().charAt(0) != first)
        .thenComparing(Meant::restaurants, Comparator.reverseOrder())
        .thenComparing(Meant::word);
  }

  private static List<Meant> merged(Collection<Meant> found) {
    Map<String, Meant> byWord = new HashMap<>();
    for (Meant meant : found) {
      byWord.merge(
          meant.word(),
          meant,
          (one, other) ->
              new Meant(one.word(), one.slips(), one.restaurants() + other.restaurants()));
    }
    return new ArrayList<>(byWord.values());
  }
}
