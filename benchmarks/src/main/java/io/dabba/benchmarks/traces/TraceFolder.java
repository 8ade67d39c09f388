package io.dabba.benchmarks.traces;

import io.dabba.benchmarks.cli.UsageException;
import io.dabba.geo.GeoPoint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of recorded ways: one {@code *.txt} per vehicle, and in it one fix per line, newest or
 * oldest first, as {@code lat lng occupied unixtime}.
 */
public final class TraceFolder {
  private static final int COLUMNS = 4;
  private static final int AT = 3;

  private TraceFolder() {}

  /**
   * Reads every file of the folder, in order of their names. Of two fixes of one second the first
   * in the file counts.
   *
   * @throws UsageException if there is no such folder, no trace in it, or a line is no fix
   */
  public static List<Trace> read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("%s is not a folder".formatted(folder));
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder, "*.txt")) {
      listed.forEach(files::add);
    }
    files.sort(null);
    List<Trace> traces = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      traces.addAll(Trace.split(name.substring(0, name.length() - ".txt".length()), fixes(file)));
    }
    if (traces.isEmpty()) {
      throw new UsageException(
          "%s holds no trace: no *.txt with lines of lat lng occupied unixtime".formatted(folder));
    }
    return List.copyOf(traces);
  }

  private static List<Fix> fixes(Path file) throws IOException {
    Map<Long, Fix> fixes = new TreeMap<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        Fix fix = fix(lines.get(i).strip().split("\\s+"));
        fixes.putIfAbsent(fix.atSecond(), fix);
      } catch (IllegalArgumentException e) {
        throw new UsageException("%s:%d: %s".formatted(file, i + 1, e.getMessage()));
      }
    }
    return List.copyOf(fixes.values());
  }

  /** A number that cannot be read is an IllegalArgumentException, too, and names what it was. */
  private static Fix fix(String[] cells) {
    if (cells.length != COLUMNS) {
      throw new IllegalArgumentException(
          "%d columns instead of lat lng occupied unixtime".formatted(cells.length));
    }
    return new Fix(
        new GeoPoint(Double.parseDouble(cells[0]), Double.parseDouble(cells[1])),
        Long.parseLong(cells[AT]));
  }
}
