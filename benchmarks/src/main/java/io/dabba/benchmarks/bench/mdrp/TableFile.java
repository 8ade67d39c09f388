package io.dabba.benchmarks.bench.mdrp;

import io.dabba.benchmarks.cli.UsageException;
import io.dabba.geo.OpaqueId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file with a header line and its cells between tabs, or another character; all read. */
final class TableFile {
  private static final int ALL_CELLS = -1;

  private final Path file;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  /** One line; what it does not hold as it should is a {@link UsageException} that says where. */
  final class Row {
    private final int line;
    private final String[] cells;

    private Row(int line, String[] cells) {
      this.line = line;
      this.cells = cells;
    }

    /** A cell without the spaces around it, perhaps empty. */
    String cell(String column) {
      Integer at = columns.get(column);
      if (at == null) {
        throw new UsageException("%s has no column %s".formatted(file, column));
      }
      return cells[at].strip();
    }

    /** An id without spaces, of at most 64 characters of ASCII. */
    String id(String column) {
      String id = cell(column);
      if (!OpaqueId.isValid(id)) {
        throw wrong(column, "is no id: 1 to 64 characters of ASCII without spaces");
      }
      return id;
    }

    /** A whole number; {@code 4.0} is one, too. */
    int whole(String column, int min, int max) {
      double number = number(column, min, max);
      if (number != Math.rint(number)) {
        throw wrong(column, "is not a whole number");
      }
      return (int) number;
    }

    double number(String column, double min, double max) {
      try {
        double number = Double.parseDouble(cell(column));
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw wrong(column, "is not a number");
      }
      throw wrong(column, "is not between %s and %s".formatted(plain(min), plain(max)));
    }

    UsageException wrong(String column, String why) {
      return new UsageException(
          "%s line %d, column %s: \"%s\" %s".formatted(file, line, column, cell(column), why));
    }
  }

  private TableFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file in UTF-8; blank lines are passed over, also a last one.
   *
   * @throws UsageException if there is no such file, it is empty, or a line has other than as many
   *     cells as the header
   */
  static TableFile read(Path file, String separator) throws IOException {
    TableFile read = new TableFile(file);
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file);
    }
    if (lines.isEmpty() || lines.getFirst().isBlank()) {
      throw new UsageException("%s does not begin with a header line".formatted(file));
    }
    for (String column : lines.getFirst().replace("\uFEFF", "").split(separator, ALL_CELLS)) {
      read.columns.put(column.strip(), read.columns.size());
    }
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        read.add(i + 1, lines.get(i).split(separator, ALL_CELLS));
      }
    }
    return read;
  }

  List<Row> rows() {
    return rows;
  }

  /**
   * The first row.
   *
   * @throws UsageException if there is none
   */
  Row first() {
    if (rows.isEmpty()) {
      throw new UsageException("%s holds nothing but its header".formatted(file));
    }
    return rows.getFirst();
  }

  private void add(int line, String[] cells) {
    if (cells.length != columns.size()) {
      throw new UsageException(
          "%s line %d has %d cells where the header has %d"
              .formatted(file, line, cells.length, columns.size()));
    }
    rows.add(new Row(line, cells));
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
