package io.dabba.server.indexing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where an index has read the changes of the catalogue, as it stands in the index's commit.
 *
 * @param reader the index, as it is called in {@code catalog_readers}
 * @param mark how often it had left its mark there
 * @param snapshot the moment: all transactions that are visible in it have been read, and no other;
 *     a {@code pg_snapshot} as text
 */
record FeedPosition(String reader, long mark, String snapshot) {
  private static final Pattern TEXT =
      Pattern.compile("([!-~]{1,64}) ([0-9]{1,18}) ([0-9]+:[0-9]+:[0-9,]*)");

  /** As it wrote itself; empty for everything else. */
  static Optional<FeedPosition> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new FeedPosition(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3)))
        : Optional.empty();
  }

  String text() {
    return "%s %d %s".formatted(reader, mark, snapshot);
  }

  /** A later one of the same index. */
  FeedPosition next(String laterSnapshot) {
    return new FeedPosition(reader, mark + 1, laterSnapshot);
  }
}
