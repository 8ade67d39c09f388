package io.dabba.search;

import io.dabba.search.text.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words that count as each other: other spellings of a name from another script, other names of a
 * dish. Read from a text of lines, as Solr and Elasticsearch have them:
 *
 * <pre>
 * # any of these finds all of them
 * biryani, biriyani, briyani
 * # the left finds the right, and not the other way
 * kfc =&gt; kentucky fried chicken
 * </pre>
 *
 * What stands left of an arrow, and each of a list that has others, is one word; what it finds may
 * be several, which must all be there. Case, diacritics and plurals do not matter. Immutable.
 */
public final class Synonyms {
  public static final int MAX_LINES = 100_000;
  public static final int MAX_OF_A_WORD = 32;

  private static final Synonyms NONE = new Synonyms(Map.of());
  private static final String STANDARD = "synonyms.txt";

  private final Map<String, List<List<String>>> byStem;

  private Synonyms(Map<String, List<List<String>>> byStem) {
    this.byStem = byStem;
  }

  public static Synonyms none() {
    return NONE;
  }

  /** What this library brings: spellings of common dishes, of India's first. */
  public static Synonyms standard() {
    try (InputStream in = Synonyms.class.getResourceAsStream(STANDARD)) {
      if (in == null) {
        throw new IllegalStateException("resource=%s is not there".formatted(STANDARD));
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(STANDARD, e);
    }
  }

  /**
   * Those of a file in UTF-8.
   *
   * @throws IllegalArgumentException as {@link #parse}
   * @throws UncheckedIOException if it cannot be read
   */
  public static Synonyms read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("synonyms=%s".formatted(file), e);
    }
  }

  /**
   * Those of a text.
   *
   * @throws IllegalArgumentException if a line is none of the two, naming it with its number
   */
  public static Synonyms parse(String text) {
    Map<String, List<List<String>>> byStem = new HashMap<>();
    List<String> lines = text.lines().toList();
    Checks.range("lines", lines.size(), 0, MAX_LINES);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          add(line, byStem);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "line %d: %s: %s".formatted(i + 1, Checks.excerpt(line), e.getMessage()), e);
        }
      }
    }
    byStem.replaceAll((word, all) -> List.copyOf(all));
    return new Synonyms(Map.copyOf(byStem));
  }

  private static void add(String line, Map<String, List<List<String>>> byStem) {
    String[] sides = line.split("=>", -1);
    if (sides.length > 2) {
      throw new IllegalArgumentException("more than one =>");
    }
    List<List<Word>> left = phrases(sides[0]);
    List<List<Word>> right = sides.length == 2 ? phrases(sides[1]) : left;
    if (sides.length == 1 && left.size() < 2) {
      throw new IllegalArgumentException("fewer than two words, parted by commas");
    }
    boolean any = false;
    for (List<Word> from : left) {
      if (from.size() == 1) {
        any = true;
        for (List<Word> to : right) {
          if (!to.equals(from)) {
            add(from.getFirst(), to, byStem);
          }
        }
      }
    }
    if (!any) {
      throw new IllegalArgumentException("no single word that could be typed for another");
    }
  }

  private static void add(Word from, List<Word> to, Map<String, List<List<String>>> byStem) {
    List<List<String>> all = byStem.computeIfAbsent(from.stem(), stem -> new ArrayList<>());
    List<String> typed = to.stream().map(Word::typed).toList();
    if (!all.contains(typed)) {
      all.add(typed);
    }
    Checks.range("synonyms of " + from.typed(), all.size(), 0, MAX_OF_A_WORD);
  }

  private static List<List<Word>> phrases(String side) {
    List<List<Word>> phrases = new ArrayList<>();
    for (String part : side.split(",", -1)) {
      List<Word> words = Word.all(part);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("nothing between two commas");
      }
      phrases.add(words);
    }
    return phrases;
  }

  /** What counts as the word, each as the words it is made of. */
  List<List<String>> of(Word word) {
    return byStem.getOrDefault(word.stem(), List.of());
  }
}
