package io.dabba.search.text;

import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Words to be indexed: each as it was typed and, at the same place, its stem if that is another.
 * The stem serves whole words, the other those that only begin alike. For one use.
 */
public final class WordTokens extends TokenStream {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
  private final Iterator<Word> words;
  private @Nullable String stem;

  public WordTokens(List<Word> words) {
    this.words = words.iterator();
  }

  @Override
  public boolean incrementToken() {
    clearAttributes();
    if (stem != null) {
      term.append(stem);
      step.setPositionIncrement(0);
      stem = null;
      return true;
    }
    if (!words.hasNext()) {
      return false;
    }
    Word word = words.next();
    term.append(word.typed());
    stem = word.stem().equals(word.typed()) ? null : word.stem();
    return true;
  }
}
