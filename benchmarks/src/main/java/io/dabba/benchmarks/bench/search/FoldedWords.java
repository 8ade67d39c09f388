package io.dabba.benchmarks.bench.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Words in lower case without diacritics and apostrophes, by stock classes of Lucene. Plurals stay:
 * no text that is made up has one.
 */
final class FoldedWords {
  static final Analyzer ANALYZER = new FoldingAnalyzer();

  private static final String APOSTROPHES = "['`\u00b4\u02bc\u2018\u2019\uff07]";
  private static final String NO_WORD = "[^\\p{L}\\p{N}\\p{M}]+";

  private FoldedWords() {}

  static List<String> of(String text) {
    String joined = text.replaceAll(APOSTROPHES, "");
    String clean = Normalizer.normalize(joined, Normalizer.Form.NFKC).replaceAll(NO_WORD, " ");
    List<String> words = new ArrayList<>();
    try (TokenStream stream = ANALYZER.tokenStream("", clean)) {
      CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string", e);
    }
    return words;
  }

  private static final class FoldingAnalyzer extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      StandardTokenizer words = new StandardTokenizer();
      return new TokenStreamComponents(words, new ASCIIFoldingFilter(new LowerCaseFilter(words)));
    }
  }
}
