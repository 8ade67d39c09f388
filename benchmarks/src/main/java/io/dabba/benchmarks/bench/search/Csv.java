package io.dabba.benchmarks.bench.search;

import io.dabba.benchmarks.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A CSV file with a header line, cells in quotes where they need them (RFC 4180), all read. */
final class Csv {
  private final Path file;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<List<String>> rows;

  private Csv(Path file, List<List<String>> lines) {
    this.file = file;
    for (String column : lines.getFirst()) {
      columns.put(column, columns.size());
    }
    rows = lines.subList(1, lines.size());
  }

  /**
   * Reads a file in UTF-8.
   *
   * @throws UsageException if there is no such file, or it is empty
   */
  static Csv read(Path file) throws IOException {
    try {
      List<List<String>> lines = lines(Files.readString(file).replace("\uFEFF", ""));
      if (lines.isEmpty()) {
        throw new UsageException(file + " is empty");
      }
      return new Csv(file, lines);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file);
    }
  }

  int size() {
    return rows.size();
  }

  /**
   * A cell without the spaces around it; empty if its line is too short.
   *
   * @throws UsageException if there is no such column
   */
  String cell(int row, String column) {
    Integer at = columns.get(column);
    if (at == null) {
      throw new UsageException("%s has no column %s".formatted(file, column));
    }
    List<String> cells = rows.get(row);
    return at < cells.size() ? cells.get(at) : "";
  }

  private static List<List<String>> lines(String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        line.add(cell.toString().strip());
        cell.setLength(0);
      } else if (c == '\n' && !quoted) {
        endLine(line, cell, lines);
      } else {
        cell.append(c);
      }
    }
    endLine(line, cell, lines);
    return lines;
  }

  private static void endLine(List<String> line, StringBuilder cell, List<List<String>> lines) {
    line.add(cell.toString().strip());
    cell.setLength(0);
    if (line.size() > 1 || !line.getFirst().isEmpty()) {
      lines.add(List.copyOf(line));
    }
    line.clear();
  }
}
