package io.dabba.search.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * A word of a text, the same for what is indexed and what is asked.
 *
 * @param typed lower case, without diacritics, as it was written otherwise
 * @param stem the same with its plural taken off
 */
public record Word(String typed, String stem) {
  public static final Analyzer ANALYZER = new WordAnalyzer();

  private static final String APOSTROPHES = "'`\u00b4\u02bc\u2018\u2019\uff07";

  /** A text that is one word, in lower case and without diacritics already. */
  public static Word of(String typed) {
    return new Word(typed, Plurals.stem(typed));
  }

  /** The words of the text in order; O(length). */
  public static List<Word> all(String text) {
    return isAscii(text) ? ofAscii(text) : analyzed(text);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }

  /** The same as {@link #analyzed} for most texts, which need neither folding nor segmenting. */
  private static List<Word> ofAscii(String text) {
    List<Word> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ' ' : text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        word.append(Character.toLowerCase(c));
      } else if (!word.isEmpty() && APOSTROPHES.indexOf(c) < 0) {
        words.add(of(word.toString()));
        word.setLength(0);
      }
    }
    return words;
  }

  /** As Unicode has it. */
  static List<Word> analyzed(String text) {
    List<Word> words = new ArrayList<>();
    try (TokenStream stream = ANALYZER.tokenStream("", clean(text))) {
      CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
      PositionIncrementAttribute step = stream.getAttribute(PositionIncrementAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        String token = term.toString();
        if (step.getPositionIncrement() > 0) {
          words.add(new Word(token, token));
        } else {
          words.add(new Word(words.removeLast().typed(), token));
        }
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string", e);
    }
    return words;
  }

  /**
   * The text with nothing but letters, digits, their marks and spaces, in compatibility form.
   * Apostrophes and format characters vanish, so that {@code Domino's} is one word; everything else
   * parts words: punctuation, controls, emoji, broken surrogates.
   */
  public static String clean(String text) {
    String joined =
        text.codePoints()
            .filter(Word::isSeen)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    StringBuilder cleaned = new StringBuilder(joined.length());
    boolean[] inWord = {false};
    Normalizer.normalize(joined, Normalizer.Form.NFKC)
        .codePoints()
        .forEach(c -> {
          inWord[0] = Character.isLetterOrDigit(c) || (inWord[0] && isMark(c));
          cleaned.appendCodePoint(inWord[0] ? c : ' ');
        });
    return cleaned.toString();
  }

  private static boolean isSeen(int c) {
    return APOSTROPHES.indexOf(c) < 0
        && Character.getType(c) != Character.FORMAT
        && Character.getType(c) != Character.ENCLOSING_MARK
        && !(c >= 0xFE00 && c <= 0xFE0F);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
