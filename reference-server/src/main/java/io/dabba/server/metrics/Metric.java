package io.dabba.server.metrics;

/** One figure without labels, as lines. */
public final class Metric {
  private Metric() {}

  /** What may rise and fall. */
  public static String gauge(String name, String help, double value) {
    return lines(name, "gauge", help, Double.toString(value));
  }

  /** What only rises while the process runs; the name ends in {@code _total}. */
  public static String counter(String name, String help, long value) {
    return lines(name, "counter", help, Long.toString(value));
  }

  private static String lines(String name, String type, String help, String value) {
    return "# HELP %s %s\n# TYPE %s %s\n%s %s\n".formatted(name, help, name, type, name, value);
  }
}
