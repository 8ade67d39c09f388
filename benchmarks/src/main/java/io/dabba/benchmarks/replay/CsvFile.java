package io.dabba.benchmarks.replay;

import io.dabba.benchmarks.cli.UsageException;
import io.dabba.benchmarks.replay.Row.RowException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A CSV file with a header line and without quotes, read row by row. */
final class CsvFile {
  private static final int ALL_CELLS = -1;

  private CsvFile() {}

  /**
   * Reads the rows that can be read; the others go to {@code badRows}.
   *
   * @param required columns the header must have
   * @throws UsageException if there is no such file, or a column is missing
   */
  static <T> List<T> read(
      Path file, List<String> required, Function<Row, T> parse, List<BadRow> badRows)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    List<T> rows = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String header = lines.readLine();
      Map<String, Integer> columns = columns(header == null ? "" : header.replace("\uFEFF", ""));
      for (String column : required) {
        if (!columns.containsKey(column)) {
          throw new UsageException("%s has no column %s".formatted(file, column));
        }
      }
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        try {
          rows.add(parse.apply(new Row(columns, cells(line))));
        } catch (RowException e) {
          badRows.add(new BadRow(name, number, String.valueOf(e.getMessage())));
        }
      }
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file);
    }
    return Collections.unmodifiableList(rows);
  }

  private static Map<String, Integer> columns(String header) {
    Map<String, Integer> columns = new HashMap<>();
    for (String column : cells(header)) {
      columns.put(column, columns.size());
    }
    return columns;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split(",", ALL_CELLS)) {
      cells.add(cell.strip());
    }
    return cells;
  }
}
