package io.dabba.benchmarks.replay;

import io.dabba.geo.GeoPoint;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One row of a CSV file, by column name; what cannot be read is a {@link RowException}. */
final class Row {
  private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2}):(\\d{2})");

  private final Map<String, Integer> columns;
  private final List<String> cells;

  Row(Map<String, Integer> columns, List<String> cells) {
    this.columns = columns;
    this.cells = cells;
    if (cells.size() != columns.size()) {
      throw new RowException(
          "%d cells where the header has %d".formatted(cells.size(), columns.size()));
    }
  }

  /** Why a row cannot be used. */
  static final class RowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RowException(String reason) {
      super(reason);
    }
  }

  String text(String column) {
    String cell = textOrEmpty(column);
    if (cell.isEmpty()) {
      throw new RowException(column + " is empty");
    }
    return cell;
  }

  String textOrEmpty(String column) {
    Integer index = columns.get(column);
    if (index == null) {
      throw new IllegalArgumentException("column=" + column + " was not required");
    }
    return cells.get(index);
  }

  GeoPoint point(String latColumn, String lngColumn) {
    double lat = number(latColumn);
    double lng = number(lngColumn);
    if (lat == 0 && lng == 0) {
      throw new RowException("%s, %s is 0, 0".formatted(latColumn, lngColumn));
    }
    try {
      return new GeoPoint(lat, lng);
    } catch (IllegalArgumentException e) {
      throw new RowException(String.valueOf(e.getMessage()));
    }
  }

  /** Seconds since midnight of a time such as {@code 0:17:00}. */
  int secondOfDay(String column) {
    String cell = text(column);
    Matcher time = TIME.matcher(cell);
    if (time.matches()) {
      int hours = Integer.parseInt(time.group(1));
      int minutes = Integer.parseInt(time.group(2));
      int seconds = Integer.parseInt(time.group(3));
      if (hours < 24 && minutes < 60 && seconds < 60) {
        return hours * 3600 + minutes * 60 + seconds;
      }
    }
    throw new RowException("%s=%s is not a time of day".formatted(column, cell));
  }

  private double number(String column) {
    String cell = text(column);
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new RowException("%s=%s is not a number".formatted(column, cell));
    }
  }
}
