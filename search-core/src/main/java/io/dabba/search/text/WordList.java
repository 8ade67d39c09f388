package io.dabba.search.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.util.BytesRef;

/**
 * Words in order of their bytes, each with its number in it: those that begin alike are a range.
 * Immutable; about as many bytes as the words have, and 4 for each.
 */
public final class WordList {
  private final byte[] bytes;
  private final int[] starts;

  private WordList(Builder built) {
    bytes = Arrays.copyOf(built.bytes, built.starts[built.size]);
    starts = Arrays.copyOf(built.starts, built.size + 1);
  }

  /** Takes words in their order, none twice. For one thread. */
  public static final class Builder {
    private byte[] bytes = new byte[256];
    private int[] starts = new int[64];
    private int size;

    public void add(BytesRef word) {
      int from = starts[size];
      if (from + word.length > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length + word.length);
      }
      System.arraycopy(word.bytes, word.offset, bytes, from, word.length);
      size++;
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, 2 * size);
      }
      starts[size] = from + word.length;
    }

    public WordList build() {
      return new WordList(this);
    }
  }

  public int size() {
    return starts.length - 1;
  }

  /** The same of a word in UTF-8. */
  public int find(byte[] from, int start, int end) {
    int low = first(from, start, end);
    boolean there = low < size() && compare(low, from, start, end) == 0;
    return there ? low : -1;
  }

  /** The number of a word; negative if it is not among them. O(log of the words). */
  public int find(String word) {
    byte[] text = word.getBytes(StandardCharsets.UTF_8);
    return find(text, 0, text.length);
  }

  /** The first word that begins so, if one does; else the first that comes after it. */
  public int from(String prefix) {
    byte[] text = prefix.getBytes(StandardCharsets.UTF_8);
    return first(text, 0, text.length);
  }

  /** The first word after those that begin so. */
  public int to(String prefix) {
    byte[] text = prefix.getBytes(StandardCharsets.UTF_8);
    int low = first(text, 0, text.length);
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (begins(middle, text)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * A bit among the lower 32 for the first letter of a word, and one among the upper for the first
   * two: of words that have no such bit in common, none begins like the other.
   */
  public long letters(int word) {
    int first = bytes[starts[word]];
    int second = starts[word] + 1 < starts[word + 1] ? bytes[starts[word] + 1] : 0;
    return 1L << (first & 31) | 1L << (32 + ((31 * first + second) & 31));
  }

  /** A number that is hardly ever the same for two words, and always for the same one. */
  public long hash(int word) {
    return hash(bytes, starts[word], starts[word + 1]);
  }

  /** The same of a text in UTF-8: FNV-1a, its bits mixed. */
  public static long hash(byte[] text, int start, int end) {
    long hash = 0xcbf29ce484222325L;
    for (int i = start; i < end; i++) {
      hash = (hash ^ (text[i] & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return hash ^ (hash >>> 32);
  }

  private int first(byte[] text, int start, int end) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(middle, text, start, end) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int compare(int word, byte[] text, int start, int end) {
    return Arrays.compareUnsigned(bytes, starts[word], starts[word + 1], text, start, end);
  }

  private boolean begins(int word, byte[] prefix) {
    int end = starts[word] + prefix.length;
    return end <= starts[word + 1]
        && Arrays.equals(bytes, starts[word], end, prefix, 0, prefix.length);
  }
}
